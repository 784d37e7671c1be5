"""What a template may do with a value, as in {{AMOUNT|words}}; tags and names are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bills.domain.inputs import parse_date
from bills.domain.money import format_indian, format_percent, format_quantity
from bills.domain.number_text import parse_number
from bills.domain.ordinals import ordinal, ordinal_in_words, parse_ordinal
from bills.domain.words import amount_in_words
from documents.domain.placeholders import Value, format_value

# A list reaches the filters that count, add up or join it.
FilterInput = Value | Sequence[Value]
MOST_PLACES = 6
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_DATE_CODES = re.compile(r"mmmm|mmm|mm|m|yyyy|yy|dd|d", re.IGNORECASE)
# Ordinals and day counts stay far below; larger ones are a mistake.
MOST_ORDINAL = 10**15


class CannotFilter(ValueError):
    """A filter was given a value that it cannot use; the message says which."""

    code = "cannot_filter"


def money(value: FilterInput, negative: str = "minus", zero: str = "0.00") -> str:
    """Indian grouping with paise; `negative` is "minus" or "brackets", `zero` what nil prints.

    >>> money(Decimal("-1234567.5"), "brackets"), money(Decimal(0), zero="Nil")
    ('(12,34,567.50)', 'Nil')
    """
    return _grouped(value, True, negative, zero)


def indian(value: FilterInput, negative: str = "minus", zero: str = "0") -> str:
    """Indian grouping, paise only when there are some.

    >>> indian(Decimal("1234567")), indian(Decimal("0.5")), indian(Decimal("0"))
    ('12,34,567', '0.50', '0')
    """
    return _grouped(value, False, negative, zero)


def brackets(value: FilterInput) -> str:
    """As money, with a negative in brackets.

    >>> brackets(Decimal("-5")), brackets(Decimal("5"))
    ('(5.00)', '5.00')
    """
    return money(value, "brackets")


def nil(value: FilterInput) -> str:
    """As money, with zero as Nil.

    >>> nil(Decimal("0.00")), nil(Decimal("100000"))
    ('Nil', '1,00,000.00')
    """
    return money(value, zero="Nil")


def rupees(value: FilterInput) -> str:
    """As money, with Rs. before it.

    >>> rupees(Decimal("20365.37"))
    'Rs. 20,365.37'
    """
    return f"Rs. {money(value)}"


def number(value: FilterInput, places: Value = None) -> str:
    """The number without commas; with `places` rounded half up to that many.

    >>> number(Decimal("10.50")), number(Decimal("10.555"), Decimal(2))
    ('10.5', '10.56')
    """
    if places is None:
        return format_quantity(_decimal(value))
    return f"{_round(_decimal(value), places):f}"


def rounded(value: FilterInput, places: Value = None) -> Decimal:
    """The number rounded half up, to the rupee unless places are named.

    >>> rounded(Decimal("2.5")), rounded(Decimal("-100.255"), Decimal(2))
    (Decimal('3'), Decimal('-100.26'))
    """
    return _round(_decimal(value), Decimal(0) if places is None else places)


def percent(value: FilterInput) -> str:
    """A percentage without trailing zeros.

    >>> percent(Decimal("4.50"))
    '4.5 %'
    """
    return f"{format_percent(_decimal(value))} %"


def words(value: FilterInput) -> str:
    """The amount in words with paise.

    >>> words("1,10,000/-"), words(Decimal("0.50"))
    ('Rupees One Lakh Ten Thousand Only', 'Rupees Zero and Paise Fifty Only')
    """
    return amount_in_words(_decimal(value))


def words_to_rupee(value: FilterInput) -> str:
    """The amount in words, rounded to the rupee first.

    >>> words_to_rupee(Decimal("0.50"))
    'Rupee One Only'
    """
    return amount_in_words(_decimal(value), to_rupee=True)


def to_date(value: FilterInput, form: str = "dd-mm-yyyy") -> str:
    """The date in the form: d dd m mm mmm mmmm yy yyyy stand for their parts.

    >>> to_date("3/11/2025", "dd.mm.yyyy"), to_date(date(2025, 11, 3), "d mmmm yyyy")
    ('03.11.2025', '3 November 2025')
    """
    day = _date(value)
    parts = {
        "d": f"{day.day}",
        "dd": f"{day.day:02}",
        "m": f"{day.month}",
        "mm": f"{day.month:02}",
        "mmm": MONTHS[day.month - 1][:3],
        "mmmm": MONTHS[day.month - 1],
        "yy": f"{day.year % 100:02}",
        "yyyy": f"{day.year}",
    }
    return _DATE_CODES.sub(lambda code: parts[code[0].lower()], form)


def blank_day(value: FilterInput) -> str:
    """Month and year, with the day left for the pen.

    >>> blank_day(date(2025, 11, 3))
    '  .11.2025'
    """
    return f"  .{to_date(value, 'mm.yyyy')}"


def fy(value: FilterInput) -> str:
    """The financial year from April to March. Source: spec outputs, section 8.

    >>> fy(date(2026, 3, 31)), fy(date(2026, 4, 1)), fy(date(2099, 4, 1))
    ('2025-26', '2026-27', '2099-00')
    """
    day = _date(value)
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def ordinal_words(value: FilterInput) -> str:
    """First, Second, ... Twenty-first, without an upper limit.

    >>> ordinal_words(Decimal(21)), ordinal_words("11th"), ordinal_words(Decimal(101))
    ('Twenty-first', 'Eleventh', 'One Hundred and First')
    """
    return ordinal_in_words(_ordinal_number(value))


def ordinal_figures(value: FilterInput) -> str:
    """First to Tenth, then 11th, 12th, ... as in the titles of bills.

    >>> ordinal_figures(Decimal(2)), ordinal_figures("Twenty-first")
    ('Second', '21st')
    """
    return ordinal(_ordinal_number(value))


def upper(value: FilterInput) -> str:
    """Capital letters.

    >>> upper("M/s Rao & Sons")
    'M/S RAO & SONS'
    """
    return _text(value).upper()


def title(value: FilterInput) -> str:
    """Each word with a capital letter; what stands in capitals stays so.

    >>> title("repairs to R&B guest house, o'brien road")
    "Repairs To R&B Guest House, O'brien Road"
    """
    return re.sub(r"(?<!\S)(\W*)(\w)", _capital, _text(value))


def default(value: FilterInput, otherwise: Value = "") -> FilterInput:
    """The value, or the other one where it is missing.

    >>> default(None, "-"), default("x", "-")
    ('-', 'x')
    """
    return otherwise if value is None or value == "" else value


def join(value: FilterInput, separator: str = ", ") -> str:
    """The values of a list, or the lines of a text, in one line.

    >>> join(["a", None, Decimal("2.50")], " / "), join("Main Road\\nGuntur")
    ('a / 2.5', 'Main Road, Guntur')
    """
    if isinstance(value, str):
        parts = [line.strip() for line in value.splitlines()]
    else:
        parts = [format_value(part) for part in _list(value)]
    return separator.join(part for part in parts if part)


def lines(value: FilterInput, separator: str = ",") -> str:
    """The parts of an address on lines of their own.

    >>> lines("12-3, Main Road, Guntur")
    '12-3\\nMain Road\\nGuntur'
    """
    if isinstance(value, str):
        parts = [part.strip() for part in value.split(separator)] if separator else []
        return "\n".join(part for part in parts if part) or value
    return join(value, "\n")


def total(value: FilterInput) -> Decimal:
    """The sum of a list; a blank counts for nothing.

    >>> total([Decimal("1.50"), None, Decimal("2")])
    Decimal('3.50')
    """
    numbers = [_decimal(part) for part in _list(value) if not _is_blank(part)]
    return sum(numbers, Decimal(0))


def count(value: FilterInput) -> Decimal:
    """How many a list holds.

    >>> count(["a", "b"])
    Decimal('2')
    """
    return Decimal(len(_list(value)))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as templates name it, with its line in the legend."""

    function: Callable[..., FilterInput]
    example: str
    result: str
    takes_list: bool = False
    takes_missing: bool = False
    keeps_kind: bool = False  # the sum of amounts prints as an amount
    most_arguments: int = 0


