"""Headers that stand in one cell, as where a printed table was turned into a sheet; other headers are in header_rows.py."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from bills.domain.grid import Sheet
from bills.domain.table_header import Columns, Role, find_role

FEWEST_NAMES = 5
# Rows below the header that are looked at for the columns.
ROWS_LOOKED_AT = 60

_GAP = re.compile(r"\s{2,}")
_NUMBERS = frozenset({Role.QUANTITY, Role.RATE, Role.AMOUNT})
_TEXTS = frozenset({Role.DESCRIPTION, Role.UNIT, Role.PER})


def joined_roles(sheet: Sheet, row: int) -> list[Role]:
    """The columns that the one filled cell of a row names, in order; none when it does not."""
    cells = list(sheet.rows.get(row, {}).values())
    if len(cells) != 1 or not isinstance(cells[0].value, str):
        return []
    names = _GAP.split(cells[0].value.strip())
    if len(names) < FEWEST_NAMES:
        return []
    roles = [find_role(name) for name in names]
    return [role for role in roles if role is not None] if all(roles) else []


def find_joined_columns(sheet: Sheet, row: int) -> Columns | None:
    """The columns that a joined header names, found by what the rows below it fill."""
    roles = joined_roles(sheet, row)
    if not {Role.DESCRIPTION, Role.QUANTITY, Role.RATE} <= set(roles):
        return None
    shapes = Counter(
        _shape(sheet, below)
        for below in range(row + 1, row + 1 + ROWS_LOOKED_AT)
        if len(sheet.rows.get(below, {})) >= len(roles)
    )
    for shape, _ in shapes.most_common(1):
        return _align(roles, shape)
    return None


_Shape = tuple[tuple[int, bool], ...]


def _shape(sheet: Sheet, row: int) -> _Shape:
    """The filled columns of a row, each with whether a number stands in it."""
    return tuple(
        (column, isinstance(cell.value, Decimal))
        for column, cell in sorted(sheet.rows[row].items())
    )


def _align(roles: list[Role], shape: _Shape) -> Columns | None:
    """Each name over the next column that can hold it; a text after the quantity is its unit."""
    columns = Columns()
    rest = list(shape)
    for role in roles:
        if not rest:
            return None
        column, is_number = rest.pop(0)
        if role is Role.RATE and not is_number and rest:
            columns.by_role[Role.UNIT] = column
            column, is_number = rest.pop(0)
        if (role in _NUMBERS and not is_number) or (role in _TEXTS and is_number):
            return None
        if role is Role.UNIT and Role.UNIT in columns.by_role:
            role = Role.UNIT_SINGULAR
        columns.by_role[role] = column
    return None if rest else columns
