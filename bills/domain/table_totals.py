"""The rows under the items: what they state, whether it adds up, and the tender premium; items are in tables.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from bills.domain.grid import cell_name
from bills.domain.labels import CESSES, TOTALS, RowKind, RowLabel
from bills.domain.money import compute_premium, format_indian, round_to_paisa
from bills.domain.premium import derive_percent
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import NumberCell, SheetView
from bills.domain.texts import format_value
from bills.domain.work import PremiumType, TenderPremium

ZERO = Decimal(0)


@dataclass(slots=True)
class SumRow:
    """One row that is no item and has, or could have, an amount."""

    label: RowLabel
    row: int
    column: int
    text: str
    amount: NumberCell
    is_negative: bool = False  # its words take the amount away
    items_before: int = 0
    items_sum: Decimal = ZERO  # of all items above the row
    part_sum: Decimal = ZERO  # of the items since the last total
    others: dict[str, NumberCell] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, int]:
        return self.row, self.column


@dataclass(slots=True)
class Totals:
    """What the rows under the items say."""

    premium: TenderPremium | None = None
    sub_total: Decimal | None = None
    premium_amount: Decimal | None = None
    total: SumRow | None = None
    old_material: Decimal | None = None
    percentages: dict[str, Decimal] = field(default_factory=dict)


def compute_totals(view: SheetView, rows: list[SumRow], *, is_estimate: bool) -> Totals:
    """What the sum rows state, with a warning wherever their figures do not follow."""
    for row in rows:
        _report_bad_amount(view, row)
    _check_sums(view, rows)
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


def _check_sums(view: SheetView, rows: list[SumRow]) -> None:
    """Every total against the items above it, or the last total and what follows it."""
    base: Decimal | None = None
    additions: list[Decimal | None] = []
    unused = ZERO
    items_before = 0
    for row in rows:
        if row.label.kind not in TOTALS:
            additions.append(_signed(row))
            if row.label.kind is RowKind.UNUSED_PREMIUM:
                unused += row.amount.value or ZERO
            continue
        if row.amount.value is None:
            base = None
        else:
            has_items = row.items_before > items_before
            expected = _expected_totals(row, base, additions, has_items=has_items)
            # A workslip adds the unused premium; elsewhere it is only told.
            _check_total(view, row, [*expected, *(e - unused for e in expected)])
            base = row.amount.value
        additions, unused, items_before = [], ZERO, row.items_before


def _expected_totals(
    row: SumRow,
    base: Decimal | None,
    additions: list[Decimal | None],
    *,
    has_items: bool,
) -> list[Decimal]:
    """The figures that would be right, the likeliest first; none when one is unknown."""
    if None in additions:
        return []
    added = sum((a for a in additions if a is not None), ZERO)
    if has_items:
        return [row.items_sum + added, row.part_sum + added]
    if base is None:
        return []
    # A Total that repeats the items after a Sub Total is right as well.
    return [base + added, row.items_sum + added, row.items_sum]


def _signed(row: SumRow) -> Decimal | None:
    """What the row adds; None when its amount or its sign is not known."""
    if row.label.kind is RowKind.UNUSED_PREMIUM and row.amount.is_blank:
        return ZERO
    premium = row.label.premium
    is_open = premium is not None and premium.type is None
    if row.amount.value is None or (is_open and row.amount.value > 0):
        return None
    return -abs(row.amount.value) if row.is_negative else row.amount.value


def _check_total(view: SheetView, row: SumRow, expected: list[Decimal]) -> None:
    stated = row.amount.value
    if stated is None or not expected:
        return
    if any(round_to_paisa(stated) == round_to_paisa(figure) for figure in expected):
        return
    view.report(
        Level.WARNING,
        Code.TOTAL_MISMATCH,
        row.place,
        f'"{row.text}" is {format_indian(stated)} but its rows come to '
        f"{format_indian(expected[0])}",
        found=format_indian(stated),
        expected=format_indian(expected[0]),
    )
