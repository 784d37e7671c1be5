"""Sheets for parser tests, written as small text tables; files are built in tests/bills/reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bills.domain.corrections import (
    NO_LAYOUTS,
    Corrections,
    RememberedLayouts,
    SheetCorrections,
)
from bills.domain.grid import (
    Cell,
    CellError,
    CellRange,
    CellStyle,
    Grid,
    Sheet,
    Value,
    column_number,
)
from bills.domain.reading import read_works
from bills.domain.work import Work, WorkbookReading

BOLD = CellStyle(bold=True)
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|N/A)[!?]?")


def make_sheet(
    title: str, table: str, *, merges: str = "", hidden: tuple[int, ...] = ()
) -> Sheet:
    """A sheet whose rows are the lines and whose columns are divided by `|`.

    A number is a number, "quoted" is text, `*starred*` is bold, `=B4*E4` a formula
    without a result, `=B4*E4 -> 12` one with it, `#REF!` an error. A line may begin
    with its row number and a colon.
    """
    sheet = Sheet(title)
    row = 0
    for line in table.strip("\n").splitlines():
        numbered = re.match(r"\s*(\d+):(.*)", line)
        row = int(numbered[1]) if numbered else row + 1
        for column, text in enumerate(
            (numbered[2] if numbered else line).split("|"), 1
        ):
            cell = _cell(text.strip())
            if cell is not None:
                sheet.rows.setdefault(row, {})[column] = cell
    sheet.merges = [_merge(reference) for reference in merges.split()]
    sheet.hidden_rows = set(hidden)
    return sheet


def _cell(text: str) -> Cell | None:
    if not text:
        return None
    if text.startswith("="):
        formula, _, stored = text[1:].partition("->")
        return Cell(_value(stored.strip()), formula.strip())
    if len(text) > 2 and text.startswith("*") and text.endswith("*"):
        return Cell(_value(text[1:-1]), None, BOLD)
    return Cell(_value(text))


def _value(text: str) -> Value:
    if not text:
        return None
    if text.startswith('"'):
        return text.strip('"')
    if _ERROR.fullmatch(text):
        return CellError(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _merge(reference: str) -> CellRange:
    corners = re.findall(r"([A-Z]+)(\d+)", reference)
    (left, top), (right, bottom) = corners
    return CellRange(int(top), column_number(left), int(bottom), column_number(right))


# Any, because a test that reads an attribute of None fails as it should.
def read_sheets(
    *sheets: Sheet,
    corrections: Mapping[str, SheetCorrections] | None = None,
    layouts: RememberedLayouts = NO_LAYOUTS,
) -> Any:
    """The `WorkbookReading` of these sheets."""
    return read_works(
        Grid("test.xlsx", list(sheets)),
        corrections=Corrections(corrections or {}),
        layouts=layouts,
    )


def read_table(table: str, *, title: str = "Estimate", merges: str = "") -> Any:
    """The one `Work` of a workbook with this one sheet."""
    reading = read_sheets(make_sheet(title, table, merges=merges))
    (work,) = reading.works
    return work


def codes(work: Work | WorkbookReading) -> list[str]:
    """The problems as `CODE cell`, in their order."""
    return [f"{problem.code} {problem.cell}".strip() for problem in work.problems]
