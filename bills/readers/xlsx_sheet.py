"""One worksheet part of an .xlsx package to the cells of a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bills.domain.formula_text import shift_formula
from bills.domain.grid import (
    PLAIN,
    Cell,
    CellRange,
    CellStyle,
    Sheet,
    Value,
    column_number,
)
from bills.readers.cells import (
    parse_error,
    parse_iso_date,
    parse_serial_date,
    parse_stored_number,
)
from bills.readers.errors import Refusal, WorkbookUnreadable
from bills.readers.room import Room
from bills.readers.zip_parts import XmlHandler

# A data table has no formula text; this name is one that no evaluator supports.
DATA_TABLE = "TABLE()"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Lookups:
    """What the cells of all sheets of one workbook refer to."""

    strings: list[str]
    styles: list[CellStyle]
    from_1904: bool
    room: Room


@dataclass(slots=True)
class _SharedFormula:
    text: str
    row: int
    column: int


class SheetHandler(XmlHandler):
    """Fills the sheet while its part is parsed."""

    reads_text = True

    def __init__(self, sheet: Sheet, lookups: Lookups) -> None:
        super().__init__(
            starts={
                "row": self._start_row,
                "c": self._start_cell,
                "v": self._start_text,
                "f": self._start_formula,
                "is": self._start_inline,
                "t": self._start_text,
                "mergeCell": self._merge,
            },
            ends={
                "row": self._end_row,
                "c": self._end_cell,
                "v": self._end_value,
                "f": self._end_formula,
                "t": self._end_inline_text,
            },
        )
        self.sheet = sheet
        self.lookups = lookups
        self.shared: dict[str, _SharedFormula] = {}
        self.columns: dict[str, int] = {}
        self.row = self.column = 0
        self.cells: dict[int, Cell] = {}
        self.style, self.type = PLAIN, "n"
        self.formula: str | None = None
        self.formula_attributes: dict[str, str] = {}
        self.stored: str | None = None
        self.inline: list[str] | None = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = 0
        self.pieces.clear()
        if not 1 <= self.row <= LAST_ROW:
            raise WorkbookUnreadable(Refusal.DAMAGED)
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self.row)
        self.cells = self.sheet.rows.get(self.row, {})

    def _end_row(self) -> None:
        self.lookups.room.take_cells(len(self.cells))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            self.column = self.columns.get(letters) or self._column_of(letters)
        self.type = attributes.get("t", "n")
        styles, index = self.lookups.styles, int(attributes.get("s", "0"))
        self.style = styles[index] if 0 <= index < len(styles) else PLAIN
        self.formula = self.stored = self.inline = None

    def _column_of(self, letters: str) -> int:
        column = self.columns[letters] = _parse_column(letters)
        return column

    def _start_text(self, _: dict[str, str]) -> None:
        self.pieces.clear()

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self.formula_attributes = attributes
        self.pieces.clear()

    def _start_inline(self, _: dict[str, str]) -> None:
        self.inline = []

    def _end_inline_text(self) -> None:
        if self.inline is not None:
            self.inline.extend(self.pieces)

    def _end_value(self) -> None:
        self.stored = "".join(self.pieces)

    def _end_formula(self) -> None:
        text = "".join(self.pieces).strip()
        kind = self.formula_attributes.get("t")
        if kind == "dataTable":
            text = DATA_TABLE
        elif kind == "shared":
            text = self._shared_formula(text, self.formula_attributes.get("si", ""))
        self.formula = self.lookups.room.take_text(text) or None

    def _shared_formula(self, text: str, index: str) -> str:
        if text:
            self.lookups.room.take_text(text)
            self.shared[index] = _SharedFormula(text, self.row, self.column)
            return text
        master = self.shared.get(index)
        if master is None:
            raise WorkbookUnreadable(Refusal.DAMAGED)
        return shift_formula(
            master.text, self.row - master.row, self.column - master.column
        )

    def _end_cell(self) -> None:
        value = self._value()
        if value is None and self.formula is None:
            return
        self.cells[self.column] = Cell(value, self.formula, self.style)
        self.sheet.rows[self.row] = self.cells

    def _value(self) -> Value:
        room = self.lookups.room
        if self.inline is not None:
            return room.take_text("".join(self.inline)) or None
        if self.stored is None:
            return None
        if self.type == "n":
            return self._number(self.stored)
        if self.type == "s":
            return room.take_text(self._shared_string(self.stored)) or None
        if self.type == "b":
            return self.stored.strip() == "1"
        if self.type == "e":
            return parse_error(self.stored)
        if self.type == "d":
            return parse_iso_date(self.stored)
        text = room.take_text(self.stored)
        return text if self.formula else text or None

    def _shared_string(self, index: str) -> str:
        position = int(index)
        if not 0 <= position < len(self.lookups.strings):
            raise WorkbookUnreadable(Refusal.DAMAGED)
        return self.lookups.strings[position]

    def _number(self, text: str) -> Value:
        number = parse_stored_number(text)
        if number is None:
            # XlsxWriter and openpyxl write an empty <v/> for a formula never calculated.
            if text.strip():
                raise WorkbookUnreadable(Refusal.DAMAGED)
            return None
        if self.style.is_date and isinstance(number, Decimal):
            return parse_serial_date(number, from_1904=self.lookups.from_1904)
        return number

    def _merge(self, attributes: dict[str, str]) -> None:
        corners = _REFERENCE.findall(attributes.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            merge = CellRange(
                int(top), column_number(left), int(bottom), column_number(right)
            )
            self.lookups.room.take_merge(merge)
            self.sheet.merges.append(merge)


def _parse_column(letters: str) -> int:
    is_name = letters.isascii() and letters.isalpha() and len(letters) <= 3
    column = column_number(letters) if is_name else 0
    if not 1 <= column <= LAST_COLUMN:
        raise WorkbookUnreadable(Refusal.DAMAGED)
    return column
