"""Findings about one line of a work, placed at its cell; what is found is decided elsewhere."""

from __future__ import annotations

from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Line, Work

_LONGEST_NAME = 60


def name_line(line: Line) -> str:
    """How a message names the line: item 3 "LED street light"."""
    text = line.description
    shown = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3]}..."
    return f'item {line.serial} "{shown}"' if line.serial else f'"{shown}"'


def place_of(work: Work, line: Line) -> str:
    """Where the quantity that counts stands, as `WorkSlip!G12`."""
    return line.place or f"{work.sheet}!{_quantity_cell(work, line)}"


def line_problem(
    work: Work, line: Line, level: Level, code: Code, *, says: str
) -> Problem:
    """The finding at the quantity of the line; `says` goes on from its place."""
    sheet, _, cell = place_of(work, line).rpartition("!")
    return Problem(
        level=level,
        code=code,
        sheet=sheet,
        cell=cell,
        found=name_line(line),
        expected="",
        message=f"{place_of(work, line)}: {says}",
    )


def _quantity_cell(work: Work, line: Line) -> str:
    """In a workslip the current phase, the last one that is executed."""
    columns = work.columns
    letter = columns.get("executed_quantity") or columns.get("quantity") or "A"
    return f"{letter}{line.row}"
