"""The text of formulas: finding and moving their references; what a formula means is not here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bills.domain.grid import column_letter, column_number

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

# Stands for the next reference in a template.
SLOT = "\x01"

_STRING = r'"(?:[^"]|"")*"'
_QUOTED_SHEET = r"'(?:[^']|'')*'"
_PLAIN_SHEET = r"(?:\[[^\]]*\])?[^\W\d][\w.]*|\[\d+\]"
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_REFERENCE = re.compile(
    rf"""
    {_STRING}
    | (?:(?P<sheet>{_QUOTED_SHEET}|{_PLAIN_SHEET})!)?
      (?<![\w.$])
      (?P<area>
          {_CELL}(?::{_CELL})?
        | \$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}
        | \$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}
      )
      (?![\w(.!:])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_MOVABLE = re.compile(
    rf"{_STRING}|{_QUOTED_SHEET}"
    r"|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w(.!])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The cells that a formula names; `sheet` None is the formula's own sheet."""

    sheet: str | None
    is_external: bool
    is_range: bool
    first_row: int
    first_column: int
    last_row: int
    last_column: int


def split_references(formula: str) -> tuple[str, list[Reference]]:
    """The formula with a slot for every reference, and the references in their order.

    Formulas copied down a column share one template.

    >>> template, references = split_references("ROUND(B4*'My Datas'!$E$7,2)")
    >>> template.replace(SLOT, "_"), references[1].sheet, references[1].first_row
    ('ROUND(_*_,2)', 'My Datas', 7)
    """
    references: list[Reference] = []

    def slot(match: re.Match[str]) -> str:
        area = match["area"]
        if area is None:
            return match.group()
        references.append(_parse_reference(match["sheet"], area))
        return SLOT

    return _REFERENCE.sub(slot, formula), references


def _parse_reference(prefix: str | None, area: str) -> Reference:
    sheet, is_external = _parse_sheet(prefix)
    first, _, last = area.replace("$", "").upper().partition(":")
    corner = _CORNER.fullmatch(first)
    if corner is not None:
        column, row = column_number(corner[1]), int(corner[2])
        opposite = (_CORNER.fullmatch(last) if last else None) or corner
        other_column, other_row = column_number(opposite[1]), int(opposite[2])
    elif first.isdigit():
        row, other_row, column, other_column = int(first), int(last), 1, LAST_COLUMN
    else:
        column, other_column = column_number(first), column_number(last)
        row, other_row = 1, LAST_ROW
    return Reference(
        sheet,
        is_external,
        bool(last),
        min(row, other_row),
        min(column, other_column),
        max(row, other_row),
        max(column, other_column),
    )


def _parse_sheet(prefix: str | None) -> tuple[str | None, bool]:
    """The sheet's title without quotes, path and [book], and whether a book was named."""
    if prefix is None:
        return None, False
    title = prefix
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    return title.rpartition("]")[2], "]" in title


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads after being copied so many rows down and columns right.

    >>> shift_formula('ROUND(B4*$E$4,2)&"B4"', 2, 1)
    'ROUND(C6*$E$4,2)&"B4"'
    """

    def moved(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = match.groups()
        if letters is None:
            return match.group()
        column = column_number(letters) + (0 if fixed_column else columns)
        row = int(digits) + (0 if fixed_row else rows)
        if column < 1 or row < 1:
            return "#REF!"
        return f"{fixed_column}{column_letter(column)}{fixed_row}{row}"

    return _MOVABLE.sub(moved, formula)
