"""The rows under the items: what they state, and the tender premium; whether they add up is checked in table_sums.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bills.domain.grid import cell_name
from bills.domain.labels import CESSES, TOTALS, RowKind
from bills.domain.money import compute_premium, format_indian, round_to_paisa
from bills.domain.premium import derive_percent
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import NumberCell, SheetView
from bills.domain.table_sums import SumRow, check_sums
from bills.domain.texts import format_value
from bills.domain.work import Line, PremiumType, TenderPremium

ZERO = Decimal(0)


@dataclass(slots=True)
class Totals:
    """What the rows under the items say."""

    premium: TenderPremium | None = None
    sub_total: Decimal | None = None
    premium_amount: Decimal | None = None
    total: SumRow | None = None
    row: int = 0  # of the total, also where it still waits for a quantity
    # By role of the column: also where the total till date still waits for a quantity.
    others: dict[str, NumberCell] = field(default_factory=dict)
    old_material: Decimal | None = None
    percentages: dict[str, Decimal] = field(default_factory=dict)


def compute_totals(
    view: SheetView, rows: list[SumRow], items: Sequence[Line], *, is_estimate: bool
) -> Totals:
    """What the sum rows state, with a warning wherever their figures do not follow."""
    for row in rows:
        _report_bad_amount(view, row)
    check_sums(view, rows, items)
    totals = Totals(
        old_material=_old_material(rows),
        percentages={
            row.label.kind.value: row.label.percent
            for row in rows
            if row.label.kind in CESSES and row.label.percent is not None
        },
    )
    position = _premium_position(view, rows)
    totals.sub_total = _find_sub_total(rows, position, is_estimate=is_estimate)
    if position is not None:
        base = _premium_base(rows, position, totals.sub_total)
        totals.premium = _read_premium(view, rows, position, base)
        amount = rows[position].amount.value
        totals.premium_amount = None if amount is None else abs(amount)
    totals.total = _find_total(rows)
    last = totals.total or _find_waiting_total(rows)
    totals.others = last.others if last else {}
    totals.row = last.row if last else 0
    return totals


def _report_bad_amount(view: SheetView, row: SumRow) -> None:
    if row.amount.code is not None:
        view.report(
            Level.WARNING,
            row.amount.code,
            row.place,
            f'the amount of "{row.text}" is {row.amount.found}',
            found=row.amount.found,
            expected="a number",
        )


def _old_material(rows: list[SumRow]) -> Decimal | None:
    amounts = [
        abs(row.amount.value)
        for row in rows
        if row.label.kind is RowKind.OLD_MATERIAL and row.amount.value is not None
    ]
    return sum(amounts, ZERO) if amounts else None


def _find_total(rows: list[SumRow]) -> SumRow | None:
    """The last Grand Total that has an amount, else the last Total."""
    for kind in (RowKind.GRAND_TOTAL, RowKind.TOTAL):
        found = [r for r in rows if r.label.kind is kind and r.amount.value is not None]
        if found:
            return found[-1]
    return None


def _find_waiting_total(rows: list[SumRow]) -> SumRow | None:
    """The last Total that states a figure in another column than its own."""
    found = [
        row
        for row in rows
        if row.label.kind in (RowKind.GRAND_TOTAL, RowKind.TOTAL)
        and any(number.value is not None for number in row.others.values())
    ]
    return found[-1] if found else None


def _find_sub_total(
    rows: list[SumRow], premium: int | None, *, is_estimate: bool
) -> Decimal | None:
    """The stated sum of the items: what the premium is on, the ECV, or the Sub Total."""
    if premium is not None:
        above = [r for r in rows[:premium] if r.label.kind in TOTALS]
        if above:
            return above[-1].amount.value
    wanted = [RowKind.SUB_TOTAL]
    if is_estimate:
        wanted.insert(0, RowKind.ECV)
    for kind in wanted:
        found = [r for r in rows if r.label.kind is kind and r.amount.value is not None]
        if found:
            return found[-1].amount.value
    return None


def _premium_base(
    rows: list[SumRow], position: int, sub_total: Decimal | None
) -> Decimal | None:
    """What the premium is a percentage of: in a workslip less the old material."""
    if sub_total is None:
        return None
    above = rows[:position]
    totals = [n for n, row in enumerate(above) if row.label.kind in TOTALS]
    between = above[totals[-1] :] if totals else above
    deducted = (
        abs(row.amount.value)
        for row in between
        if row.label.kind is RowKind.OLD_MATERIAL and row.amount.value is not None
    )
    return sub_total - sum(deducted, ZERO)


def _premium_position(view: SheetView, rows: list[SumRow]) -> int | None:
    """The T.P row that counts: the last that states a percentage or an amount."""
    stated = [
        position
        for position, row in enumerate(rows)
        if row.label.kind is RowKind.PREMIUM
        and (row.label.percent is not None or row.amount.value is not None)
    ]
    if len(stated) > 1:
        row = rows[stated[-1]]
        view.report(
            Level.WARNING,
            Code.TP_AMBIGUOUS,
            row.place,
            f'there are {len(stated)} T.P rows; "{row.text}" is used',
            found=row.text,
            expected="one T.P row",
        )
    return stated[-1] if stated else None


def _read_premium(
    view: SheetView, rows: list[SumRow], position: int, base: Decimal | None
) -> TenderPremium | None:
    row = rows[position]
    percent = row.label.percent
    if percent is None:
        percent = _percent_of_amount(view, row, base)
    if percent is None:
        return None
    kind = _premium_type(view, rows, position, percent)
    _check_premium_amount(view, row, percent, base)
    return TenderPremium(percent, kind, cell_name(*row.place))


def _percent_of_amount(
    view: SheetView, row: SumRow, base: Decimal | None
) -> Decimal | None:
    amount = row.amount.value
    percent = None
    if amount is not None and base is not None:
        percent = derive_percent(amount, base)
    if percent is None:
        view.report(
            Level.ERROR,
            Code.TP_AMBIGUOUS,
            row.place,
            f'"{row.text}" states no percentage and its amount gives none',
            found=row.amount.found,
            expected="a percentage, as in T.P @ 4.5 % Less",
        )
    return percent


def _premium_type(
    view: SheetView, rows: list[SumRow], position: int, percent: Decimal
) -> PremiumType:
    """Excess or Less: by the words, the totals, the sign, in that order."""
    row = rows[position]
    stated = row.label.premium.type if row.label.premium else None
    if stated is not None:
        return stated
    by_totals = _type_by_totals(rows, position)
    if by_totals is not None:
        return by_totals
    if row.amount.value is not None and row.amount.value < 0:
        return PremiumType.LESS
    if percent != 0:
        view.report(
            Level.WARNING,
            Code.TP_AMBIGUOUS,
            row.place,
            f'"{row.text}" does not say Less or Excess; Excess is used',
            found=row.text,
            expected="Less or Excess",
        )
    return PremiumType.EXCESS


def _type_by_totals(rows: list[SumRow], position: int) -> PremiumType | None:
    above = [r for r in rows[:position] if r.label.kind in TOTALS]
    below = [r for r in rows[position:] if r.label.kind in TOTALS]
    before = above[-1].amount.value if above else None
    after = below[0].amount.value if below else None
    if before is None or after is None or before == after:
        return None
    return PremiumType.EXCESS if after > before else PremiumType.LESS


def _check_premium_amount(
    view: SheetView, row: SumRow, percent: Decimal, base: Decimal | None
) -> None:
    if row.amount.value is None or base is None:
        return
    expected = compute_premium(abs(base), percent)
    if round_to_paisa(abs(row.amount.value)) == expected:
        return
    stated = format_indian(abs(row.amount.value))
    view.report(
        Level.WARNING,
        Code.TOTAL_MISMATCH,
        row.place,
        f"the sheet gives {stated} as T.P; {format_value(percent)} % of "
        f"{format_indian(base)} is {format_indian(expected)}",
        found=stated,
        expected=format_indian(expected),
    )
