"""Amounts of money and dates inside a text; which of them a document needs is decided in label_values."""

from __future__ import annotations

import re
from decimal import Decimal

from bills.domain.number_text import parse_number

_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_TIMES = r"(?:\s*(?P<times>lakhs?|lacs?|crores?)\b)?"
_RUPEES = re.compile(
    rf"(?:\brs\b\.?|₹|\binr\b|\brupees\b)\s*[:.]?\s*(?P<digits>{_DIGITS})"
    rf"{_TIMES}(?:\s*/\s*[-=])?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?<![\w.,/-])(?P<digits>{_DIGITS}){_TIMES}(?:\s*/\s*[-=])?"
    r"(?!\s*%|[\w,]|\s*/\s*[0-9]|[.-][0-9])",
    re.IGNORECASE,
)
_IS_TIMES = {"l": Decimal(100_000), "c": Decimal(10_000_000)}
DATE = re.compile(
    r"(?<![\w./-])[0-9]{1,2}\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?(?:[0-9]{4}|[0-9]{2})(?![\w/-])"
)


def find_amounts(text: str, *, with_rupees: bool = False) -> list[Decimal]:
    """Every amount of the text; those after Rs. only, when there are such or it is asked for.

    Percentages, dates and numbers such as 30/2025-26 are none.

    >>> find_amounts("T.P 4.5 % on Rs. 1,10,000/- dt 1.4.2025"), find_amounts("Total 99,275.5")
    ([Decimal('110000')], [Decimal('99275.5')])
    >>> find_amounts("Rs. 4.50 Lakhs"), find_amounts("30/2025-26")
    ([Decimal('450000.00')], [])
    """
    found = [_amount(match) for match in _RUPEES.finditer(text)]
    if not found and not with_rupees:
        found = [_amount(match) for match in _PLAIN.finditer(DATE.sub(" ", text))]
    return [amount for amount in found if amount is not None]


def find_date(text: str) -> str:
    """The first date as it is written, "" when there is none.

    >>> find_date("on 04.04.25, Thursday"), find_date("30/2025-26")
    ('04.04.25', '')
    """
    match = DATE.search(text)
    return match[0].replace(" ", "") if match else ""


def _amount(match: re.Match[str]) -> Decimal | None:
    number = parse_number(match["digits"].rstrip(","))
    if number is None or not match["times"]:
        return number
    return number * _IS_TIMES[match["times"][0].lower()]
