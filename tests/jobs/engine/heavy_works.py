"""What the tests let a child do: work, ask, grow, hang, break; each is a function that a fork can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from jobs.domain.outcomes import JobRefused
from jobs.models import Job

Report = Callable[[int, str], None]


def add(report: Report, numbers: list[Decimal]) -> Decimal:
    for number in numbers:
        report(50, f"Adding {number}")
    return sum(numbers, Decimal(0))


def ask_for_the_sum(
    report: Report, add_up: Callable[..., int], numbers: list[int]
) -> str:
    return f"the worker says {add_up(*numbers)}"


def say_where(report: Report) -> tuple[int, int]:
    return os.getpid(), os.getpgid(0)


def grow(report: Report, megabytes: int) -> int:
    hoard = [bytearray(1024 * 1024) for _ in range(megabytes)]
    return len(hoard)


def refuse(report: Report) -> None:
    raise JobRefused("The sheet is empty.", hint="Fill it in.", summary={"works": []})


class NeedsTwo(Exception):
    """Names its condition, but cannot be put together again from its message."""

    code = "needs_two"

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(f"{sheet}!{cell}")


def raise_needs_two(report: Report) -> None:
    raise NeedsTwo("Bill", "E14")


def stumble(report: Report) -> None:
    raise KeyError("an unforeseen column")


def orphan_itself(report: Report) -> None:
    """Kills the process that children are forked from, and so all of them."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def vanish(report: Report, status: int) -> None:
    os._exit(status)


def vanish_once(report: Report, mark: str) -> None:
    path = Path(mark)
    if not path.exists():
        path.touch()
        os._exit(3)


def be_killed(report: Report) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count_jobs(report: Report) -> int:
    return Job.all_orgs.count()


def hang(report: Report, diary: str) -> None:
    """Never looks up again; `diary` tells its process id."""
    report(20, "Reading the workbook...")
    with open(diary, "w") as file:  # noqa: PTH123 - a plain path in a plain function
        file.write(str(os.getpid()))
    while True:
        time.sleep(60)
