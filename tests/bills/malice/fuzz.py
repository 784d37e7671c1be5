"""`make fuzz`: mutated workbooks are read and billed, or refused; any other end is printed with its seed."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NoReturn

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bills.domain.bill import BillAction  # noqa: E402 - needs the settings
from bills.domain.making import BillOrder  # noqa: E402
from bills.readers import WorkbookUnreadable, read_workbook  # noqa: E402
from bills.services import make_bills  # noqa: E402
from bills.writers.sheet import CellTextTooLong  # noqa: E402
from tests.bills.actions.workbooks import (  # noqa: E402
    CABLE,
    FAN,
    LIGHT,
    Item,
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.bills.malice.mutations import (  # noqa: E402
    Parts,
    mutate_bytes,
    mutate_parts,
    unpack,
)
from tests.bills.reading.office_files import (  # noqa: E402
    SAMPLES,
    convert,
    make_estimate,
    make_first_bill,
)

MOST_SAMPLE_BYTES = 60_000
MOST_SECONDS = 20  # for one input, which takes some milliseconds
DEFAULT_COUNT, DEFAULT_SEED = 3_000, 1


@dataclass(frozen=True)
class Base:
    """A sound workbook that is changed."""

    name: str
    content: bytes
    parts: Parts = field(default_factory=dict)  # of a package

    def mutate(self, chance: Random) -> bytes:
        if self.parts and chance.random() < 0.9:
            return mutate_parts(self.parts, chance)
        return mutate_bytes(self.content, chance)


@dataclass
class Result:
    """What became of the inputs, and the tracebacks of those that broke the reader."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def packages() -> Iterator[Base]:
    """One package of each kind of sheet, and the samples of other offices that are small."""
    first = bill_1()
    contents = {
        "estimate": make_estimate(with_results=True),
        "first bill": make_first_bill(with_results=False),
        "our first bill": first,
        "workslip": workslip_file(example_slip()),
        "later workslip": workslip_file(
            example_slip(
                items=[
                    Item(CABLE, "Mtrs", "100", "134.00", ("60", "120")),
                    Item(LIGHT, "Nos", "20", "1228.50", ("5", "15")),
                ],
                supplements=[[Item(FAN, "Nos", "0", "500.00", ("2", "2"))]],
            )
        ),
        "nth bill": made(make(first, "firstpart_nth_part")),
    }
    for path in sorted(SAMPLES.glob("*.xlsx")):
        if path.stat().st_size < MOST_SAMPLE_BYTES:
            contents[path.name] = path.read_bytes()
    for name, content in contents.items():
        yield Base(name, content, unpack(content))


def legacy_files() -> Iterator[Base]:
    """Workbooks in the old format; none where LibreOffice is missing."""
    for path in sorted(SAMPLES.glob("*.xls")):
        if path.stat().st_size < MOST_SAMPLE_BYTES:
            yield Base(path.name, path.read_bytes())
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            content = convert(make_first_bill(with_results=True), "xls", Path(folder))
        yield Base("first bill.xls", content)


def run_one(bases: list[Base], seed: int, result: Result) -> None:
    """Mutates, reads and bills one workbook; the seed says which and how."""
    chance = Random(seed)  # noqa: S311 - the same mutations in every run
    base, action = chance.choice(bases), chance.choice(list(BillAction))
    content = base.mutate(chance)
    signal.alarm(MOST_SECONDS)
    try:
        read_workbook(base.name, content)
        making = make_bills(
            filename=base.name, content=content, order=BillOrder(action)
        )
    except WorkbookUnreadable as refusal:
        result.ends[f"refused: {refusal.code.value}"] += 1
    except CellTextTooLong:
        result.ends["refused: text too long"] += 1
    except (Exception, HangsError):  # noqa: BLE001 - what a fuzz looks for
        result.ends["broken"] += 1
        result.faults.append(
            f"seed {seed}, {base.name}, {action.value}\n{traceback.format_exc()}"
        )
    else:
        result.ends["billed" if making.files else "read, with errors told"] += 1
    finally:
        signal.alarm(0)


class HangsError(BaseException):
    """Not done in time: no reader may take it for a damaged file."""


def give_up(*_: object) -> NoReturn:
    raise HangsError(f"not done in {MOST_SECONDS} seconds")


def fuzz(bases: list[Base], seed: int, count: int) -> Result:
    result = Result()
    before = signal.signal(signal.SIGALRM, give_up)
    try:
        for number in range(seed, seed + count):
            run_one(bases, number, result)
    finally:
        signal.signal(signal.SIGALRM, before)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=DEFAULT_COUNT)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    options = parser.parse_args()
    bases = [*packages(), *legacy_files()]
    result = fuzz(bases, options.seed, options.count)
    lines = [f"{options.count} inputs from {len(bases)} workbooks"]
    lines += [f"{number:8} {end}" for end, number in result.ends.most_common()]
    sys.stdout.write("\n".join([*lines, *result.faults]) + "\n")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
