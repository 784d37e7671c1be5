"""A bill as the product makes it has no wrong line, and its card names the cells that it has."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.nth_bill import compute_nth_bill
from bills.domain.scrutiny.card import Verdict
from bills.domain.scrutiny.case import cell_of, open_case
from bills.domain.scrutiny.check import compute_scrutiny
from bills.domain.table_header import Role
from bills.writers.first_bill import write_first_bills
from bills.writers.nth_bill import write_nth_bills
from tests.bills.actions.test_since_last import PREMIUMS, has_quantity, slips
from tests.bills.actions.workbooks import read_one, workslip_file
from tests.bills.scrutiny.bills import First, Second, wrong
from tests.golden.works import CREATED


def test_the_first_bill_of_the_example_is_right() -> None:
    card = First().card()
    assert wrong(card) == []
    assert card.summary == "11 right, none wrong, 1 remark"


def test_the_second_bill_of_the_example_is_right() -> None:
    card = Second().card()
    assert wrong(card) == []
    assert card.count(Verdict.NOT_CHECKED) == 0


def test_a_waiting_bill_is_not_checked_where_its_figures_wait() -> None:
    card = Second(has_slip=False).card()
    waiting = {line.check for line in card.lines if line.verdict is Verdict.NOT_CHECKED}
    assert waiting == {"Amounts", "Totals", "Since last", "Quantities"}
    right = {line.check for line in card.lines if line.verdict is Verdict.RIGHT}
    assert "Amounts" not in right and "Since last" not in right
    assert wrong(card) == []


@settings(max_examples=40, deadline=None)
@given(slips().filter(has_quantity), PREMIUMS)
def test_no_bill_of_a_chain_has_a_wrong_line(slips, premium) -> None:
    inputs = BillInputs(premium=premium)
    works = [read_one(workslip_file(slip)) for slip in slips]
    first = compute_first_bill(works[0], BillAction.WORKSLIP_FIRST_PART, inputs)
    card = compute_scrutiny(first, sheet="Bill", source=works[0], inputs=inputs)
    assert wrong(card) == []
    before = read_one(write_first_bills([first], created=CREATED))
    for action, workslip in (
        (BillAction.FIRSTPART_NTH_PART, works[1]),
        (BillAction.NTH_NTH_FINAL, works[2]),
    ):
        bill = compute_nth_bill(before, action, inputs, workslip=workslip)
        card = compute_scrutiny(
            bill, sheet="Bill", source=before, workslip=workslip, inputs=inputs
        )
        assert wrong(card) == []
        before = read_one(write_nth_bills([bill], created=CREATED))


FIGURES = {
    Role.QUANTITY: "quantity",
    Role.RATE: "rate",
    Role.AMOUNT: "amount",
    Role.PREVIOUS_QUANTITY: "previous_quantity",
    Role.PREVIOUS_AMOUNT: "previous_amount",
    Role.SINCE_QUANTITY: "since_quantity",
    Role.SINCE_AMOUNT: "since_amount",
}


@pytest.mark.parametrize(
    ("made", "write"),
    [(First, write_first_bills), (Second, write_nth_bills)],
    ids=["first", "second"],
)
def test_every_named_cell_holds_the_figure_that_the_card_means(made, write) -> None:
    bill, source = made().bill, made().source
    content = write([bill], created=CREATED)
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Bill"]
    case = open_case(bill, sheet="Bill", source=source)

    def value(place: str) -> Decimal:
        return Decimal(str(sheet[place.removeprefix("Bill!")].value))

    for line in case.items:
        name = cell_of(case.made, line, Role.DESCRIPTION).removeprefix("Bill!")
        assert sheet[name].value == line.description
        for role in FIGURES.keys() & set(case.made.columns):
            expected = getattr(line, FIGURES[role])
            assert value(cell_of(case.made, line, role)) == expected
    for role, totals in case.totals.items():
        figures = (totals.sub_total, totals.premium_amount, totals.total)
        for row, figure in enumerate(figures):
            assert value(case.total_cell(role, row)) == figure
    assert sheet["A8"].value.startswith("M.B.No Details")
    assert sheet["A9"].value.startswith("DOI")


def test_the_card_is_plain_json_with_its_counts() -> None:
    document = First().card().as_json()
    assert document["right"] == 11
    assert (document["wrong"], document["remarks"], document["not_checked"]) == (
        0,
        1,
        0,
    )
    assert document["summary"] == "11 right, none wrong, 1 remark"
    assert document["lines"][0] == {
        "check": "Amounts",
        "verdict": "right",
        "finding": "4 of 4 amounts are right: quantity x rate, to the paisa",
        "cells": ["Bill!H11:H15"],
        "source_cells": [],
    }
