"""General abstracts: sheets that sum up other sheets in rows of words and one figure; they hold no items."""

from __future__ import annotations

import re
from decimal import Decimal

from bills.domain.grid import cell_name
from bills.domain.sheet_view import SheetView
from bills.domain.work import Summary, SummaryRow

_ABSTRACT = re.compile(r".*\babst(?:ract)?\b.*", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{1,2}|[a-z]\.?|rs\.?", re.IGNORECASE)


def read_summary(view: SheetView) -> Summary | None:
    """The rows of words and figure of a sheet that calls itself an abstract, else None."""
    rows = [row for number in view.sheet.row_numbers for row in _read_row(view, number)]
    says_abstract = _ABSTRACT.fullmatch(view.title) or any(
        _ABSTRACT.fullmatch(view.text(number, column))
        for number in view.sheet.row_numbers
        for column in view.sheet.rows[number]
    )
    return Summary(view.title, tuple(rows)) if rows and says_abstract else None


def _read_row(view: SheetView, number: int) -> list[SummaryRow]:
    """The right-most figure of a row with the words before it."""
    values = view.row_values(number)
    figures = [
        (column, value) for column, value in values if isinstance(value, Decimal)
    ]
    words = [
        (column, view.text(number, column))
        for column, value in values
        if isinstance(value, str) and not _SERIAL.fullmatch(value.strip())
    ]
    if not figures or not words or figures[-1][0] < words[0][0]:
        return []
    column, amount = figures[-1]
    text = " ".join(text for _, text in words)
    return [SummaryRow(text, amount, cell_name(number, column))]
