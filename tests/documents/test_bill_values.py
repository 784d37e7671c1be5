"""What the documents take from a bill sheet: the amount, the header fields, the problems."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bills.domain.bill import WorkHasErrors
from bills.domain.inputs import BillInputs
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, Work
from documents.domain.bill_values import NotABill, compute_bill_values
from tests.golden.works import FIELDS, INPUTS, example, item, work

TYPED_MB = (
    "MB.No. 112 P.No. 3 to 18 (Measurements) & MB.No. 114 P.No. 5 to 9 (Abstract)"
)


def bill_1(**changes) -> Work:
    bill = replace(
        example("60", "5"),
        kind=SheetKind.FIRST_BILL,
        title="CC First & Part Bill",
        stated_total=Decimal("13544.29"),
    )
    amounts = (Decimal("8040.00"), Decimal("6142.50"))
    lines = tuple(
        replace(line, amount=amount)
        for line, amount in zip(bill.lines, amounts, strict=True)
    )
    return replace(bill, lines=lines, **changes)


def test_the_amount_of_a_first_bill_is_its_total_with_nothing_paid_before() -> None:
    values = compute_bill_values(bill_1(), INPUTS)
    assert values.amount == values.till_date_total == Decimal("13544.29")
    assert values.previous_total == 0
    assert values.problems == ()


def test_a_bill_without_a_total_is_summed_with_its_premium_and_a_warning() -> None:
    values = compute_bill_values(bill_1(stated_total=None), INPUTS)
    assert values.amount == Decimal("13544.29")
    (problem,) = values.problems
    assert (problem.level, problem.code) == (Level.WARNING, Code.TOTAL_NOT_FOUND)


def test_a_total_other_than_its_lines_is_used_with_a_warning_of_both_figures() -> None:
    values = compute_bill_values(bill_1(stated_total=Decimal("99275")), INPUTS)
    assert values.amount == Decimal("99275")
    (problem,) = values.problems
    assert problem.code is Code.TOTAL_MISMATCH
    assert "99,275.00" in problem.message
    assert "13,544.29" in problem.message


def test_a_mismatch_that_the_reading_has_reported_is_not_reported_again() -> None:
    told = Problem(
        Level.WARNING, Code.TOTAL_MISMATCH, "Estimate", "H15", "", "", "told"
    )
    bill = bill_1(stated_total=Decimal("99275"), problems=(told,))
    assert compute_bill_values(bill, INPUTS).problems == (told,)


def test_the_estimate_amount_never_takes_the_place_of_the_total() -> None:
    fields = {**FIELDS, "estimate_amount": "4,50,000"}
    bill = replace(bill_1(), fields=work(item("a", "1", "1"), fields=fields).fields)
    assert compute_bill_values(bill, INPUTS).amount == Decimal("13544.29")


def test_typed_measurement_books_are_set_with_single_spaces() -> None:
    assert compute_bill_values(bill_1(), INPUTS).header.mb_details == TYPED_MB


def test_the_title_of_the_sheet_goes_before_that_of_the_action() -> None:
    other = "CC Second & Final Bill"
    titled = compute_bill_values(bill_1(), INPUTS, title_if_absent=other)
    untitled = compute_bill_values(bill_1(title=""), INPUTS, title_if_absent=other)
    assert titled.header.title == "CC First & Part Bill"
    assert untitled.header.title == other


def test_an_estimate_gives_no_bill_document() -> None:
    with pytest.raises(NotABill):
        compute_bill_values(example(), BillInputs())


def test_a_bill_with_errors_gives_no_document_but_its_problems() -> None:
    error = Problem(Level.ERROR, Code.RATE_MISSING, "Bill", "E11", "", "a rate", "told")
    with pytest.raises(WorkHasErrors) as raised:
        compute_bill_values(bill_1(problems=(error,)), BillInputs())
    assert raised.value.problems == (error,)
