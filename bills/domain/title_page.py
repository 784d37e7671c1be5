"""The title page of a work order: its premium and what it says of the last bill; header fields are in header_fields.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bills.domain.grid import Value, cell_name
from bills.domain.sheet_view import SheetView, parse_number_cell
from bills.domain.texts import format_value
from bills.domain.work import PremiumType, TenderPremium

_PERCENT = re.compile(r"(?:tender\s+premium|t\.?\s?p\.?)\s*(?:%|percent\w*)", re.I)
_TYPE = re.compile(r"(?:tender\s+)?premium\s+type|type\s+of\s+premium", re.I)
_LAST_BILL = re.compile(
    r"amount\s+(?:already\s+)?paid\s+(?:vide|in|by|upto|up\s+to)\s+(?:the\s+)?"
    r"(?:last|previous)\s+bill",
    re.I,
)
_BILL_TITLE = re.compile(r"serial\s+no\.?\s+of\s+(?:this\s+|the\s+)?bill", re.I)
_TYPES = {
    "above": PremiumType.EXCESS,
    "excess": PremiumType.EXCESS,
    "below": PremiumType.LESS,
    "less": PremiumType.LESS,
}


@dataclass(slots=True)
class TitlePage:
    """What the title page states; None and "" are what it leaves open."""

    sheet: str
    premium: TenderPremium | None = None
    last_bill: Decimal | None = None  # paid before
    last_bill_cell: str = ""
    bill_title: str = ""  # "First & Final Bill"
    rows: set[int] = field(default_factory=set)  # that state any of it


def read_title_page(view: SheetView) -> TitlePage | None:
    """The page, None when the sheet states neither a premium nor a last bill."""
    page = TitlePage(view.title)
    percent: tuple[Decimal, str] | None = None
    kind: PremiumType | None = None
    for row, label, value, cell in _pairs(view):
        number = parse_number_cell(value).value
        if any(p.match(label) for p in (_PERCENT, _TYPE, _LAST_BILL, _BILL_TITLE)):
            page.rows.add(row)
        if _PERCENT.match(label) and number is not None:
            percent = number, cell
        elif _TYPE.match(label):
            kind = _TYPES.get(format_value(value).casefold())
        elif _LAST_BILL.match(label) and number is not None:
            page.last_bill, page.last_bill_cell = number, cell
        elif _BILL_TITLE.match(label):
            page.bill_title = format_value(value)
    if percent is not None and kind is not None:
        page.premium = TenderPremium(percent[0], kind, percent[1])
    return page if page.premium or page.last_bill_cell else None


def _pairs(view: SheetView) -> Iterator[tuple[int, str, Value, str]]:
    """Of each row its first text, the next value to its right and that one's cell."""
    for row in view.sheet.row_numbers:
        values = view.row_values(row)
        if len(values) > 1 and isinstance(values[0][1], str):
            column, value = values[1]
            yield row, format_value(values[0][1]), value, cell_name(row, column)
