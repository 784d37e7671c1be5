"""The values of cells, formulas calculated in Decimal whether or not a result is stored."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bills.domain.formula_syntax import compile_template
from bills.domain.formula_text import Reference, Shape, parse_shape
from bills.domain.formula_values import Area, FormulaError, Operand, Unsupported
from bills.domain.grid import Cell, CellError, Grid, Sheet, Value, cell_name
from bills.domain.number_text import to_fifteen_digits, to_serial

# Bounds the work of sums over sums: a 5,000-row running total needs 12.5 million.
MOST_CELL_VISITS = 20_000_000

LARGEST_EXPONENT = 308  # of a number in a spreadsheet

UNSUPPORTED = "#UNSUPPORTED!"
TOLERANCE = Decimal("0.01")  # Source: spec reading, section 2

_Key = tuple[int, int, int]


class NoteKind(StrEnum):
    STORED_USED = "stored_used"
    STORED_DIFFERS = "stored_differs"
    LINK_FOLLOWED = "link_followed"


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody should know of how one formula got its value."""

    kind: NoteKind
    sheet: str
    cell: str
    formula: str
    stored: Value
    computed: Value
    reason: str = ""


class _Pending(Exception):
    """The formula needs other formulas first."""

    def __init__(self, keys: list[_Key]) -> None:
        super().__init__()
        self.keys = keys


class Workings:
    """Calculates the cells of a workbook when they are asked for, each once."""

    def __init__(self, grid: Grid, most_cell_visits: int = MOST_CELL_VISITS) -> None:
        self.grid = grid
        self._most_visits = most_cell_visits
        self._numbers = {id(sheet): n for n, sheet in enumerate(grid.sheets)}
        self._by_title = {s.title.casefold(): s for s in reversed(grid.sheets)}
        self._known: dict[_Key, Value] = {}
        self._shapes: dict[tuple[int, int], Shape] = {}  # the last one of each column
        self._open: set[_Key] = set()
        self._visits = 0
        self._notes: list[Note] = []

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """What the cell shows: a number to 15 digits, text, or the error it has."""
        cell = sheet.cell(row, column)
        return None if cell is None else self.value_of(cell, sheet, row, column)

    def value_of(self, cell: Cell, sheet: Sheet, row: int, column: int) -> Value:
        """The same for a cell at hand, which stands there."""
        if cell.formula is None:
            return _located(cell.value, sheet, row, column)
        key = (self._numbers[id(sheet)], row, column)
        if key not in self._known:
            self._settle(key)
        value = self._known[key]
        return to_fifteen_digits(value) if isinstance(value, Decimal) else value

    def take_notes(self) -> list[Note]:
        """The notes since the last call."""
        notes, self._notes = self._notes, []
        return notes

    def _settle(self, wanted: _Key) -> None:
        """Works down a stack instead of recursing: chains are as long as sheets."""
        stack = [wanted]
        while stack:
            key = stack[-1]
            if key in self._known:
                stack.pop()
                continue
            self._open.add(key)
            try:
                self._known[key] = self._calculate(key)
            except _Pending as pending:
                stack.extend(pending.keys)
                continue
            self._open.discard(key)
            stack.pop()

    def _calculate(self, key: _Key) -> Value:
        number, row, column = key
        sheet = self.grid.sheets[number]
        cell = sheet.rows[row][column]
        shape = self._shape(key, cell.formula or "")
        has_link = shape.is_linked
        try:
            if has_link and cell.value is not None:
                raise Unsupported("it refers to another workbook")
            step = compile_template(shape.template)
            computed = _result(step(_Frame(self, sheet, shape, row)))
        except FormulaError as error:
            computed = error.error
        except ArithmeticError:
            computed = CellError("#NUM!")
        except Unsupported as reason:
            return self._stored(key, cell, str(reason))
        computed = _located(computed, sheet, row, column)
        if has_link:
            self._note(NoteKind.LINK_FOLLOWED, key, cell, computed)
        elif _differs(cell.value, computed):
            self._note(NoteKind.STORED_DIFFERS, key, cell, computed)
        return computed

    def _shape(self, key: _Key, formula: str) -> Shape:
        """The shape of a formula, which is mostly that of the one above it."""
        number, row, column = key
        shape = self._shapes.get((number, column))
        if shape is None or not shape.covers(formula, row):
            shape = self._shapes[number, column] = parse_shape(formula, row)
        return shape

    def _stored(self, key: _Key, cell: Cell, reason: str) -> Value:
        number, row, column = key
        sheet = self.grid.sheets[number]
        if cell.value is None:
            return _located(CellError(UNSUPPORTED), sheet, row, column)
        self._note(NoteKind.STORED_USED, key, cell, cell.value, reason)
        return _located(cell.value, sheet, row, column)

    def _note(
        self, kind: NoteKind, key: _Key, cell: Cell, computed: Value, reason: str = ""
    ) -> None:
        number, row, column = key
        self._notes.append(
            Note(
                kind,
                self.grid.sheets[number].title,
                cell_name(row, column),
                cell.formula or "",
                cell.value,
                computed,
                reason,
            )
        )

    def resolve(self, home: Sheet, reference: Reference, down: int) -> Operand:
        """The operand that a reference stands for, in a copy so many rows further down.

        Raises: Unsupported, when its sheet is not in the workbook.
        """
        sheet = home
        if reference.sheet is not None:
            found = self._by_title.get(reference.sheet.casefold())
            if found is None:
                raise Unsupported(f"there is no sheet {reference.sheet!r}")
            sheet = found
        if not reference.is_range:
            row = reference.first_row + (down if reference.first_moves else 0)
            return self._one(sheet, row, reference.first_column)
        first, last = reference.rows(down)
        numbers = sheet.row_numbers
        rows = numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
        columns = range(reference.first_column, reference.last_column + 1)
        return self._many(sheet, rows, columns)

    def _one(self, sheet: Sheet, row: int, column: int) -> Value:
        cell = sheet.cell(row, column)
        if cell is None:
            return None
        if cell.formula is None:
            return _located(cell.value, sheet, row, column)
        key = (self._numbers[id(sheet)], row, column)
        if key not in self._known:
            if key in self._open:
                raise Unsupported("it depends on itself")
            raise _Pending([key])
        return self._known[key]

    def _many(self, sheet: Sheet, rows: Sequence[int], columns: range) -> Area:
        values: list[Value] = []
        pending: list[_Key] = []
        number = self._numbers[id(sheet)]
        for row, column, cell in self._cells_in(sheet, rows, columns):
            if cell.formula is None:
                values.append(_located(cell.value, sheet, row, column))
                continue
            key = (number, row, column)
            if key in self._known:
                values.append(self._known[key])
            elif key in self._open:
                raise Unsupported("it depends on itself")
            else:
                pending.append(key)
        if pending:
            raise _Pending(pending)
        return Area(tuple(values))

    def _cells_in(
        self, sheet: Sheet, rows: Sequence[int], columns: range
    ) -> Iterator[tuple[int, int, Cell]]:
        for row in rows:
            cells = sheet.rows[row]
            wanted = columns if len(columns) < len(cells) else sorted(cells)
            self._visits += len(wanted)
            if self._visits > self._most_visits:
                raise Unsupported("the workbook's sums refer to too many cells")
            for column in wanted:
                cell = cells.get(column)
                if cell is not None and column in columns:
                    yield row, column, cell


