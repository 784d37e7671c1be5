"""The header of a sheet as the office wants it read: corrected or remembered; found by its words it is in header_rows.py."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import chain

from bills.domain.corrections import (
    RememberedLayouts,
    SheetCorrections,
    tell_corrected,
    tell_unused,
)
from bills.domain.grid import Sheet, cell_name, column_letter, column_number
from bills.domain.header_rows import (
    HeaderRows,
    find_header,
    header_cells,
    last_header_row,
    read_header_at,
)
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import SheetView
from bills.domain.table_header import Columns, Role
from bills.domain.texts import split_words

# Rows in which a remembered header is looked for.
ROWS_LOOKED_AT = 60

_EXECUTED = (Role.EXECUTED_QUANTITY, Role.EXECUTED_AMOUNT)
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_ROLES = frozenset(Role)


def choose_header(
    view: SheetView, corrections: SheetCorrections, layouts: RememberedLayouts
) -> HeaderRows | None:
    """The header as corrected, else as remembered, else as its words say; None without one."""
    sheet = view.sheet
    header = find_header(sheet)
    remembered = _find_remembered(sheet, layouts) if layouts else None
    if remembered is not None:
        header = remembered
    wanted = corrections.header_row
    if wanted is not None and (header is None or header.row != wanted):
        header = _header_as_corrected(view, wanted, header)
    elif header is remembered and header is not None:
        _tell_remembered(view, header)
    if corrections.columns:
        _correct_columns(view, header, corrections.columns)
    return header


def compute_signature(sheet: Sheet, row: int) -> str:
    """What headers of one layout have in common: their texts and the columns of these.

    "" where no text stands.
    """
    texts = [
        f"{number - row} {column_letter(cell.first_column)} "
        f"{' '.join(split_words(cell.text))}"
        for number in range(row, last_header_row(sheet, row) + 1)
        for cell in header_cells(sheet, number)
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest() if texts else ""


def columns_by_letter(columns: Columns) -> dict[str, str]:
    """Letter to what the column holds, all phases of a workslip included."""
    roles = {column: role for role, column in columns.by_role.items()}
    for _, quantity, amount in columns.executed:
        roles[quantity] = Role.EXECUTED_QUANTITY
        if amount is not None:
            roles[amount] = Role.EXECUTED_AMOUNT
    return {column_letter(column): roles[column].value for column in sorted(roles)}


def _find_remembered(sheet: Sheet, layouts: RememberedLayouts) -> HeaderRows | None:
    for row in sheet.row_numbers:
        if row > ROWS_LOOKED_AT:
            break
        letters = layouts.get(compute_signature(sheet, row))
        if letters is not None:
            header = read_header_at(sheet, row)
            header.is_remembered = True
            _set_columns(sheet, header, letters)
            return header
    return None


def _tell_remembered(view: SheetView, header: HeaderRows) -> None:
    view.report(
        Level.INFO,
        Code.CORRECTED,
        (header.row, 1),
        "the columns are read as the office remembered them for this header",
    )


def _header_as_corrected(
    view: SheetView, row: int, found: HeaderRows | None
) -> HeaderRows | None:
    if not 1 <= row <= view.sheet.last_row:
        view.problems.append(tell_unused(view.title, "", f"there is no row {row}"))
        return found
    before = f"header row {found.row}" if found else "no header"
    view.problems.append(
        tell_corrected(view.title, cell_name(row, 1), before, f"header row {row}")
    )
    return read_header_at(view.sheet, row)


def _correct_columns(
    view: SheetView, header: HeaderRows | None, wanted: Mapping[str, str]
) -> None:
    """What each column holds as the office says; of two with one role the last counts."""
    if header is None:
        reason = "no row of the sheet heads the columns; say which row does"
        view.problems.append(tell_unused(view.title, "", reason))
        return
    letters = columns_by_letter(header.columns)
    for letter, role in wanted.items():
        problem = _find_fault(view.sheet, letter, role)
        if problem:
            view.problems.append(tell_unused(view.title, "", problem))
            continue
        letter = letter.upper()
        before = letters.pop(letter, "")
        if role:
            letters = _with_role(letters, letter, role)
        if before != role:
            cell = f"{letter}{header.row}"
            found, used = before or "nothing", role or "nothing"
            view.problems.append(tell_corrected(view.title, cell, found, used))
    _set_columns(view.sheet, header, letters)


def _find_fault(sheet: Sheet, letter: str, role: str) -> str:
    """Why a column cannot be corrected so; "" when it can."""
    if role and role not in _ROLES:
        return f"{role!r} is nothing that a column holds"
    is_there = _LETTERS.fullmatch(letter) is not None
    if not is_there or column_number(letter) > sheet.last_column:
        return f"there is no column {letter}"
    return ""


def _with_role(letters: dict[str, str], letter: str, role: str) -> dict[str, str]:
    """Every role but those of the executed phases has one column."""
    if role not in _EXECUTED:
        letters = {other: held for other, held in letters.items() if held != role}
    return {**letters, letter: role}


def _set_columns(sheet: Sheet, header: HeaderRows, letters: Mapping[str, str]) -> None:
    """Replaces the columns; an executed amount belongs to the quantity before it."""
    names = {quantity: name for name, quantity, _ in header.columns.executed}
    columns = Columns()
    roles = {
        column_number(letter): Role(role)
        for letter, role in letters.items()
        if role in _ROLES
    }
    for column, role in sorted(roles.items()):
        if role in _EXECUTED:
            name = names.get(column) or _heading(sheet, header, column)
            columns.add_executed(name, role, column)
        else:
            columns.by_role[role] = column
    header.columns = columns


def _heading(sheet: Sheet, header: HeaderRows, column: int) -> str:
    rows = range(header.row, header.last_row + 1)
    cells = chain.from_iterable(header_cells(sheet, row) for row in rows)
    texts = [cell.text for cell in cells if cell.first_column == column]
    return texts[-1] if texts else f"Column {column_letter(column)}"
