"""One measured figure and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of the table; without a limit it is only told."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_past_limit(self) -> bool:
        too_much = self.at_most is not None and self.value > self.at_most
        too_little = self.at_least is not None and self.value < self.at_least
        return too_much or too_little

    @property
    def limit(self) -> str:
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return "" if self.at_least is None else f"at least {self.at_least:g}"

    @property
    def amount(self) -> str:
        digits = 0 if self.value >= 100 else 1 if self.value >= 20 else 2
        return f"{self.value:,.{digits}f} {self.unit}".strip()

    def __str__(self) -> str:
        mark = "  PAST ITS LIMIT" if self.is_past_limit else ""
        return f"{self.what:<72}{self.amount:>12}{self.limit:>16}{mark}"


def describe_machine() -> str:
    """The processor, its cores and the version of Python, in one sentence."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def tell(figures: Iterable[Figure]) -> None:
    """Writes each figure, as soon as it is known, as a line of JSON that `hear` reads."""
    for figure in figures:
        sys.stdout.write(json.dumps(asdict(figure)) + "\n")
        sys.stdout.flush()


def hear(lines: Iterable[str]) -> Iterator[Figure]:
    for line in lines:
        yield Figure(**json.loads(line))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2] for line in lines if line.startswith("model name")]
    return names[0].strip() if names else platform.machine()
