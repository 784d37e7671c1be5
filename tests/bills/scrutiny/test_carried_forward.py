"""What a later bill deducts is what the bill before billed, line by line; since last follows from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bills.domain.nth_line import NthLine
from bills.domain.scrutiny.card import Verdict
from tests.bills.actions.test_sources_of_a_later_bill import changed
from tests.bills.actions.workbooks import (
    CABLE,
    LIGHT,
    Item,
    Slip,
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.bills.scrutiny.bills import (
    Second,
    change_item,
    of,
    one,
    without_item,
    wrong,
)


def test_another_previous_quantity_is_found() -> None:
    second = Second()
    card = second.card(change_item(second.bill, 0, previous_quantity=Decimal(50)))
    line = one(card, "Carried forward", Verdict.WRONG)
    assert "50 for 8,040.00 is deducted, but 60 for 8,040.00 was billed" in line.finding
    assert line.cells == ("Bill!G12", "Bill!H12")
    assert line.source_cells == ("Bill!B11", "Bill!H11")


def test_another_previous_amount_is_found() -> None:
    second = Second()
    card = second.card(change_item(second.bill, 2, previous_amount=Decimal("6142.51")))
    line = one(card, "Carried forward", Verdict.WRONG)
    assert "5 for 6,142.51 is deducted, but 5 for 6,142.50 was billed" in line.finding


def test_the_amount_as_billed_is_right_though_it_is_not_quantity_times_rate() -> None:
    second = Second(before=changed(bill_1(), H11=8000))
    assert second.bill.items[0].previous_amount == 8000
    assert wrong(second.card()) == []


def test_a_total_other_than_the_one_paid_is_found() -> None:
    second = Second(before=changed(bill_1(), H15=13000))
    line = one(second.card(), "Carried forward", Verdict.WRONG)
    assert line.finding == (
        "the total deducted is 13,544.29, but the bill before states 13,000.00"
    )


def test_a_line_that_vanished_is_found_with_what_was_billed_on_it() -> None:
    second = Second()
    card = second.card(without_item(second.bill, 2))
    (line, *_) = of(card, "Carried forward", Verdict.WRONG)
    assert "of the bill before is not in this bill" in line.finding
    assert "5 for 6,142.50 was billed on it" in line.finding
    assert line.source_cells == ("Bill!B12", "Bill!H12")


def test_new_lines_are_listed() -> None:
    lines = of(Second().card(), "New lines", Verdict.REMARK)
    assert [line.cells for line in lines] == [("Bill!B13",), ("Bill!B16",)]
    assert lines[0].finding.startswith('AE1 of item 1 "Supply and run')


def test_something_deducted_on_a_new_line_is_found() -> None:
    second = Second()
    card = second.card(change_item(second.bill, 3, previous_amount=Decimal(500)))
    line = one(card, "Carried forward", Verdict.WRONG)
    assert line.finding.endswith("but nothing was billed on it before")


def test_items_written_alike_are_told_apart_by_what_was_billed() -> None:
    slip = Slip(
        items=[
            Item(CABLE, "Mtrs", "100", "134.00", (quantity,))
            for quantity in ("30", "50")
        ]
    )
    before = made(make(workslip_file(slip), "workslip_first_part"))
    second = Second(slip, before=before)
    assert of(second.card(), "Carried forward", Verdict.WRONG) == []
    first, last = second.bill.lines
    turned = replace(second.bill, lines=(last, first))
    assert of(second.card(turned), "Carried forward", Verdict.WRONG) == []


def test_a_wrong_amount_since_last_is_found(monkeypatch) -> None:
    second = Second()
    monkeypatch.setattr(NthLine, "since_amount", property(lambda line: Decimal(1)))
    assert ("Since last", "Bill!I12, Bill!J12") in wrong(second.card())


def test_less_than_was_billed_is_a_remark_with_the_figures() -> None:
    slip = example_slip(
        items=[
            Item(CABLE, "Mtrs", "100", "134.00", ("50",)),
            Item(LIGHT, "Nos", "20", "1228.50", ("4",)),
        ],
        supplements=(),
    )
    card = Second(slip).card()
    lines = of(card, "Since last", Verdict.REMARK)
    assert "since last is -10 for -1,340.00, less than nothing" in lines[0].finding
    assert lines[0].cells == ("Bill!I12", "Bill!J12")
    assert "the total since last is -2,452.92" in lines[-1].finding
    assert wrong(card) == []


def test_a_bill_before_without_a_total_is_not_compared() -> None:
    cells = {f"{letter}{row}": None for letter in "DH" for row in (13, 14, 15)}
    card = Second(before=changed(bill_1(), **cells)).card()
    line = one(card, "Carried forward", Verdict.NOT_CHECKED)
    assert "states no total" in line.finding
