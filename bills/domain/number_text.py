"""Numbers as offices type them to Decimal; the numbers that a file stores are read in bills.readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal

# Excel keeps 15 significant digits. Source: spec reading, section 2.
FIFTEEN_DIGITS = Context(prec=15)

LONGEST_NUMBER = 48  # characters; anything longer is prose

_EPOCH = date(1899, 12, 30)
_SECONDS_IN_A_DAY = 86_400
_SPACES = "\u00a0\u2007\u2009\u202f"
_MINUS_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-"}
)
_CURRENCY = r"(?:rs\.?|inr|₹|\u20a8)"
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2})*,[0-9]{3}"  # 1,25,000 and 1,250
    r"|[0-9]{1,3}(?:,[0-9]{3})+"  # 1,250,000
    rf"|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+"  # the same with no-break spaces
    r"|[0-9]+)"
)
_NUMBER = re.compile(
    rf"""
    (?P<open>\()? \s*
    (?P<sign>[-+])? \s*
    {_CURRENCY}? \s*
    (?P<sign2>[-+])? \s*
    (?P<digits>{_DIGITS}(?:\.[0-9]*)?|\.[0-9]+) \s*
    (?P<end>/\s*[-=])? \s*
    (?P<close>\))?
    (?P<after>-)? \s*
    (?:only\.?|{_CURRENCY})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER_THEN_UNIT = re.compile(r"(?P<number>.*?[0-9.,)])\s*(?P<unit>[^\W\d_][^\d,()]*)")

# Units met after a number in one cell, without dots and spaces.
_UNIT_WORDS = """
    no nos number numbers each ea set sets pair pairs lot lots job jobs ls lumpsum
    pt pts point points mtr mtrs m rm rmt rmtr rmtrs rmts mt mts metre metres
    meter meters mm cm km sqm sqmt sqmtr sqmtrs smt sft sqft cum cmt cft kg kgs g
    gm gms q qtl qtls quintal quintals t ton tons tonne tonnes l lt ltr ltrs litre
    litres day days month months year years hour hours bag bags roll rolls coil
    coils box boxes gross ppoint point/s nos/day bundle bundles packet packets
    unit units rft
"""
UNITS_AFTER_NUMBERS = frozenset(_UNIT_WORDS.split())


@dataclass(frozen=True, slots=True)
class QuantityText:
    number: Decimal
    unit: str  # as written after the number, "" when there is none


def parse_number(text: str) -> Decimal | None:
    """The number that the text states, None when it states none or states it doubtfully.

    Source: spec reading, section 2.

    >>> [str(parse_number(text)) for text in ("1,25,000.50", "Rs. 1,000/-", "₹ 500")]
    ['125000.50', '1000', '500']
    >>> [str(parse_number(text)) for text in ("(500)", "500-", "1.250,00", "as per site")]
    ['-500', '-500', 'None', 'None']
    """
    text = text.strip()
    if len(text) > LONGEST_NUMBER:
        return None
    match = _NUMBER.fullmatch(text.translate(_MINUS_SIGNS))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = [match["sign"], match["sign2"], match["after"], match["open"]]
    if sum(map(bool, signs)) > 1:
        return None
    digits = re.sub(rf"[,{_SPACES}]", "", match["digits"])
    number = Decimal(digits)
    is_negative = match["open"] or "-" in (
        match["sign"],
        match["sign2"],
        match["after"],
    )
    return -number if is_negative else number


def parse_quantity(text: str, unit: str = "") -> QuantityText | None:
    """The number with the unit written after it; `unit` is the row's own unit, accepted too.

    >>> parse_quantity("10 Nos"), parse_quantity("12 approx")
    (QuantityText(number=Decimal('10'), unit='Nos'), None)
    """
    number = parse_number(text)
    if number is not None:
        return QuantityText(number, "")
    match = _NUMBER_THEN_UNIT.fullmatch(text.strip()[: LONGEST_NUMBER + 1])
    if match is None:
        return None
    number = parse_number(match["number"])
    written = match["unit"].strip()
    if number is None or not _is_unit(written, unit):
        return None
    return QuantityText(number, written)


def _is_unit(written: str, unit: str) -> bool:
    bare = _bare_unit(written)
    return bare in UNITS_AFTER_NUMBERS or bare == _bare_unit(unit)


def _bare_unit(text: str) -> str:
    return re.sub(r"[.\s]", "", text).casefold()


def to_serial(moment: date) -> Decimal:
    """The serial number of a date, as a sheet counts with it.

    >>> to_serial(date(2025, 10, 28))
    Decimal('45958')
    """
    if isinstance(moment, datetime):
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return (
            Decimal((moment.date() - _EPOCH).days)
            + Decimal(seconds) / _SECONDS_IN_A_DAY
        )
    return Decimal((moment - _EPOCH).days)


def to_fifteen_digits(value: Decimal) -> Decimal:
    """The value as Excel would show it in full, without trailing zeros added by a division.

    >>> to_fifteen_digits(Decimal(1) / 3 * 3), to_fifteen_digits(Decimal("12.50"))
    (Decimal('1'), Decimal('12.50'))
    """
    rounded = FIFTEEN_DIGITS.plus(value)
    if rounded == value:
        return rounded
    rounded = rounded.normalize(FIFTEEN_DIGITS)
    return rounded if rounded != rounded.to_integral_value() else Decimal(int(rounded))
