"""The figures of one line: what its rate is for, its amount, and a figure worked out from the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from bills.domain.money import compute_amount, round_to_paisa
from bills.domain.per_text import parse_per
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import SheetView
from bills.domain.table_header import Role
from bills.domain.table_layout import TableLayout
from bills.domain.table_rows import Row
from bills.domain.work import Line

THREE_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class LinePer:
    number: Decimal
    unit: str  # the singular unit
    unit_text: str  # what stands for the plural unit where the sheet has no other


def compute_line_amount(line: Line) -> Decimal | None:
    if line.quantity is None or line.rate is None:
        return None
    return compute_amount(line.quantity, line.rate, line.per)


def derive_value(line: Line) -> Line | None:
    """The line with its one missing figure, when that reproduces the stated amount.

    None when nothing is missing, or when no such figure exists. Rates have 2 places,
    quantities 3. Source: spec reading, section 5.
    """
    stated = line.stated_amount
    if not stated or bool(line.quantity) == bool(line.rate):
        return None
    if line.quantity:
        rate = round_to_paisa(stated * line.per / line.quantity)
        derived = replace(line, rate=rate)
    else:
        quantity = stated * line.per / (line.rate or Decimal(1))
        derived = replace(line, quantity=quantity.quantize(THREE_PLACES, ROUND_HALF_UP))
    amount = compute_line_amount(derived)
    return replace(derived, amount=amount) if amount == round_to_paisa(stated) else None


def read_per(view: SheetView, layout: TableLayout, row: Row) -> LinePer:
    """How many units the rate is for: by the Per column, else by the rate's unit.

    A number that may as well be part of a unit's name ("10 Sqm") counts only when the
    stated amount says so.
    """
    singular = parse_per(row.singular_text)
    if row.per_text:
        per = parse_per(row.per_text)
        if per is None:
            _report_unreadable(view, layout, row)
            return LinePer(Decimal(1), row.singular_text, row.singular_text)
        unit = row.singular_text or per.unit
        return LinePer(per.number, unit, unit)
    if singular is not None:
        number = _confirmed(row, singular.number, is_certain=singular.is_certain)
        return LinePer(number, singular.unit, singular.unit or row.singular_text)
    plural = parse_per(row.unit)
    if plural is not None and plural.number != 1:
        return LinePer(_confirmed(row, plural.number, is_certain=False), "", row.unit)
    return LinePer(Decimal(1), "", "")


def _confirmed(row: Row, number: Decimal, *, is_certain: bool) -> Decimal:
    """The number, or 1 when the amount on the sheet, or the doubt, speaks for 1."""
    quantity, rate, stated = row.quantity.value, row.rate.value, row.amount.value
    if number == 1 or quantity is None or rate is None:
        return number if is_certain else Decimal(1)
    if not stated:
        return number if is_certain else Decimal(1)
    by_number = abs(compute_amount(quantity, rate, number) - stated)
    by_one = abs(compute_amount(quantity, rate) - stated)
    return number if by_number <= by_one else Decimal(1)


def _report_unreadable(view: SheetView, layout: TableLayout, row: Row) -> None:
    view.report(
        Level.WARNING,
        Code.NUMBER_UNREADABLE,
        (row.number, layout.columns.get(Role.PER) or 1),
        f'"{row.per_text}" does not say how many units the rate of {row.name} is for; '
        "1 is used",
        found=row.per_text,
        expected="a number, or a unit",
    )
