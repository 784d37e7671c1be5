"""Amounts worked out once more, apart from the code that makes bills and its rounding."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from bills.domain.work import Line

# The bill is made with the rounding of money.py. Using that here too would pass its faults.
# Wide enough for the largest number that a cell can state.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_PAISA = Decimal("0.01")


def work_out(line: Line) -> Decimal | None:
    """ROUND(quantity x rate / per, 2); None while the quantity waits to be typed."""
    if line.quantity is None or line.rate is None:
        return None
    product = _EXACT.multiply(line.quantity, line.rate)
    if line.per != 1:
        product = _EXACT.divide(product, line.per)
    return _EXACT.quantize(product, _PAISA)


def work_out_premium(sub_total: Decimal, percent: Decimal) -> Decimal:
    """ROUND(sub total x percent / 100, 2)."""
    part = _EXACT.multiply(sub_total, percent)
    return _EXACT.quantize(_EXACT.divide(part, Decimal(100)), _PAISA)


def to_paisa(amount: Decimal) -> Decimal:
    return _EXACT.quantize(amount, _PAISA)


def add_up(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum; what is not known counts as nothing."""
    return sum((amount or Decimal(0) for amount in amounts), Decimal("0.00"))
