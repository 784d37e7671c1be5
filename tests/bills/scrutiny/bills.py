"""Bills as they are computed and their cards; a test changes one figure and looks for it on the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from bills.domain.bill import BillAction, FirstBill, compute_first_bill
from bills.domain.earlier import EarlierBill
from bills.domain.inputs import BillInputs
from bills.domain.nth_bill import NthBill, compute_nth_bill
from bills.domain.scrutiny.card import ScrutinyCard, ScrutinyLine, Verdict
from bills.domain.scrutiny.check import compute_scrutiny
from bills.domain.work import Work
from tests.bills.actions.workbooks import (
    Slip,
    bill_1,
    example_slip,
    read_one,
    workslip_file,
)
from tests.golden.works import INPUTS

# Of the second bill: other pages and later dates than those of the first.
INPUTS_2 = BillInputs(
    *("112", "19", "30", "114", "10", "14"),
    doi=date(2026, 4, 1),
    doc=date(2026, 9, 30),
    domr=date(2026, 11, 2),
    dobr=date(2026, 11, 9),
)
AnyBill = TypeVar("AnyBill", FirstBill, NthBill)


class First:
    """The first bill of workslip 1 of the example: 100 + AE1 20, 15, and fans 2."""

    def __init__(self, slip: Slip | None = None, inputs: BillInputs = INPUTS) -> None:
        self.source = read_one(workslip_file(slip or example_slip()))
        self.inputs = inputs
        action = BillAction.WORKSLIP_FIRST_PART
        self.bill = compute_first_bill(self.source, action, inputs)

    def card(
        self, bill: FirstBill | None = None, earlier: Sequence[EarlierBill] = ()
    ) -> ScrutinyCard:
        return compute_scrutiny(
            bill or self.bill,
            sheet="Bill",
            source=self.source,
            inputs=self.inputs,
            earlier=earlier,
        )


class Second:
    """Bill 2 of the example: bill 1 of 60 and 5, brought up to date by workslip 1."""

    def __init__(
        self,
        slip: Slip | None = None,
        inputs: BillInputs = INPUTS_2,
        *,
        before: bytes | None = None,
        has_slip: bool = True,
        action: BillAction = BillAction.FIRSTPART_NTH_PART,
    ) -> None:
        self.source = read_one(before or bill_1())
        self.workslip: Work | None = None
        if has_slip:
            self.workslip = read_one(workslip_file(slip or example_slip()))
        self.inputs = inputs
        self.bill = compute_nth_bill(
            self.source, action, inputs, workslip=self.workslip
        )

    def card(
        self, bill: NthBill | None = None, earlier: Sequence[EarlierBill] = ()
    ) -> ScrutinyCard:
        return compute_scrutiny(
            bill or self.bill,
            sheet="Bill",
            source=self.source,
            workslip=self.workslip,
            inputs=self.inputs,
            earlier=earlier,
        )


def change_item(bill: AnyBill, number: int, **values: Any) -> AnyBill:
    """The bill with other values on one of its priced lines, counted from 0."""
    target = bill.items[number]
    lines = tuple(
        replace(line, **values) if line is target else line for line in bill.lines
    )
    return replace(bill, lines=lines)


def without_item(bill: AnyBill, number: int) -> AnyBill:
    target = bill.items[number]
    lines = tuple(line for line in bill.lines if line is not target)
    return replace(bill, lines=lines)


def of(card: ScrutinyCard, check: str, verdict: Verdict) -> list[ScrutinyLine]:
    return [
        line for line in card.lines if line.check == check and line.verdict is verdict
    ]


def wrong(card: ScrutinyCard) -> list[tuple[str, str]]:
    """Check and cells of every wrong line."""
    return [
        (line.check, line.places)
        for line in card.lines
        if line.verdict is Verdict.WRONG
    ]


def one(card: ScrutinyCard, check: str, verdict: Verdict) -> ScrutinyLine:
    (line,) = of(card, check, verdict)
    return line


def earlier_bill(number: int = 1, **changes: object) -> EarlierBill:
    values: dict[str, object] = {
        "title": "CC First & Part Bill",
        "number": number,
        "is_final": False,
        "mb_details": "MB.No. 112 P.No. 3 to 18 (Measurements)",
        "made_on": date(2026, 10, 21),
        "job_number": 7,
    }
    return EarlierBill(**values | changes)  # type: ignore[arg-type]  # of the fields
