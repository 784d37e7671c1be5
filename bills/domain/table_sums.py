"""Whether the sums under the items add up, and which rows a SUM leaves out; what they state is in table_totals.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bills.domain.formula_text import parse_shape
from bills.domain.grid import cell_name
from bills.domain.labels import TOTALS, RowKind, RowLabel
from bills.domain.money import format_indian, round_to_paisa
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import NumberCell, SheetView
from bills.domain.work import Line

ZERO = Decimal(0)

# Cells that a message names one by one.
MOST_NAMED = 10


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


def check_sums(view: SheetView, rows: Sequence[SumRow], items: Sequence[Line]) -> None:
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
            expected += [figure - unused for figure in expected]
            if _is_contrary(row, expected):
                left_out = _rows_left_out(view, row, rows, items)
                _report_contrary(view, row, expected[0], left_out)
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


def _is_contrary(row: SumRow, expected: Sequence[Decimal]) -> bool:
    stated = row.amount.value
    if stated is None or not expected:
        return False
    paise = round_to_paisa(stated)
    return all(round_to_paisa(figure) != paise for figure in expected)


def _report_contrary(
    view: SheetView, row: SumRow, expected: Decimal, left_out: Sequence[int]
) -> None:
    stated = format_indian(row.amount.value or ZERO)
    message = f'"{row.text}" is {stated} but its rows come to {format_indian(expected)}'
    if left_out:
        cells = [cell_name(number, row.column) for number in left_out]
        more = len(cells) - MOST_NAMED
        named = ", ".join(cells[:MOST_NAMED]) + (
            f" and {more} more" if more > 0 else ""
        )
        message += f"; its formula leaves out {named}"
    view.report(
        Level.WARNING,
        Code.TOTAL_MISMATCH,
        row.place,
        message,
        found=stated,
        expected=format_indian(expected),
    )


def _rows_left_out(
    view: SheetView, row: SumRow, rows: Sequence[SumRow], items: Sequence[Line]
) -> list[int]:
    """The items above a sum, or since the total before it, that its formula does not name."""
    cell = view.sheet.cell(row.row, row.column)
    formula = cell.formula if cell else None
    named = _rows_named(formula, row.row, row.column) if formula else []
    priced = [line.row for line in items if line.amount and line.row < row.row]
    if not any(number in span for span in named for number in priced):
        return []
    totals = [r.row for r in rows if r.label.kind in TOTALS and r.row < row.row]
    begin = max(totals, default=0)
    if min(span.start for span in named) > begin:
        priced = [number for number in priced if number > begin]
    return [n for n in priced if not any(n in span for span in named)]


def _rows_named(formula: str, row: int, column: int) -> list[range]:
    """The rows of one column of its own sheet that a formula names."""
    return [
        range(reference.first_row, reference.last_row + 1)
        for reference in parse_shape(formula, row).references
        if reference.sheet is None
        and reference.first_column <= column <= reference.last_column
    ]
