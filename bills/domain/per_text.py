"""What a rate is for, as its column says it: so many of which unit; singular forms are in units.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_PER = re.compile(
    r"(?:(?P<lead>per\b|p\.?(?=\s|[0-9])|/)\s*\.?)?\s*"
    r"(?P<number>%|[0-9]+(?:\.[0-9]+)?(?![0-9.]))?\s*"
    r"(?P<unit>[^\d\s%].*)?",
    re.IGNORECASE,
)

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Per:
    number: Decimal
    unit: str  # "" when only a number is written
    is_certain: bool  # the text itself says "per", or no number other than 1


@lru_cache(maxsize=256)  # a sheet has few units and many rows
def parse_per(text: str) -> Per | None:
    """How many of which unit a rate is for, None when the text does not say it.

    >>> parse_per("P Cum")
    Per(number=Decimal('1'), unit='Cum', is_certain=True)
    >>> parse_per("per 100 Nos").number, parse_per("10 Sqm").is_certain, parse_per("Each").unit
    (Decimal('100'), False, 'Each')
    """
    match = _PER.fullmatch(text.strip())
    if match is None or not text.strip():
        return None
    number = Decimal(1)
    if match["number"]:
        number = Decimal(100) if match["number"] == "%" else Decimal(match["number"])
    if number == 0 or abs(number.adjusted()) > _MOST_DIGITS:
        return None
    is_certain = bool(match["lead"]) or number == 1
    return Per(number, (match["unit"] or "").strip(), is_certain)
