"""What the user says a workbook means, and its corrected cells; columns, rows and fields are corrected as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bills.domain.grid import PLAIN, Cell, Grid, Sheet, Value, column_number
from bills.domain.number_text import parse_number
from bills.domain.problems import Code, Level, Problem
from bills.domain.texts import format_value
from bills.domain.work import RowMark, SheetKind

# The columns of remembered layouts by the signature of their header: letter -> Role value.
RememberedLayouts = Mapping[str, Mapping[str, str]]

NO_LAYOUTS: RememberedLayouts = {}

_CELL_NAME = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class SheetCorrections:
    """What is to be read differently on one sheet."""

    kind: SheetKind | None = None  # REFERENCE: nothing is read from it
    header_row: int | None = None
    # Letter -> Role value; "" for a column that holds nothing that counts.
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, RowMark] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)  # "E14" -> text as typed
    fields: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON; what is not corrected is not there."""
        document: dict[str, Any] = {
            "columns": dict(self.columns),
            "rows": {str(row): mark.value for row, mark in self.rows.items()},
            "cells": dict(self.cells),
            "fields": dict(self.fields),
            "kind": self.kind.value if self.kind else None,
            "header_row": self.header_row,
        }
        return {name: value for name, value in document.items() if value}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> SheetCorrections:
        kind = document.get("kind")
        return cls(
            kind=SheetKind(kind) if kind else None,
            header_row=document.get("header_row"),
            columns=dict(document.get("columns", {})),
            rows={
                int(row): RowMark(mark)
                for row, mark in document.get("rows", {}).items()
            },
            cells=dict(document.get("cells", {})),
            fields=dict(document.get("fields", {})),
        )


NO_CORRECTIONS = SheetCorrections()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a workbook by the title of the sheet."""

    sheets: Mapping[str, SheetCorrections] = field(default_factory=dict)

    def of(self, title: str) -> SheetCorrections:
        return self.sheets.get(title, NO_CORRECTIONS)

    def as_json(self) -> dict[str, Any]:
        return {
            title: document
            for title, corrections in self.sheets.items()
            if (document := corrections.as_json())
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Corrections:
        return cls(
            {
                title: SheetCorrections.from_json(sheet)
                for title, sheet in document.items()
            }
        )


NOTHING_CORRECTED = Corrections()


def correct_cells(grid: Grid, corrections: Corrections) -> list[Problem]:
    """Changes the cells of the grid as typed, and tells each change at its cell.

    To be called before any formula of the grid is calculated. A number is typed as
    offices type it; "" makes the cell blank; text beginning with "=" stays text.
    What names a sheet or cell that is not there is a warning.
    """
    problems: list[Problem] = []
    for title in corrections.sheets:
        sheet = next((sheet for sheet in grid if sheet.title == title), None)
        if sheet is None:
            problems.append(_no_such_sheet(grid, title))
        else:
            problems += _correct_sheet(sheet, corrections.of(title).cells)
    return problems


def _correct_sheet(sheet: Sheet, cells: Mapping[str, str]) -> Iterator[Problem]:
    for name, typed in cells.items():
        place = _parse_cell(name)
        if place is None or place[0] > sheet.last_row or place[1] > sheet.last_column:
            yield tell_unused(sheet.title, "", f"there is no cell {name}")
        else:
            found = _shown(sheet.cell(*place))
            value = _parse_typed(typed)
            _put(sheet, place, value)
            used = format_value(value) or "blank"
            yield tell_corrected(sheet.title, name.upper(), found, used)


def _parse_cell(name: str) -> tuple[int, int] | None:
    match = _CELL_NAME.fullmatch(name.strip())
    return None if match is None else (int(match[2]), column_number(match[1]))


def _parse_typed(typed: str) -> Value:
    text = typed.strip()
    number = parse_number(text)
    return (text or None) if number is None else number


def _shown(cell: Cell | None) -> str:
    """What stood in the cell: its stored result, or its formula where it has none."""
    if cell is None:
        return "blank"
    shown = format_value(cell.value)
    return shown or (f"={cell.formula}" if cell.formula else "blank")


def _put(sheet: Sheet, place: tuple[int, int], value: Value) -> None:
    row, column = place
    old = sheet.cell(row, column)
    # A percentage or date would be shown in another way than it was typed.
    style = replace(old.style if old else PLAIN, is_percent=False, is_date=False)
    if row not in sheet.rows:
        sheet.rows[row] = {}
        sheet.__dict__.pop("row_numbers", None)
    sheet.rows[row][column] = Cell(value, None, style)


def tell_corrected(sheet: str, cell: str, found: str, used: str) -> Problem:
    """That something is read differently because the office says so."""
    where = f"{sheet}!{cell}" if cell else sheet
    return Problem(
        Level.INFO,
        Code.CORRECTED,
        sheet,
        cell,
        found,
        used,
        f"{where}: corrected from {found} to {used} by the office",
    )


def tell_unused(sheet: str, cell: str, reason: str) -> Problem:
    """That a correction changes nothing."""
    where = f"{sheet}!{cell}" if cell else sheet
    return Problem(
        Level.WARNING,
        Code.CORRECTED,
        sheet,
        cell,
        reason,
        "",
        f"{where}: a correction is not used: {reason}",
    )


def _no_such_sheet(grid: Grid, title: str) -> Problem:
    reason = f"{grid.filename} has no sheet of this name"
    return tell_unused(title, "", reason)