FILTERS: Mapping[str, Filter] = {
    "money": Filter(money, "{{AMOUNT|money}}", "12,34,567.50", most_arguments=2),
    "indian": Filter(indian, "{{AMOUNT|indian}}", "12,34,567", most_arguments=2),
    "brackets": Filter(brackets, "{{AMOUNT|brackets}}", "(500.00)"),
    "nil": Filter(nil, "{{PREVIOUS_AMOUNT|nil}}", "Nil"),
    "rupees": Filter(rupees, "{{AMOUNT|rupees}}", "Rs. 20,365.37"),
    "number": Filter(number, "{{item.quantity|number(3)}}", "10.500", most_arguments=1),
    "round": Filter(rounded, "{{AMOUNT|round}}", "20365", most_arguments=1),
    "percent": Filter(percent, "{{4.50|percent}}", "4.5 %"),
    "words": Filter(words, "{{AMOUNT|words}}", "Rupees One Lakh Only"),
    "words_to_rupee": Filter(
        words_to_rupee, "{{AMOUNT|words_to_rupee}}", "Rupees One Lakh Only"
    ),
    "date": Filter(
        to_date, '{{DOC|date("dd.mm.yyyy")}}', "03.11.2025", most_arguments=1
    ),
    "blank_day": Filter(blank_day, "{{DOC|blank_day}}", "  .11.2025"),
    "fy": Filter(fy, "{{DOC|fy}}", "2025-26"),
    "ordinal": Filter(ordinal_words, "{{BILL_NUMBER|ordinal}}", "Twenty-first"),
    "nth": Filter(ordinal_figures, "{{BILL_NUMBER|nth}}", "21st"),
    "upper": Filter(upper, "{{NAME_OF_WORK|upper}}", "REPAIRS TO GUEST HOUSE"),
    "title": Filter(title, "{{NAME_OF_WORK|title}}", "Repairs To Guest House"),
    "default": Filter(
        default,
        '{{NIT_NO|default("-")}}',
        "-",
        takes_missing=True,
        keeps_kind=True,
        most_arguments=1,
    ),
    "join": Filter(
        join,
        '{{items.serial|join(", ")}}',
        "1, 2, 3",
        takes_list=True,
        most_arguments=1,
    ),
    "lines": Filter(
        lines,
        "{{CONTRACTOR_ADDRESS|lines}}",
        "12-3 / Main Road / Guntur, on lines of their own",
        takes_list=True,
        most_arguments=1,
    ),
    "sum": Filter(
        total, "{{items.amount|sum}}", "33,909.66", takes_list=True, keeps_kind=True
    ),
    "count": Filter(count, "{{items|count}}", "12", takes_list=True),
}


