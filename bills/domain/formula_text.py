"""The text of formulas: finding, moving and recognising their references; what a formula means is not here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

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
_CORNER = re.compile(r"(?:\$?([A-Z]{1,3}))?(?:(\$?)([0-9]{1,7}))?", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"(?<![$0-9])[0-9]+")
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
    # Whether a row follows the formula when that is copied down: no "$" before it.
    first_moves: bool = False
    last_moves: bool = False

    def rows(self, down: int) -> tuple[int, int]:
        """The first and last row for a copy of the formula so many rows further down."""
        first = self.first_row + down if self.first_moves else self.first_row
        last = self.last_row + down if self.last_moves else self.last_row
        return (first, last) if first <= last else (last, first)


@dataclass(frozen=True, slots=True)
class Shape:
    """A formula in one row, and what all its copies further up and down have in common."""

    template: str  # with a slot for each reference
    references: tuple[Reference, ...]
    is_linked: bool  # to another workbook
    row: int
    _text: str  # with %d for each row number that moves
    _numbers: tuple[int, ...]

    def covers(self, formula: str, row: int) -> bool:
        """Whether the formula is in that row what a copy of this one would be."""
        down = row - self.row
        return (
            self._text % tuple([number + down for number in self._numbers]) == formula
        )


def parse_shape(formula: str, row: int) -> Shape:
    """The shape of the formula in that row, by which its copies need no parsing.

    >>> shape = parse_shape("ROUND(B4*'My Datas'!$E$7,2)", 4)
    >>> shape.template.replace(SLOT, "_"), shape.references[1].sheet
    ('ROUND(_*_,2)', 'My Datas')
    >>> shape.covers("ROUND(B9*'My Datas'!$E$7,2)", 9), shape.references[0].rows(5)
    (True, (9, 9))
    """
    template: list[str] = []
    text: list[str] = []
    references: list[Reference] = []
    numbers: list[int] = []
    position = 0
    for match in _REFERENCE.finditer(formula):
        area = match["area"]
        if area is None:  # a string
            continue
        between = formula[position : match.start()]
        template += (between, SLOT)
        prefix = formula[match.start() : match.start("area")]
        text += (_escape(between + prefix), _ROW_NUMBER.sub("%d", area))
        numbers += (int(number) for number in _ROW_NUMBER.findall(area))
        references.append(_parse_reference(match["sheet"], area))
        position = match.end()
    template.append(formula[position:])
    text.append(_escape(formula[position:]))
    return Shape(
        "".join(template),
        tuple(references),
        any(reference.is_external for reference in references),
        row,
        "".join(text),
        tuple(numbers),
    )


def _escape(text: str) -> str:
    return text.replace("%", "%%")


def _parse_reference(prefix: str | None, area: str) -> Reference:
    sheet, is_external = _parse_sheet(prefix)
    start, _, end = area.partition(":")
    first, last = sorted(
        (_parse_corner(start, _FIRST_CELL), _parse_corner(end or start, _LAST_CELL))
    )
    return Reference(
        sheet,
        is_external,
        bool(end),
        first.row,
        min(first.column, last.column),
        last.row,
        max(first.column, last.column),
        first.moves,
        last.moves,
    )


class _Corner(NamedTuple):
    row: int
    column: int
    moves: bool  # its row, when the formula is copied down


_FIRST_CELL = _Corner(1, 1, moves=False)
_LAST_CELL = _Corner(LAST_ROW, LAST_COLUMN, moves=False)


def _parse_corner(text: str, default: _Corner) -> _Corner:
    """The corner of an area; whole rows and columns take from `default` what they lack."""
    match = _CORNER.fullmatch(text)
    letters, fixed, digits = match.groups() if match else (None, None, None)
    return _Corner(
        int(digits) if digits else default.row,
        column_number(letters) if letters else default.column,
        moves=bool(digits) and not fixed,
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
