"""One sheet as its calculated values, and the problems met while it is read; no layout is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bills.domain.formulas import UNSUPPORTED, Note, NoteKind, Workings
from bills.domain.grid import EMPTY_ROW, CellError, Sheet, Value, cell_name
from bills.domain.number_text import parse_quantity
from bills.domain.problems import Code, Level, Problem
from bills.domain.texts import format_value, squeeze

# More notes than this of one kind on one sheet are told in one line.
MOST_NOTES = 25

# A sheet keeps 15 digits, so that no paisa of such a figure is certain.
TOO_LARGE = Decimal(10) ** 15

ERROR_TEXTS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A"}
)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A cell of a number column: a number, or blank, or what stands there instead."""

    value: Decimal | None
    text: str = ""  # as it stands there, unless it is a number or blank
    code: Code | None = None  # why it is no number; None for a number and a blank
    unit: str = ""  # the unit written after the number

    @property
    def found(self) -> str:
        """What stands there, as a message shows it."""
        return self.text or format_value(self.value)

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.code is None

    @property
    def is_bad(self) -> bool:
        return self.code is not None


BLANK = NumberCell(None)


class SheetView:
    """The values of a sheet and the list that its problems are added to."""

    def __init__(self, sheet: Sheet, workings: Workings) -> None:
        self.sheet = sheet
        self.workings = workings
        self.problems: list[Problem] = []

    @property
    def title(self) -> str:
        return self.sheet.title

    def value(self, row: int, column: int | None) -> Value:
        if column is None:
            return None
        return self.workings.value(self.sheet, row, column)

    def text(self, row: int, column: int | None) -> str:
        """What the cell shows, on one line; "" when blank."""
        return format_value(self.value(row, column))

    def row_values(self, row: int) -> list[tuple[int, Value]]:
        """The columns of a row that show something, from left to right."""
        value_of = self.workings.value_of
        values = (
            (column, value_of(cell, self.sheet, row, column))
            for column, cell in sorted(self.sheet.rows.get(row, EMPTY_ROW).items())
        )
        return [pair for pair in values if not is_blank(pair[1])]

    def number(self, row: int, column: int | None, unit: str = "") -> NumberCell:
        """The number in the cell, read as offices type it; `unit` is the row's unit."""
        return parse_number_cell(self.value(row, column), unit)

    def report(
        self,
        level: Level,
        code: Code,
        place: tuple[int, int] | None,
        message: str,
        found: str = "",
        expected: str = "",
    ) -> None:
        """Adds a problem; `message` goes on from the place, which is put before it."""
        cell = cell_name(*place) if place else ""
        where = f"{self.title}!{cell}" if cell else self.title
        self.problems.append(
            Problem(
                level, code, self.title, cell, found, expected, f"{where}: {message}"
            )
        )


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def parse_number_cell(value: Value, unit: str = "") -> NumberCell:
    """The number that a value states, as `SheetView.number` returns it."""
    if isinstance(value, Decimal):
        return NumberCell(value) if abs(value) < TOO_LARGE else _too_large(value)
    if is_blank(value):
        return BLANK
    if isinstance(value, CellError):
        code = Code.CELL_ERROR
        if value.text == UNSUPPORTED:
            code = Code.FORMULA_UNSUPPORTED
        return NumberCell(None, _error_found(value), code)
    if isinstance(value, bool | date):
        return NumberCell(None, format_value(value), Code.NUMBER_UNREADABLE)
    text = squeeze(str(value))
    if text.upper() in ERROR_TEXTS:
        return NumberCell(None, text, Code.CELL_ERROR)
    # Not the squeezed text: a no-break space may divide the thousands.
    quantity = parse_quantity(str(value), unit)
    if quantity is None:
        return NumberCell(None, text, Code.NUMBER_UNREADABLE)
    if abs(quantity.number) >= TOO_LARGE:
        return _too_large(quantity.number)
    return NumberCell(quantity.number, text, unit=quantity.unit)


def _too_large(value: Decimal) -> NumberCell:
    return NumberCell(None, f"{value:.3G}", Code.NUMBER_UNREADABLE)


def _error_found(error: CellError) -> str:
    if error.text == UNSUPPORTED:
        return f"a formula that cannot be calculated ({error.where})"
    return f"{error.text} ({error.where})" if error.where else error.text


def report_notes(notes: list[Note]) -> list[Problem]:
    """What the calculation of formulas has to say, as warnings at their cells."""
    problems: list[Problem] = []
    seen: dict[tuple[str, NoteKind], list[Note]] = {}
    for note in notes:
        seen.setdefault((note.sheet, note.kind), []).append(note)
    for (sheet, _), group in seen.items():
        problems.extend(_note_problem(note) for note in group[:MOST_NOTES])
        rest = len(group) - MOST_NOTES
        if rest > 0:
            code = _note_problem(group[0]).code
            message = f"{sheet}: {rest} more formulas have the same warning"
            problems.append(Problem(Level.WARNING, code, sheet, "", "", "", message))
    return problems


def _note_problem(note: Note) -> Problem:
    formula = f"={note.formula}"
    stored, computed = format_value(note.stored), format_value(note.computed)
    place = f"{note.sheet}!{note.cell}"
    if note.kind is NoteKind.STORED_DIFFERS:
        code = Code.AMOUNT_MISMATCH
        message = (
            f"{place}: the file shows {stored!r} but {formula} gives {computed!r}, "
            "which is used"
        )
        return Problem(
            Level.WARNING, code, note.sheet, note.cell, stored, computed, message
        )
    code = Code.FORMULA_UNSUPPORTED
    if note.kind is NoteKind.STORED_USED:
        message = (
            f"{place}: {formula} is not calculated because {note.reason}; "
            f"the result kept in the file, {stored}, is used"
        )
    else:
        message = (
            f"{place}: {formula} names another workbook; the sheet of that name in this "
            f"workbook is used, which gives {computed}"
        )
    return Problem(
        Level.WARNING, code, note.sheet, note.cell, formula, computed, message
    )
