"""A workbook as cells in memory, whatever file it came from; what the cells mean is not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

# A merge over more rows than this is kept in one list instead of being indexed by row.
TALL_MERGE = 500


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value of a spreadsheet, by the text that the office sees (`#REF!`)."""

    text: str
    where: str = field(default="", compare=False)  # the cell that it began in

    def __str__(self) -> str:
        return self.text


# None is a blank cell; a datetime is kept only when it has a time of day.
Value = Decimal | str | bool | date | datetime | CellError | None


@dataclass(frozen=True, slots=True)
class CellStyle:
    """As much of the look of a cell as its meaning depends on."""

    bold: bool = False
    is_date: bool = False
    is_percent: bool = False
    yellow_fill: bool = False
    red_font: bool = False


PLAIN = CellStyle()


@dataclass(slots=True)
class Cell:
    """One cell; with a formula, `value` is the stored result, None when there is none."""

    value: Value = None
    formula: str | None = None  # without the leading "="
    style: CellStyle = PLAIN


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, both ends included, 1-based."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, column = position
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


EMPTY_ROW: dict[int, Cell] = {}


@dataclass
class Sheet:
    """The cells of one sheet as `rows[row][column]`, both 1-based; blank cells are absent."""

    title: str
    is_hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[CellRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def cell(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, EMPTY_ROW).get(column)

    def is_bold(self, row: int, column: int) -> bool:
        cell = self.cell(row, column)
        return cell is not None and cell.style.bold

    @cached_property
    def row_numbers(self) -> list[int]:
        return sorted(self.rows)

    @cached_property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @cached_property
    def last_column(self) -> int:
        return max((max(cells) for cells in self.rows.values() if cells), default=0)

    @cached_property
    def _merges_by_row(self) -> dict[int, list[CellRange]]:
        index: dict[int, list[CellRange]] = {}
        for merge in self.merges:
            if merge.last_row - merge.first_row < TALL_MERGE:
                for row in range(merge.first_row, merge.last_row + 1):
                    index.setdefault(row, []).append(merge)
        return index

    @cached_property
    def _tall_merges(self) -> list[CellRange]:
        return [m for m in self.merges if m.last_row - m.first_row >= TALL_MERGE]

    def merge_at(self, row: int, column: int) -> CellRange | None:
        """The merged range that covers the cell, None when it stands alone."""
        candidates = self._merges_by_row.get(row, []) + self._tall_merges
        return next((merge for merge in candidates if (row, column) in merge), None)


@dataclass(slots=True)
class Grid:
    """All sheets of a workbook in their order."""

    filename: str
    sheets: list[Sheet]

    def sheet(self, title: str) -> Sheet | None:
        """The sheet of that title in any case, as formulas name it; None when there is none."""
        wanted = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == wanted), None)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)


def column_letter(column: int) -> str:
    """The letters of a column number.

    >>> column_letter(1), column_letter(26), column_letter(27), column_letter(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column's letters, in either case.

    >>> column_number("A"), column_number("aa"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """The A1 name of a cell.

    >>> cell_name(14, 5)
    'E14'
    """
    return f"{column_letter(column)}{row}"
