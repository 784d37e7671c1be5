"""A made bill as it will stand on its sheet, beside all that it is compared with; the checks are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bills.domain.bill import BillHeading, BillLine, BillTotals, FirstBill
from bills.domain.earlier import EarlierBill, compute_work_key
from bills.domain.header import BillHeader
from bills.domain.inputs import BillInputs
from bills.domain.item_groups import ItemGroup, group_lines
from bills.domain.nth_bill import NthBill
from bills.domain.nth_line import NthLine
from bills.domain.scrutiny.exact import work_out
from bills.domain.scrutiny.pairs import Pairs, pair_items
from bills.domain.sheet_plan import PLANS
from bills.domain.table_header import Role
from bills.domain.work import Line, LineKind, SheetKind, Work

_AE = re.compile(r"AE\s*\d*", re.IGNORECASE)
_EXECUTED = {
    Role.QUANTITY: Role.EXECUTED_QUANTITY,
    Role.AMOUNT: Role.EXECUTED_AMOUNT,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One bill under scrutiny.

    `made` is the bill in the shape in which a sheet is read: `amount` is what the bill
    says, with the cells that it will have.
    """

    made: Work
    items: tuple[Line, ...]
    amounts: tuple[Decimal | None, ...]  # of the items, worked out; None waits
    groups: Sequence[ItemGroup]  # the items with their AE lines
    by_source: Pairs  # these beside the items of the source
    by_measured: Pairs | None  # and beside those of `measured`
    header: BillHeader
    totals: Mapping[Role, BillTotals | None]  # by amount column; None waits
    source: Work  # the estimate, the workslip or the bill before
    workslip: Work | None  # that brought a later bill up to date
    inputs: BillInputs
    earlier: Sequence[EarlierBill]  # of the register; oldest first
    has_key: bool  # whether the work can be found in the register at all

    @property
    def is_first(self) -> bool:
        return self.made.kind is SheetKind.FIRST_BILL

    @property
    def measured(self) -> Work | None:
        """The sheet that says how much was agreed or executed."""
        return self.source if self.is_first else self.workslip

    def total_cell(self, role: Role, row: int) -> str:
        """The cell of the sub total, premium or total (rows 0, 1, 2) of a column."""
        last = self.made.lines[-1].row if self.made.lines else self.made.header_row
        return f"{self.made.sheet}!{self.made.columns[role.value]}{last + 1 + row}"

    def header_cell(self, row: int) -> str:
        return f"{self.made.sheet}!A{row}"


def open_case(
    bill: FirstBill | NthBill,
    *,
    sheet: str,
    source: Work,
    workslip: Work | None = None,
    inputs: BillInputs | None = None,
    earlier: Sequence[EarlierBill] = (),
) -> Case:
    """The bill beside its sources; `sheet` is the name of its own sheet."""
    made = _as_work(bill, sheet)
    groups = items_with_excess(made)
    by_source = _pair_with(source, groups, is_first=isinstance(bill, FirstBill))
    by_measured = _pair_with(workslip, groups, is_first=True) if workslip else None
    return Case(
        made=made,
        items=made.items,
        amounts=tuple(map(work_out, made.items)),
        groups=groups,
        by_source=by_source,
        by_measured=by_source if isinstance(bill, FirstBill) else by_measured,
        header=bill.header,
        totals=_totals(bill),
        source=source,
        workslip=workslip,
        inputs=inputs or BillInputs(),
        earlier=earlier,
        has_key=bool(compute_work_key(bill.header.agreement, bill.header.name_of_work)),
    )


def _pair_with(source: Work, groups: Sequence[ItemGroup], *, is_first: bool) -> Pairs:
    """The items beside those of a source; of a bill before, its quantity is now previous."""
    return pair_items(
        groups,
        items_with_excess(source),
        lambda line: line.quantity if is_first else line.previous_quantity,
    )


def _as_work(bill: FirstBill | NthBill, sheet: str) -> Work:
    if isinstance(bill, FirstBill):
        kind, totals = SheetKind.FIRST_BILL, bill.totals
    else:
        kind, totals = SheetKind.NTH_BILL, bill.previous
    plan = PLANS[bill.action.layout]
    return Work(
        sheet=sheet,
        kind=kind,
        title=bill.header.title,
        header_row=plan.first_row - 1,
        columns=plan.columns,
        lines=tuple(
            _as_line(line, row)
            for row, line in enumerate(bill.lines, start=plan.first_row)
        ),
        premium=totals.premium,
    )


def _totals(bill: FirstBill | NthBill) -> dict[Role, BillTotals | None]:
    if isinstance(bill, FirstBill):
        return {Role.AMOUNT: bill.totals}
    return {
        Role.AMOUNT: bill.till_date,
        Role.PREVIOUS_AMOUNT: bill.previous,
        Role.SINCE_AMOUNT: bill.since_last,
    }


def _as_line(line: BillLine | NthLine | BillHeading, row: int) -> Line:
    if isinstance(line, BillHeading):
        return Line(LineKind.HEADING, row, line.text)
    if isinstance(line, BillLine):
        is_excess = not line.serial and bool(_AE.fullmatch(line.description))
        return Line(
            kind=LineKind.AE if is_excess else LineKind.ITEM,
            row=row,
            description=line.description,
            serial=line.serial,
            quantity=line.quantity,
            unit=line.unit,
            rate=line.rate,
            per=line.per,
            unit_singular=line.unit_singular,
            amount=line.amount,
        )
    return Line(
        kind=LineKind.AE if line.is_excess else LineKind.ITEM,
        row=row,
        description=line.description,
        serial=line.serial,
        quantity=line.till_date,
        unit=line.unit,
        rate=line.rate,
        per=line.per,
        amount=line.value,
        previous_quantity=line.previous_quantity,
        previous_amount=line.previous_amount,
        since_quantity=line.since_quantity,
        since_amount=line.since_amount,
    )


def items_with_excess(work: Work) -> list[ItemGroup]:
    return [entry for entry in group_lines(work.lines) if isinstance(entry, ItemGroup)]


def cell_of(work: Work, line: Line, role: Role) -> str:
    """The cell of one figure of a line; in a workslip that of its current phase.

    A line of a work that is read from several sheets has the place of its quantity only.
    """
    if line.place:
        return line.place
    executed = _EXECUTED.get(role, role)
    letter = work.columns.get(executed.value) or work.columns.get(role.value) or "A"
    return f"{work.sheet}!{letter}{line.row}"


def agreed_cell_of(work: Work, line: Line) -> str:
    """The cell of the estimated quantity of a workslip's line."""
    if line.place:
        return line.place
    return f"{work.sheet}!{work.columns.get(Role.QUANTITY.value, 'A')}{line.row}"


def column_cells(work: Work, lines: Sequence[Line], role: Role) -> tuple[str, ...]:
    """The stretch of a column from the first to the last of the lines: `Bill!H11:H62`."""
    if not lines:
        return ()
    first, last = cell_of(work, lines[0], role), cell_of(work, lines[-1], role)
    if first.rpartition("!")[0] != last.rpartition("!")[0]:
        return first, last
    return (first if first == last else f"{first}:{last.rpartition('!')[2]}",)