def apply_filter(
    name: str, value: FilterInput, arguments: Sequence[Value]
) -> FilterInput:
    """The filtered value; None stays None unless the filter is for missing values.

    Raises: CannotFilter.
    """
    known = FILTERS.get(name)
    if known is None:
        raise CannotFilter(f"there is no filter “{name}”")
    if len(arguments) > known.most_arguments:
        raise CannotFilter(f"“{name}” takes {known.most_arguments or 'no'} settings")
    if _is_blank(value) and not known.takes_missing:
        return None
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    if is_list and not known.takes_list:
        raise CannotFilter(f"“{name}” is for one value, not for a list")
    try:
        return known.function(value, *arguments)
    except (TypeError, AttributeError, ArithmeticError) as error:
        raise CannotFilter(f"“{name}” cannot use its settings") from error


def _grouped(value: FilterInput, paise: bool, negative: str, zero: str) -> str:
    if negative not in ("minus", "brackets"):
        raise CannotFilter("a negative is printed with “minus” or in “brackets”")
    amount = _decimal(value)
    text = format_indian(amount, always_paise=paise)
    if not text.strip("-0.,"):
        return zero
    if text.startswith("-") and negative == "brackets":
        return f"({text[1:]})"
    return text


def _round(value: Decimal, places: Value) -> Decimal:
    if not isinstance(places, Decimal) or places not in range(MOST_PLACES + 1):
        raise CannotFilter(f"places are a number from 0 to {MOST_PLACES}")
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)


def _decimal(value: FilterInput) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and (parsed := parse_number(value)) is not None:
        return parsed
    raise CannotFilter(f"“{_text(value)}” is not a number")


def _date(value: FilterInput) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (parsed := parse_date(value)) is not None:
        return parsed
    raise CannotFilter(f"“{_text(value)}” is not a date such as 03-11-2025")


def _ordinal_number(value: FilterInput) -> int:
    whole = parse_ordinal(value) if isinstance(value, str) else None
    amount = Decimal(whole) if whole is not None else _decimal(value)
    if amount % 1 or not 1 <= amount < MOST_ORDINAL:
        raise CannotFilter(f"“{_text(value)}” is not a number to count with")
    return int(amount)


def _text(value: FilterInput) -> str:
    if isinstance(value, str | Decimal | date) or value is None:
        return format_value(value)
    return "a list"


def _list(value: FilterInput) -> Sequence[Value]:
    if isinstance(value, str | Decimal | date) or value is None:
        raise CannotFilter(f"“{_text(value)}” is not a list")
    return value


def _is_blank(value: FilterInput) -> bool:
    return value is None or value == ""


def _capital(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2].upper()}"
