"""One priced row of a later bill and how it comes from a line of a sheet; which rows there are is in nth_lines.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bills.domain.bill import BillHeading
from bills.domain.money import compute_amount, round_to_paisa
from bills.domain.number_text import to_fifteen_digits
from bills.domain.work import Line, LineKind

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class NthLine:
    """One priced row; an AE line has no serial. None waits for a quantity to be typed."""

    serial: str
    description: str
    unit: str
    rate: Decimal
    per: Decimal
    till_date: Decimal | None
    previous_quantity: Decimal = Decimal(0)
    previous_amount: Decimal = ZERO  # as it was billed
    is_excess: bool = False

    @property
    def value(self) -> Decimal | None:
        """Total value till date: ROUND(quantity x rate / per, 2)."""
        if self.till_date is None:
            return None
        return compute_amount(self.till_date, self.rate, self.per)

    @property
    def since_quantity(self) -> Decimal | None:
        if self.till_date is None:
            return None
        return self.till_date - self.previous_quantity

    @property
    def since_amount(self) -> Decimal | None:
        return None if self.value is None else self.value - self.previous_amount


def carry_line(line: Line, till_date: Decimal | None) -> NthLine:
    """A line of the previous bill with its quantity, and its amount as it was billed."""
    billed = line.stated_amount if line.stated_amount is not None else line.amount
    return replace(
        new_line(line, line.serial, till_date),
        previous_quantity=line.quantity or Decimal(0),
        previous_amount=round_to_paisa(billed or ZERO),
        is_excess=line.kind is LineKind.AE,
    )


def new_line(line: Line, serial: str, till_date: Decimal | None) -> NthLine:
    """A line on which nothing was billed before."""
    rate, per = rate_per_unit(line.rate or ZERO, line.per)
    return NthLine(
        serial=serial,
        description=line.description,
        unit=line.unit or line.unit_singular,
        rate=rate,
        per=per,
        till_date=till_date,
    )


def new_excess(base: NthLine, till_date: Decimal) -> NthLine:
    """The AE line of an item that had none, at the rate of the item."""
    return replace(
        base,
        serial="",
        description="AE",
        till_date=till_date,
        previous_quantity=Decimal(0),
        previous_amount=ZERO,
        is_excess=True,
    )


def rate_per_unit(rate: Decimal, per: Decimal) -> tuple[Decimal, Decimal]:
    """The rate of one unit, for this layout has no Per column; unchanged when it does not end.

    >>> rate_per_unit(Decimal("1250"), Decimal(100)), rate_per_unit(Decimal("10"), Decimal(12))
    ((Decimal('12.5'), Decimal('1')), (Decimal('10'), Decimal('12')))
    """
    if per == 1:
        return rate, per
    of_one = to_fifteen_digits(rate / per)
    return (of_one, Decimal(1)) if of_one * per == rate else (rate, per)


def number_excess(
    rows: Iterable[NthLine | BillHeading],
) -> tuple[NthLine | BillHeading, ...]:
    """The AE lines as AE1, AE2, ... down the sheet. Source: spec outputs, section 7."""
    numbered: list[NthLine | BillHeading] = []
    count = 0
    for row in rows:
        if isinstance(row, NthLine) and row.is_excess:
            count += 1
            row = replace(row, description=f"AE{count}")
        numbered.append(row)
    return tuple(numbered)
