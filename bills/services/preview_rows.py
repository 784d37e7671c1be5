"""The rows of one sheet as the preview shows them: the cells as uploaded, each row with its mark and its problems."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from bills.domain.corrections import SheetCorrections
from bills.domain.grid import Sheet, Value, column_letter, column_number
from bills.domain.money import format_indian
from bills.domain.problems import Code, Level, Problem
from bills.domain.sheet_view import SheetView
from bills.domain.table_header import Role
from bills.domain.texts import format_value
from bills.domain.work import SheetReading

PART_ROWS = 100  # on one page
# Of a sheet that gives no work only the beginning is shown: enough to find its header.
MOST_ROWS_UNREAD = 300
MOST_COLUMNS = 26  # shown, besides those with a meaning
MOST_TEXT = 2_000  # characters of one cell

AMOUNT_ROLES = frozenset(
    {
        Role.AMOUNT,
        Role.EXECUTED_AMOUNT,
        Role.PREVIOUS_AMOUNT,
        Role.SINCE_AMOUNT,
        Role.MORE,
        Role.LESS,
    }
)
PAISA_PLACES = -2
_ROW_OF_CELL = re.compile(r"[A-Z]+([0-9]+)")

RowDocument = dict[str, Any]


class RowWriter:
    """Writes the rows of one sheet; what it learns on the way are its attributes."""

    def __init__(
        self, view: SheetView, understood: SheetReading, corrections: SheetCorrections
    ) -> None:
        self._view = view
        self._sheet: Sheet = view.sheet
        self._marks = understood.marks
        self._corrections = corrections
        self._roles = {
            column_number(letter): role for letter, role in understood.columns.items()
        }
        self._shown = self._columns_to_show()
        self._by_row: dict[int, list[Problem]] = {}
        self.loose_problems: list[Problem] = []  # of no row that is shown
        self.first_error: dict[str, int] = {}  # its row and part
        self.rows_left = 0  # how many rows are not shown
        self.row_count = 0
        self._numbers = self._rows_to_show(is_read=understood.work is not None)

    @property
    def columns(self) -> dict[str, str]:
        """The letters of the shown columns with what each means, "" for nothing."""
        return {
            column_letter(column): self._roles.get(column, "")
            for column in sorted(self._shown)
        }

    def write_parts(self, problems: Sequence[Problem]) -> Iterator[str]:
        """JSON texts of the rows, PART_ROWS each; `problems` are those of the sheet."""
        self._sort_out(problems)
        self.row_count = len(self._numbers)
        for start in range(0, self.row_count, PART_ROWS):
            numbers = self._numbers[start : start + PART_ROWS]
            part = start // PART_ROWS + 1
            self._note_first_error(numbers, part)
            rows = [self._describe_row(number) for number in numbers]
            yield json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

    def part_of(self, row: int) -> int:
        """The part that a row is in; the first when the row is not shown."""
        return bisect_left(self._numbers, row) // PART_ROWS + 1 if row else 1

    def _columns_to_show(self) -> set[int]:
        last = min(self._sheet.last_column, MOST_COLUMNS)
        return set(range(1, last + 1)) | set(self._roles)

    def _rows_to_show(self, *, is_read: bool) -> list[int]:
        numbers = [n for n in self._sheet.row_numbers if self._sheet.rows[n]]
        if not is_read and len(numbers) > MOST_ROWS_UNREAD:
            self.rows_left = len(numbers) - MOST_ROWS_UNREAD
            return numbers[:MOST_ROWS_UNREAD]
        return numbers

    def _sort_out(self, problems: Sequence[Problem]) -> None:
        """The problems by their row; the gravest of those without one come first."""
        shown = set(self._numbers)
        for problem in problems:
            match = _ROW_OF_CELL.fullmatch(problem.cell)
            row = int(match[1]) if match else 0
            if row in shown:
                self._by_row.setdefault(row, []).append(problem)
            else:
                self.loose_problems.append(problem)
        self.loose_problems.sort(key=lambda problem: list(Level).index(problem.level))

    def _note_first_error(self, numbers: Sequence[int], part: int) -> None:
        for number in () if self.first_error else numbers:
            problems = self._by_row.get(number, ())
            if any(problem.level is Level.ERROR for problem in problems):
                self.first_error = {"row": number, "part": part}
                return

    def _describe_row(self, number: int) -> RowDocument:
        """What is usual about a row is left out: most rows are short of everything."""
        mark = self._marks.get(number)
        document: RowDocument = {
            "row": number,
            "mark": mark.value if mark else "",
            "cells": {
                column_letter(column): self._show(number, column, value)
                for column, value in self._view.row_values(number)
                if column in self._shown
            },
            "hidden": number in self._sheet.hidden_rows,
            "said": number in self._corrections.rows,
            "spans": self._spans(number),
            "was": self._corrected_cells(number),
            "problems": [
                {
                    "level": problem.level.value,
                    "cell": problem.cell,
                    "message": problem.message,
                }
                for problem in self._by_row.get(number, ())
            ],
        }
        return {name: value for name, value in document.items() if value}

    def _show(self, row: int, column: int, value: Value) -> str:
        """The cell as Excel would show it; amounts in Indian grouping."""
        if not isinstance(value, Decimal):
            return format_value(value)[:MOST_TEXT]
        role = self._roles.get(column)
        cell = self._sheet.cell(row, column)
        if cell is not None and cell.style.is_percent:
            return f"{format_value(value * 100)}%"
        if role in AMOUNT_ROLES or (role == Role.RATE and _has_paise_only(value)):
            return format_indian(value)
        return format_value(value)

    def _spans(self, number: int) -> dict[str, int]:
        """How many columns each merged cell of the row covers."""
        spans = {}
        for column in self._sheet.rows[number]:
            merge = self._sheet.merge_at(number, column)
            if merge is not None and merge.first_column == column:
                last = min(merge.last_column, max(self._shown))
                if last > column:
                    spans[column_letter(column)] = last - column + 1
        return spans

    def _corrected_cells(self, number: int) -> dict[str, str]:
        """What stood in the corrected cells of the row, as the report tells it."""
        return {
            problem.cell.removesuffix(str(number)): problem.found
            for problem in self._by_row.get(number, ())
            if problem.code is Code.CORRECTED
            and problem.cell in self._corrections.cells
        }


def _has_paise_only(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= PAISA_PLACES
