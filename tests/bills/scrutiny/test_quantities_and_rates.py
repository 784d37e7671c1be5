"""Quantities past what was agreed or executed, changed rates and repeated items are on the card."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.scrutiny.card import Verdict
from bills.domain.scrutiny.check import compute_scrutiny
from tests.bills.actions.workbooks import CABLE, LIGHT, Item, bill_1, example_slip
from tests.bills.scrutiny.bills import (
    First,
    Second,
    change_item,
    of,
    one,
    without_item,
)
from tests.golden.works import example, item, work


def test_more_than_was_executed_is_wrong_with_both_cells() -> None:
    first = First()
    card = first.card(change_item(first.bill, 2, quantity=Decimal(16)))
    line = one(card, "Quantities", Verdict.WRONG)
    assert "16 is billed, past the 15 of the workslip" in line.finding
    assert (line.cells, line.source_cells) == (("Bill!B13",), ("WorkSlip!G11",))


def test_less_than_was_executed_is_a_remark() -> None:
    first = First()
    card = first.card(change_item(first.bill, 2, quantity=Decimal(14)))
    assert "14 is billed, less than the 15" in (
        one(card, "Quantities", Verdict.REMARK).finding
    )


def test_more_than_the_estimate_is_wrong() -> None:
    estimate = example()
    bill = compute_first_bill(estimate, BillAction.ESTIMATE_FIRST_PART, BillInputs())
    bill = change_item(bill, 1, quantity=Decimal(21))
    card = compute_scrutiny(bill, sheet="Bill", source=estimate)
    line = one(card, "Quantities", Verdict.WRONG)
    assert "21 is billed, past the 20 of the estimate" in line.finding


def test_an_executed_item_that_the_bill_lacks_is_wrong() -> None:
    first = First()
    line = one(first.card(without_item(first.bill, 2)), "Quantities", Verdict.WRONG)
    assert "is not in this bill; its quantity is 15" in line.finding


def test_an_item_without_executed_quantity_is_not_missed() -> None:
    slip = example_slip(
        items=[
            Item(CABLE, "Mtrs", "100", "134.00", ("90",)),
            Item(LIGHT, "Nos", "20", "1228.50", ("0",)),
        ]
    )
    card = First(slip).card()
    assert of(card, "Quantities", Verdict.WRONG) == []


def test_quantity_past_the_agreed_one_is_a_remark_when_it_is_on_an_ae_line() -> None:
    line = one(First().card(), "Agreed quantities", Verdict.REMARK)
    assert "120 is billed, past the agreed 100; 20 of it is on AE lines" in line.finding
    assert line.source_cells == ("WorkSlip!D9",)


def test_quantity_past_the_agreed_one_on_the_item_line_is_wrong() -> None:
    first = First()
    bill = change_item(without_item(first.bill, 1), 0, quantity=Decimal(120))
    line = one(first.card(bill), "Agreed quantities", Verdict.WRONG)
    assert line.finding.endswith("the item line alone has 120")


def test_what_was_billed_on_the_item_line_before_may_stay_there() -> None:
    card = Second(before=bill_1("110")).card()
    assert of(card, "Agreed quantities", Verdict.WRONG) == []
    assert "10 of it is on AE lines" in (
        one(card, "Agreed quantities", Verdict.REMARK).finding
    )


def test_an_item_that_the_workslip_lacks_is_a_remark() -> None:
    slip = example_slip(items=[Item(CABLE, "Mtrs", "100", "134.00", ("120",))])
    line = one(Second(slip).card(), "Quantities", Verdict.REMARK)
    assert "is not in the workslip; 5 is billed" in line.finding


def test_another_rate_than_that_of_the_source_is_wrong_with_both_rates() -> None:
    first = First()
    card = first.card(change_item(first.bill, 2, rate=Decimal("1229")))
    line = one(card, "Rates", Verdict.WRONG)
    assert "the rate is 1229, but 1228.5 in the workslip" in line.finding
    assert (line.cells, line.source_cells) == (("Bill!E13",), ("WorkSlip!E11",))


def test_another_rate_on_an_ae_line_is_wrong() -> None:
    first = First()
    card = first.card(change_item(first.bill, 1, rate=Decimal("135")))
    assert one(card, "Rates", Verdict.WRONG).cells == ("Bill!E12",)


def test_a_rate_that_changed_since_the_last_bill_is_a_remark_with_both_rates() -> None:
    slip = example_slip(
        items=[
            Item(CABLE, "Mtrs", "100", "140.00", ("120",)),
            Item(LIGHT, "Nos", "20", "1228.50", ("15",)),
        ]
    )
    line = one(Second(slip).card(), "Rates", Verdict.REMARK)
    assert "it is 134 here and 140 in the workslip" in line.finding
    assert (line.cells, line.source_cells) == (("Bill!E12",), ("WorkSlip!E9",))


def test_another_rate_than_that_of_the_last_bill_is_wrong() -> None:
    second = Second()
    card = second.card(change_item(second.bill, 2, rate=Decimal("1000")))
    line = one(card, "Rates", Verdict.WRONG)
    assert "the rate is 1000, but 1228.5 in the last bill" in line.finding


def test_an_item_that_stands_twice_is_a_remark_with_its_cells() -> None:
    source = work(
        item("LED street light", "5", "700.00"),
        item("Ceiling fan", "2", "900.00"),
        item("LED  Street Light", "3", "700.00", "No"),
        item("LED street light", "3", "701.00"),
    )
    bill = compute_first_bill(source, BillAction.ESTIMATE_FIRST_PART, BillInputs())
    card = compute_scrutiny(bill, sheet="Bill", source=source)
    line = one(card, "Repeated items", Verdict.REMARK)
    assert line.cells == ("Bill!D11", "Bill!D13")
    assert "stands 2 times with the same unit and rate, 700" in line.finding


def test_a_line_of_another_sheet_of_the_work_is_named_by_its_own_place() -> None:
    first = First()
    *others, fan = first.source.lines
    fan = replace(fan, place="Extra Items!D7")
    first.source = replace(first.source, lines=(*others, fan))
    card = first.card(change_item(first.bill, 3, quantity=Decimal(3)))
    line = one(card, "Quantities", Verdict.WRONG)
    assert (line.cells, line.source_cells) == (("Bill!B15",), ("Extra Items!D7",))
