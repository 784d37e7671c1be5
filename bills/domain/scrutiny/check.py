"""The scrutiny of one bill: all checks in the order of the card; each check is in its own module."""

from __future__ import annotations

from collections.abc import Sequence

from bills.domain.bill import FirstBill
from bills.domain.earlier import EarlierBill
from bills.domain.inputs import BillInputs
from bills.domain.nth_bill import NthBill
from bills.domain.scrutiny.amounts import (
    check_amounts,
    check_stated_amounts,
    check_totals,
)
from bills.domain.scrutiny.card import ScrutinyCard
from bills.domain.scrutiny.carried import check_carried, check_since_last
from bills.domain.scrutiny.case import open_case
from bills.domain.scrutiny.measured import (
    check_quantities,
    check_rates,
    check_repeated,
)
from bills.domain.scrutiny.papers import (
    check_books,
    check_dates,
    check_number,
    check_premium,
)
from bills.domain.work import Work

CHECKS = (
    check_amounts,
    check_stated_amounts,
    check_totals,
    check_premium,
    check_carried,
    check_since_last,
    check_quantities,
    check_rates,
    check_repeated,
    check_books,
    check_dates,
    check_number,
)


def compute_scrutiny(
    bill: FirstBill | NthBill,
    *,
    sheet: str,
    source: Work,
    workslip: Work | None = None,
    inputs: BillInputs | None = None,
    earlier: Sequence[EarlierBill] = (),
) -> ScrutinyCard:
    """The card of a bill that was made from `source` and, a later one, from `workslip`.

    `sheet` is the name of the bill's own sheet; `earlier` are the bills of this work in
    the register, oldest first.
    """
    case = open_case(
        bill,
        sheet=sheet,
        source=source,
        workslip=workslip,
        inputs=inputs,
        earlier=earlier,
    )
    return ScrutinyCard(tuple(line for check in CHECKS for line in check(case)))
