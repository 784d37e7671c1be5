"""Raw cell contents of any file format to values; which cell means what is not here."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from bills.domain.grid import CellError, Value
from bills.domain.number_text import to_fifteen_digits

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's date has no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's date has no zone
_LARGEST_EXPONENT = 308  # of a number in a spreadsheet
_PLAIN_DIGITS = 15  # a number of so many characters needs no rounding
_LAST_SERIAL = 2_958_465  # 31-12-9999
_BUILT_IN_DATES = frozenset(
    {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
)
_BUILT_IN_PERCENTS = frozenset({9, 10})
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


def parse_stored_number(text: str) -> Decimal | None:
    """The number that a file stores as text, to 15 significant digits; None when it is none.

    >>> parse_stored_number("288.41376799999995"), parse_stored_number("1E-3")
    (Decimal('288.413768'), Decimal('0.001'))
    """
    if len(text) <= _PLAIN_DIGITS and text.isdecimal():
        return Decimal(text)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() > _LARGEST_EXPONENT:
        return None
    rounded = value if len(text) <= _PLAIN_DIGITS else to_fifteen_digits(value)
    # Whole numbers are kept without an exponent: 22770, never 2.277E+4.
    return rounded if rounded != rounded.to_integral_value() else Decimal(int(rounded))


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time.

    >>> [is_date_format(code) for code in ("dd-mm-yyyy", "[h]:mm", '0.00" days"', "General")]
    [True, True, False, False]
    """
    bare = _LITERALS.sub("", code.split(";")[0]).lower()
    return bare != "general" and bool(re.search("[dmyhs]", bare)) and "0" not in bare


def is_percent_format(code: str) -> bool:
    return "%" in _LITERALS.sub("", code)


def is_built_in_date(number_format: int) -> bool:
    return number_format in _BUILT_IN_DATES


def is_built_in_percent(number_format: int) -> bool:
    return number_format in _BUILT_IN_PERCENTS


def parse_serial_date(serial: Decimal, *, from_1904: bool) -> Value:
    """The date of a serial number, the number itself when it cannot be one.

    >>> parse_serial_date(Decimal(45958), from_1904=False)
    datetime.date(2025, 10, 28)
    """
    if not 0 <= serial <= _LAST_SERIAL:
        return serial
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    whole = int(serial)
    seconds = int(((serial - whole) * 86_400).to_integral_value())
    moment = epoch + timedelta(days=whole, seconds=seconds)
    return moment if seconds else moment.date()


def parse_iso_date(text: str) -> Value:
    """A date stored as ISO text, the text itself when it is none."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    has_time = any((moment.hour, moment.minute, moment.second))
    return moment if has_time else date(moment.year, moment.month, moment.day)


def parse_error(text: str) -> CellError:
    return CellError(text.strip().upper())


def unescape(text: str) -> str:
    """The text with what XML cannot hold put back; a carriage return is a line break.

    Half a character, and what is none at all, become the replacement character.

    >>> unescape("Providing_x000D_"), unescape("_xD83D__xDE00_"), unescape("_xD800_")
    ('Providing\\r', '\U0001f600', '\ufffd')
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    units = plain.encode("utf-16-le", "surrogatepass")
    return _NO_CHARACTER.sub("\ufffd", units.decode("utf-16-le", "replace"))
