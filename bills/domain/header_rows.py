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
from bills.domain.texts import squeeze

# A header begins with words; the number of an item, or its quantity, is among these.
LEADING_CELLS = 3
FEWEST_CELLS = 3
LONGEST_HEADER = 4  # rows of a header with merged cells

_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?(?:\s*=.*)?")
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


def find_header(sheet: Sheet) -> HeaderRows | None:
    """The first row, anywhere in the sheet, that heads a table of items."""
    for row in sheet.row_numbers:
        cells = header_cells(sheet, row)
        if len(cells) < FEWEST_CELLS:
            joined = find_joined_columns(sheet, row) if cells else None
            if joined is not None:
                return HeaderRows(row, row, joined, [cell.text for cell in cells])
            continue
        columns = read_columns(cells)
        if columns.has(Role.DESCRIPTION):
            header = HeaderRows(row, row, columns, [cell.text for cell in cells])
            _extend(sheet, header, cells)
            if is_table_header(header.columns):
                return header
    return None


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
    header.last_row = _last_merged_row(sheet, header.row)
    following = header.row + 1
    if is_header_continuation(sheet, following):
        below = header_cells(sheet, following)
        _name_from_second_row(header.columns, cells, below)
        header.last_row = max(header.last_row, following)
    if is_column_numbers(sheet, header.last_row + 1):
        header.last_row += 1
    _find_unnamed_unit(sheet, header)
    _find_unnamed_serial(header.columns)


def _find_unnamed_serial(columns: Columns) -> None:
    """The column before the first named one holds the serials when no other does."""
    first = min(columns.by_role.values(), default=1)
    if not columns.has(Role.SERIAL) and first > 1:
        columns.by_role[Role.SERIAL] = first - 1


def _last_merged_row(sheet: Sheet, row: int) -> int:
    merges = (sheet.merge_at(row, column) for column in sheet.rows[row])
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


def heads_measurements(sheet: Sheet, row: int) -> bool:
    """Whether the row heads a table of measurements: nos, length, breadth, no rate."""
    cells = header_cells(sheet, row)
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
