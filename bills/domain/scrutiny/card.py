"""The scrutiny card as values: its lines, their verdicts and counts; the checks are in the other modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

Found = TypeVar("Found")


class Verdict(StrEnum):
    WRONG = "wrong"
    REMARK = "remark"  # not wrong by itself; somebody must look
    NOT_CHECKED = "not_checked"  # a figure or a paper to compare with is not there yet
    RIGHT = "right"


# More lines of one check than this are told in one.
MOST_TOLD = {
    Verdict.WRONG: 100,
    Verdict.REMARK: 10,
    Verdict.NOT_CHECKED: 10,
    Verdict.RIGHT: 10,
}
VERDICT_WORDS = {
    Verdict.WRONG: "Wrong",
    Verdict.REMARK: "Remark",
    Verdict.NOT_CHECKED: "Not checked",
    Verdict.RIGHT: "Right",
}


@dataclass(frozen=True, slots=True)
class ScrutinyLine:
    """One finding in one sentence, with its figures and where they stand."""

    check: str
    verdict: Verdict
    finding: str
    cells: tuple[str, ...] = ()  # of the made bill, as `Bill!H12`
    source_cells: tuple[str, ...] = ()  # of the workbooks that it was made from

    @property
    def sentence(self) -> str:
        """The finding on one line: a name of an item may stand on several."""
        text = " ".join(self.finding.split())
        return text[:1].upper() + text[1:]

    @property
    def places(self) -> str:
        """All cells in one text, those of the sources named as such."""
        sources = f"source: {', '.join(self.source_cells)}" if self.source_cells else ""
        return "; ".join(filter(None, (", ".join(self.cells), sources)))

    def as_json(self) -> dict[str, Any]:
        return {
            "check": self.check,
            "verdict": self.verdict.value,
            "finding": self.sentence,
            "cells": list(self.cells),
            "source_cells": list(self.source_cells),
        }


@dataclass(frozen=True, slots=True)
class ScrutinyCard:
    """What the scrutiny of one bill found, in the order of the checks."""

    lines: tuple[ScrutinyLine, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def summary(self) -> str:
        """The counts as a sentence: 12 right, 1 wrong, 2 remarks."""
        remarks, open_lines = (
            self.count(verdict) for verdict in (Verdict.REMARK, Verdict.NOT_CHECKED)
        )
        parts = [f"{self.count(Verdict.RIGHT)} right"]
        parts.append(f"{self.count(Verdict.WRONG) or 'none'} wrong")
        if remarks:
            parts.append(f"{remarks} remark{'s' if remarks > 1 else ''}")
        if open_lines:
            parts.append(f"{open_lines} not checked")
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON for the command line and the result page."""
        return {
            "summary": self.summary,
            "right": self.count(Verdict.RIGHT),
            "wrong": self.count(Verdict.WRONG),
            "remarks": self.count(Verdict.REMARK),
            "not_checked": self.count(Verdict.NOT_CHECKED),
            "lines": [line.as_json() for line in self.lines],
        }


def tell_each(
    found: Iterable[Found], tell: Callable[[Found], ScrutinyLine]
) -> Iterator[ScrutinyLine]:
    """A line for each thing found; when they are too many one line counts the rest."""
    everything = list(found)
    if not everything:
        return
    most = MOST_TOLD[tell(everything[0]).verdict]
    yield from map(tell, everything[:most])
    if len(everything) > most:
        first, last = tell(everything[most]), tell(everything[-1])
        yield ScrutinyLine(
            first.check,
            first.verdict,
            f"{len(everything) - most} more like these; the first and the last are named",
            (*first.cells[:1], *last.cells[-1:]),
            (*first.source_cells[:1], *last.source_cells[-1:]),
        )
