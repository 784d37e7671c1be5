"""Dates out of order, a number out of turn and a bill after the final one are on the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bills.domain.bill import BillAction
from bills.domain.scrutiny.card import Verdict
from tests.bills.actions.test_sources_of_a_later_bill import changed
from tests.bills.actions.workbooks import bill_1
from tests.bills.scrutiny.bills import (
    INPUTS_2,
    First,
    Second,
    earlier_bill,
    of,
    one,
)
from tests.golden.works import INPUTS


def test_dates_out_of_order_are_wrong() -> None:
    card = First(inputs=replace(INPUTS, domr=date(2026, 9, 1))).card()
    line = one(card, "Dates", Verdict.WRONG)
    assert line.finding == "DOMR 01-09-2026 is before DOC 30-09-2026"
    assert line.cells == ("Bill!A9",)


def test_missing_dates_are_not_checked_and_named() -> None:
    card = First(inputs=replace(INPUTS, doc=None, dobr=None)).card()
    line = one(card, "Dates", Verdict.NOT_CHECKED)
    assert line.finding == "DOC, DOBR: not filled in, or not a date"
    assert "DOI 01-04-2026, DOMR 12-10-2026 follow" in (
        one(card, "Dates", Verdict.RIGHT).finding
    )


def test_a_bill_raised_before_the_last_one_is_wrong() -> None:
    inputs = replace(INPUTS_2, domr=date(2026, 10, 10), dobr=date(2026, 10, 15))
    line = one(Second(inputs=inputs).card(), "Dates", Verdict.WRONG)
    assert line.finding == "DOBR 15-10-2026 is before DOBR 20-10-2026 of the last bill"
    assert line.source_cells == ("Bill!A9",)


def test_a_number_that_follows_is_right() -> None:
    line = one(Second().card(), "Bill number", Verdict.RIGHT)
    assert (
        line.finding == 'the bill is the Second, which follows "CC First & Part Bill"'
    )


def test_a_first_bill_without_a_title_is_followed_by_the_second() -> None:
    card = Second(before=changed(bill_1(), A1=None)).card()
    line = one(card, "Bill number", Verdict.RIGHT)
    assert line.finding == "the bill is the Second, which follows the bill before"


def test_a_number_out_of_turn_is_a_remark() -> None:
    card = Second(inputs=replace(INPUTS_2, number=4)).card()
    line = one(card, "Bill number", Verdict.REMARK)
    assert line.finding == (
        'the bill is the Fourth, but after "CC First & Part Bill" comes the Second'
    )


def test_a_bill_after_a_final_bill_is_wrong() -> None:
    before = changed(bill_1(), A1="CC First & Final Bill")
    line = one(Second(before=before).card(), "Bill number", Verdict.WRONG)
    assert '"CC First & Final Bill" is a final bill' in line.finding


def test_a_final_bill_of_the_register_is_found() -> None:
    earlier = [
        earlier_bill(1, title="CC First & Final Bill", is_final=True),
    ]
    line = one(Second().card(earlier=earlier), "Bill number", Verdict.WRONG)
    assert '"CC First & Final Bill" of job 7 is a final bill' in line.finding


def test_a_final_bill_that_was_made_again_as_a_part_bill_does_not_count() -> None:
    earlier = [
        earlier_bill(1, title="CC First & Final Bill", is_final=True),
        earlier_bill(1, job_number=9),
    ]
    assert of(Second().card(earlier=earlier), "Bill number", Verdict.WRONG) == []


def test_the_final_bill_itself_may_be_final() -> None:
    card = Second(action=BillAction.FIRSTPART_2ND_FINAL).card()
    assert of(card, "Bill number", Verdict.WRONG) == []


def test_a_later_bill_of_the_register_is_a_remark() -> None:
    earlier = [earlier_bill(3, title="CC Third & Part Bill", job_number=12)]
    line = one(Second().card(earlier=earlier), "Bill number", Verdict.REMARK)
    assert line.finding.startswith("a later bill was made before")
