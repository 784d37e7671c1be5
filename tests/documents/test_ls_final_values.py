"""The values of LS Form (Final): its totals, its unset fields, its line of value."""

from __future__ import annotations

from decimal import Decimal

from bills.domain.problems import Code, Level
from documents.domain.ls_final import compute_ls_form_final
from documents.domain.options import DocumentOptions, FinalValueLine
from tests.documents.test_ls_form_values import values

FINAL = "CC Second & Final Bill"
DATED = {"title": FINAL, "doc": "30-09-2026"}


def test_bill_2_of_the_example_has_its_till_date_previous_and_since_last() -> None:
    bill = values("33909.66", "13544.29", "20365.37", **DATED)
    form = compute_ls_form_final(bill)
    assert form.till_date_total == Decimal("33909.66")
    assert form.previous_total == Decimal("13544.29")
    assert form.payable == Decimal("20365.37")
    assert form.completed_on == "30-09-2026"
    assert form.problems == ()


def test_a_form_for_final_payments_of_a_part_bill_is_a_warning() -> None:
    part = values("100.00", "0.00", "100.00", doc="30-09-2026")
    (problem,) = compute_ls_form_final(part).problems
    assert (problem.code, problem.level) == (Code.KIND_DIFFERS, Level.WARNING)
    assert problem.expected == "a Final bill"


def test_each_unset_field_is_a_warning_the_date_of_completion_too() -> None:
    unset = {"agency": "", "name_of_work": "", "mb_details": "", "title": FINAL}
    form = compute_ls_form_final(values("1", "0", "1", **unset))
    assert [problem.expected for problem in form.problems] == [
        "Name of the Agency",
        "Name of the work",
        "M.B. details",
        "DOC",
    ]


def test_a_payment_that_is_not_till_date_less_previous_is_a_warning() -> None:
    form = compute_ls_form_final(values("100.00", "40.00", "61.00", **DATED))
    (problem,) = form.problems
    assert problem.code is Code.TOTAL_MISMATCH
    assert "61.00" in problem.message and "60.00" in problem.message


def test_the_line_that_receives_the_value_is_a_choice() -> None:
    bill = values("100.00", "0.00", "100.00", **DATED)
    options = DocumentOptions(final_value_line=FinalValueLine.MEASURED)
    assert compute_ls_form_final(bill).value_line is FinalValueLine.LUMPSUM
    assert compute_ls_form_final(bill, options).value_line is FinalValueLine.MEASURED