class _Frame:
    """The references of one formula, looked up from where it stands."""

    __slots__ = ("_down", "_references", "_sheet", "_workings")

    def __init__(
        self, workings: Workings, sheet: Sheet, shape: Shape, row: int
    ) -> None:
        self._workings = workings
        self._sheet = sheet
        self._references = shape.references
        self._down = row - shape.row

    def resolve(self, slot: int) -> Operand:
        return self._workings.resolve(self._sheet, self._references[slot], self._down)


def _result(operand: Operand) -> Value:
    if isinstance(operand, Area):
        raise Unsupported("it gives a range")
    if isinstance(operand, Decimal) and operand.adjusted() > LARGEST_EXPONENT:
        raise FormulaError(CellError("#NUM!"))
    # A reference to a blank cell shows 0.
    return Decimal(0) if operand is None else operand


def _located(value: Value, sheet: Sheet, row: int, column: int) -> Value:
    """An error with the cell that it began in; any other value as it is."""
    if isinstance(value, CellError) and not value.where:
        return CellError(value.text, f"{sheet.title}!{cell_name(row, column)}")
    return value


def _differs(stored: Value, computed: Value) -> bool:
    if stored is None:
        return False
    if stored == computed:
        return False
    a, b = _comparable(stored), _comparable(computed)
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return abs(a - b) >= TOLERANCE
    return a != b


def _comparable(value: Value) -> Value:
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, date):
        return to_serial(value)
    return value
