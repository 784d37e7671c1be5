"""Rounding, line amounts and Indian grouping in Decimal; amounts in words are in words.py."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

PAISA = Decimal("0.01")
# Room for the digits of the most senseless figures: they are told, not a crash.
_WIDE = Context(prec=2_000)


def round_to_paisa(value: Decimal) -> Decimal:
    """Two places, half away from zero. Source: spec outputs, section 8.

    >>> round_to_paisa(Decimal("100.255")), round_to_paisa(Decimal("-0.005"))
    (Decimal('100.26'), Decimal('-0.01'))
    """
    return value.quantize(PAISA, ROUND_HALF_UP, _WIDE)


def compute_amount(
    quantity: Decimal, rate: Decimal, per: Decimal = Decimal(1)
) -> Decimal:
    """The amount of one line: ROUND(quantity x rate / per, 2).

    >>> compute_amount(Decimal("20"), Decimal("1228.50"))
    Decimal('24570.00')
    """
    return round_to_paisa(quantity * rate / per)


def compute_premium(sub_total: Decimal, percent: Decimal) -> Decimal:
    """The tender premium as a positive magnitude: ROUND(sub total x percent / 100, 2).

    >>> compute_premium(Decimal("14182.50"), Decimal("4.5"))
    Decimal('638.21')
    """
    return round_to_paisa(sub_total * percent / 100)


def format_indian(value: Decimal, *, always_paise: bool = True) -> str:
    """Indian grouping; with `always_paise` off, two decimals only when not whole.

    >>> format_indian(Decimal("1234567.5")), format_indian(Decimal("100000"), always_paise=False)
    ('12,34,567.50', '1,00,000')
    >>> format_indian(Decimal("-1234567.50"))
    '-12,34,567.50'
    """
    rounded = round_to_paisa(value)
    whole, paise = f"{abs(rounded):.2f}".split(".")
    head, tail = whole[:-3], whole[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    text = ",".join([*groups, tail])
    if always_paise or paise != "00":
        text = f"{text}.{paise}"
    return f"-{text}" if rounded < 0 else text


def format_percent(value: Decimal) -> str:
    """A percentage without trailing zeros.

    >>> format_percent(Decimal("4.50")), format_percent(Decimal("5")), format_percent(Decimal("0.0"))
    ('4.5', '5', '0')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_quantity(value: Decimal) -> str:
    """A quantity as typed, without exponent or trailing zeros.

    >>> format_quantity(Decimal("10.00")), format_quantity(Decimal("1E+2"))
    ('10', '100')
    """
    return format_percent(value)
