"""Finding the rows that head a table: one row or two, at any place; what they make it is in table_layout.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bills.domain.grid import Sheet
from bills.domain.joined_header import find_joined_columns, joined_roles
from bills.domain.table_header import (
    Columns,
    HeaderCell,
    Role,
    find_role,
    is_table_header,
    names_executed_group,
    read_columns,
)
from bills.domain.texts import split_words, squeeze

# A header begins with words; the number of an item, or its quantity, is among these.
LEADING_CELLS = 3
FEWEST_CELLS = 3
LONGEST_HEADER = 4  # rows of a header with merged cells

_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?(?:\s*=.*)?")
_SHORT_WORDS = re.compile(r"[^\W\d]*(?:[\s().,/-]+[^\W\d]*){0,4}")
_FIGURES = (Role.QUANTITY, Role.RATE, Role.AMOUNT)
_TAIL_WORDS = frozenset(
    [
        "in",
        "rs",
        "ps",
        "inr",
        "re",
        "rupees",
        "paise",
        "figures",
        "per",
        "unit",
        "executed",
        "of",
        "the",
        "as",
    ]
)
_GROUPS = {
    Role.PREVIOUS_QUANTITY: (Role.PREVIOUS_QUANTITY, Role.PREVIOUS_AMOUNT),
    Role.SINCE_QUANTITY: (Role.SINCE_QUANTITY, Role.SINCE_AMOUNT),
}


@dataclass(slots=True)
class HeaderRows:
    """The header of one table."""

    row: int
    last_row: int
    columns: Columns
    texts: list[str]
    is_remembered: bool = False  # the office has said what its columns hold


def read_header_at(sheet: Sheet, row: int) -> HeaderRows:
    """The header that begins in this row, whatever stands there."""
    cells = header_cells(sheet, row)
    columns = read_columns(cells)
    header = HeaderRows(row, row, columns, [cell.text for cell in cells])
    _extend(sheet, header, cells)
    return header


def last_header_row(sheet: Sheet, row: int) -> int:
    """The last row of a header that begins in this one."""
    last = _last_merged_row(sheet, row)
    if is_header_continuation(sheet, row + 1):
        last = max(last, row + 1)
    return last + 1 if is_column_numbers(sheet, last + 1) else last


def find_header(sheet: Sheet) -> HeaderRows | None:
    """The first row, anywhere in the sheet, that heads a table of items.

    A table of measurements counts only where no table with rates follows it.
    """
    measurements: HeaderRows | None = None
    for row in sheet.row_numbers:
        cells = header_cells(sheet, row)
        if len(cells) < FEWEST_CELLS:
            joined = find_joined_columns(sheet, row) if cells else None
            if joined is not None:
                return HeaderRows(row, row, joined, [cell.text for cell in cells])
            continue
        if read_columns(cells).has(Role.DESCRIPTION):
            header = read_header_at(sheet, row)
            if not is_table_header(header.columns):
                continue
            if header.columns.has(Role.RATE) or not header.columns.has(
                Role.MEASUREMENT
            ):
                return header
            measurements = measurements or header
    return measurements


def header_cells(sheet: Sheet, row: int) -> list[HeaderCell]:
    """The texts of a row with the columns they cover; none when it begins with numbers."""
    filled = sorted(sheet.rows.get(row, {}).items())
    cells: list[HeaderCell] = []
    if any(isinstance(cell.value, Decimal) for _, cell in filled[:LEADING_CELLS]):
        return cells
    for column, cell in filled:
        if not isinstance(cell.value, str) or not cell.value.strip():
            continue
        merge = sheet.merge_at(row, column)
        last = merge.last_column if merge else column
        cells.append(HeaderCell(squeeze(cell.value), column, last))
    return cells


def _extend(sheet: Sheet, header: HeaderRows, cells: list[HeaderCell]) -> None:
    """Takes in the second header row and a row of column numbers, where there are any."""
    following = header.row + 1
    if is_header_continuation(sheet, following):
        below = header_cells(sheet, following)
        _name_from_second_row(header.columns, cells, below)
    header.last_row = last_header_row(sheet, header.row)
    if _is_tail(sheet, header.last_row + 1, header.columns):
        header.last_row += 1
    _find_unnamed_unit(sheet, header)
    _find_unnamed_serial(header.columns)


def _find_unnamed_serial(columns: Columns) -> None:
    """The column before the first named one holds the serials when no other does."""
    first = min(columns.by_role.values(), default=1)
    if not columns.has(Role.SERIAL) and first > 1:
        columns.by_role[Role.SERIAL] = first - 1


def _last_merged_row(sheet: Sheet, row: int) -> int:
    merges = (sheet.merge_at(row, column) for column in sheet.rows.get(row, ()))
    ends = (merge.last_row for merge in merges if merge is not None)
    return max((end for end in ends if end < row + LONGEST_HEADER), default=row)


def is_header_continuation(sheet: Sheet, row: int) -> bool:
    """Whether the row holds several column headings and nothing else."""
    values = [cell.value for cell in sheet.rows.get(row, {}).values()]
    filled = [value for value in values if value not in (None, "")]
    return len(filled) > 1 and all(
        isinstance(value, str) and find_role(squeeze(value)) is not None
        for value in filled
    )


def _is_tail(sheet: Sheet, row: int, columns: Columns) -> bool:
    """Whether the row only goes on with the headings above it: `of Item`, `(Rs.)`."""
    cells = sheet.rows.get(row, {})
    texts = [cell.value for cell in cells.values() if cell.value not in (None, "")]
    if not all(
        isinstance(text, str) and _SHORT_WORDS.fullmatch(text) for text in texts
    ):
        return False
    figures = [
        split_words(str(cells[column].value))
        for role, column in columns.by_role.items()
        if role in _FIGURES and column in cells
    ]
    return bool(figures) and all(set(words) <= _TAIL_WORDS for words in figures)


def heads_measurements(sheet: Sheet, row: int, cells: list[HeaderCell]) -> bool:
    """Whether the row of these cells heads a table of measurements: nos, length, no rate."""
    roles = [find_role(cell.text) for cell in cells] if len(cells) > 1 else []
    roles += joined_roles(sheet, row) if len(cells) == 1 else []
    return roles.count(Role.MEASUREMENT) > 1 and Role.RATE not in roles


def _name_from_second_row(
    columns: Columns, above: list[HeaderCell], below: list[HeaderCell]
) -> None:
    """Quantity and Amount under a group heading, and whatever the first row left open."""
    for cell in below:
        role = find_role(cell.text)
        head = _head_of(above, cell.first_column)
        if role is None:
            continue
        group = _GROUPS.get(find_role(head.text) or role) if head else None
        if group is not None and role in (Role.QUANTITY, Role.AMOUNT):
            named = group[0] if role is Role.QUANTITY else group[1]
            columns.by_role[named] = cell.first_column
        elif head is not None and names_executed_group(head.text):
            columns.add_executed(head.text, role, cell.first_column)
        elif not columns.has(role):
            columns.by_role[role] = cell.first_column


def _head_of(above: list[HeaderCell], column: int) -> HeaderCell | None:
    """The heading over a column: its own, or the next to the left."""
    heads = [cell for cell in above if cell.first_column <= column]
    return heads[-1] if heads else None


def _find_unnamed_unit(sheet: Sheet, header: HeaderRows) -> None:
    """A column without heading beside the quantity that holds its unit in words.

    The column headed Unit, after the rate, is then the rate's.
    """
    columns = header.columns
    quantity, unit = columns.get(Role.QUANTITY), columns.get(Role.UNIT)
    if quantity is None or quantity + 1 in columns.by_role.values():
        return
    pairs = (
        (cells.get(quantity), cells.get(quantity + 1))
        for row, cells in sheet.rows.items()
        if row > header.last_row
    )
    beside = [
        isinstance(right.value, str)
        for left, right in pairs
        if left
        and right
        and isinstance(left.value, Decimal)
        and right.value is not None
    ]
    if not beside or not all(beside):
        return
    columns.by_role[Role.UNIT] = quantity + 1
    if unit is not None and unit > columns.by_role.get(Role.RATE, unit):
        columns.by_role[Role.UNIT_SINGULAR] = unit


def is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether the row only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    numbers = []
    for _, cell in sorted(sheet.rows.get(row, {}).items()):
        match = _COLUMN_NUMBER.fullmatch(str(cell.value).strip())
        if match is None:
            return False
        numbers.append(int(match[1]))
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) >= FEWEST_CELLS and numbers[0] == 1 and steps <= {0, 1}
