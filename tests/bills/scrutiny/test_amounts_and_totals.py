"""A wrong amount or total of a made bill is found, with its cell and both figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bills.domain.nth_bill import NthBill
from bills.domain.nth_line import NthLine
from bills.domain.scrutiny.card import Verdict
from bills.domain.work import PremiumType, TenderPremium
from tests.bills.actions.test_sources_of_a_later_bill import changed
from tests.bills.actions.workbooks import Item, Slip, bill_1, example_slip
from tests.bills.scrutiny.bills import First, Second, change_item, of, one, wrong


def test_a_wrong_amount_of_a_first_bill_is_found() -> None:
    first = First()
    card = first.card(change_item(first.bill, 0, amount=Decimal("13400.01")))
    assert wrong(card) == [("Amounts", "Bill!H11")]
    line = one(card, "Amounts", Verdict.WRONG)
    assert "the amount is 13,400.01, but 100 x 134 is 13,400.00" in line.finding
    assert "3 of 4 amounts" in one(card, "Amounts", Verdict.RIGHT).finding


def test_a_rate_for_ten_units_is_divided() -> None:
    first = First()
    tampered = change_item(first.bill, 0, per=Decimal(10))
    line = one(first.card(tampered), "Amounts", Verdict.WRONG)
    assert "100 x 134 / 10 is 1,340.00" in line.finding


def test_an_amount_rounded_half_to_even_is_found() -> None:
    first = First()
    tampered = change_item(
        first.bill, 0, rate=Decimal("1.00245"), amount=Decimal("100.24")
    )
    line = one(first.card(tampered), "Amounts", Verdict.WRONG)
    assert "100.24, but 100 x 1.00245 is 100.25" in line.finding


def test_a_wrong_value_till_date_of_a_later_bill_is_found(monkeypatch) -> None:
    second = Second()
    right = vars(NthLine)["value"].fget

    def value(line):
        return right(line) + (line.serial == "2")

    monkeypatch.setattr(NthLine, "value", property(value))
    checks = wrong(second.card())
    assert ("Amounts", "Bill!F14") in checks
    assert ("Since last", "Bill!I14, Bill!J14") in checks


def many_items(count: int) -> Slip:
    return Slip(
        items=[
            Item(f"Item {n} of {n}", "Nos", "5", f"{n}.10", ("5",))
            for n in range(1, count + 1)
        ]
    )


def test_every_wrong_amount_has_a_line_up_to_a_hundred() -> None:
    first = First(many_items(120))
    bill = first.bill
    for number in range(110):
        bill = change_item(bill, number, amount=Decimal(-1))
    lines = of(first.card(bill), "Amounts", Verdict.WRONG)
    assert len(lines) == 101
    assert [line.cells[0] for line in lines[:2]] == ["Bill!H11", "Bill!H12"]
    assert lines[-1].finding.startswith("10 more like these")
    assert lines[-1].cells == ("Bill!H111", "Bill!H120")


def test_from_the_eleventh_on_remarks_are_counted() -> None:
    slip = many_items(30)
    items = [replace(item, executed=("6",)) for item in slip.items]
    lines = of(First(Slip(items=items)).card(), "Agreed quantities", Verdict.REMARK)
    assert len(lines) == 11
    assert lines[-1].finding.startswith("20 more like these")


FIRST_TOTALS = {
    "sub_total": "Bill!H16",
    "premium_amount": "Bill!H17",
    "total": "Bill!H18",
}


@pytest.mark.parametrize("name", FIRST_TOTALS)
def test_each_wrong_total_of_a_first_bill_is_found(name) -> None:
    first = First()
    totals = replace(
        first.bill.totals, **{name: getattr(first.bill.totals, name) + Decimal("0.01")}
    )
    card = first.card(replace(first.bill, totals=totals))
    assert wrong(card) == [("Totals", FIRST_TOTALS[name])]


def test_the_total_is_checked_from_the_lines_up() -> None:
    """A sub total that agrees with a wrong amount is wrong itself."""
    first = First()
    bill = change_item(first.bill, 1, amount=Decimal("2690.00"))
    totals = replace(bill.totals, sub_total=bill.totals.sub_total + 10)
    card = first.card(replace(bill, totals=totals))
    assert wrong(card) == [("Amounts", "Bill!H12"), ("Totals", "Bill!H16")]
    line = of(card, "Totals", Verdict.WRONG)[0]
    assert line.finding == (
        "Sub Total is 35,517.50, but the sum of 4 amounts = 35,507.50"
    )


@pytest.mark.parametrize(
    ("column", "name", "cell"),
    [
        ("till_date", "sub_total", "Bill!F17"),
        ("till_date", "premium_amount", "Bill!F18"),
        ("till_date", "total", "Bill!F19"),
        ("previous", "sub_total", "Bill!H17"),
        ("previous", "premium_amount", "Bill!H18"),
        ("previous", "total", "Bill!H19"),
    ],
)
def test_each_wrong_total_of_a_later_bill_is_found(column, name, cell) -> None:
    second = Second()
    totals = getattr(second.bill, column)
    changed_totals = replace(totals, **{name: getattr(totals, name) + 1})
    card = second.card(replace(second.bill, **{column: changed_totals}))
    assert ("Totals", cell) in wrong(card)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("sub_total", "Bill!J17"),
        ("premium_amount", "Bill!J18"),
        ("total", "Bill!J19"),
    ],
)
def test_each_wrong_total_since_last_is_found(monkeypatch, name, cell) -> None:
    second = Second()
    right = vars(NthBill)["since_last"].fget

    def since_last(bill):
        totals = right(bill)
        return replace(totals, **{name: getattr(totals, name) + 1})

    monkeypatch.setattr(NthBill, "since_last", property(since_last))
    assert wrong(second.card()) == [("Totals", cell)]


def test_another_premium_than_that_of_the_source_is_found() -> None:
    first = First()
    other = TenderPremium(Decimal("4.5"), PremiumType.EXCESS)
    bill = replace(first.bill, totals=replace(first.bill.totals, premium=other))
    line = one(first.card(bill), "T.P", Verdict.WRONG)
    assert line.finding == (
        "T.P @ 4.5 % Excess is used, but T.P @ 4.5 % Less is in WorkSlip"
    )
    assert line.cells == ("Bill!H17",)
    assert line.source_cells == ("WorkSlip!H15",)


def test_a_typed_premium_is_right_and_that_of_the_source_a_remark() -> None:
    typed = TenderPremium(Decimal(5), PremiumType.EXCESS)
    card = First(inputs=replace(First().inputs, premium=typed)).card()
    assert one(card, "T.P", Verdict.RIGHT).finding.endswith("as typed")
    assert "4.5 % Less is in WorkSlip" in one(card, "T.P", Verdict.REMARK).finding


def test_no_premium_anywhere_is_a_remark() -> None:
    card = First(example_slip(premium="")).card()
    assert "0 % Excess" in one(card, "T.P", Verdict.REMARK).finding


def test_what_the_source_states_otherwise_is_a_remark_with_both_figures() -> None:
    card = Second(before=changed(bill_1(), H11=8000)).card()
    line = one(card, "Amounts of the source", Verdict.REMARK)
    assert "8,000.00 is stated, but 60 x 134 is 8,040.00" in line.finding
    assert line.finding.endswith("what was billed is deducted")
    assert line.source_cells == ("Bill!H11",)


def test_the_largest_number_of_a_cell_is_compared_too() -> None:
    first = First()
    line = replace(first.source.items[0], stated_amount=Decimal("1E+308"))
    first.source = replace(first.source, lines=(line, *first.source.lines[1:]))
    found = one(first.card(), "Amounts of the source", Verdict.REMARK)
    assert found.source_cells == ("WorkSlip!H9",)
