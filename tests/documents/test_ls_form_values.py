"""The values of the LS Form: its sums, its unset fields, its test of item 8."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bills.domain.header import BillHeader
from bills.domain.problems import Code, Level
from documents.domain.bill_values import BillValues
from documents.domain.ls_form import compute_ls_form_part
from tests.golden.works import FIELDS

HEADER = BillHeader(
    title="CC First & Part Bill",
    mb_details="MB.No. 112 P.No. 3 to 18 (Measurements)",
    doi="",
    doc="",
    domr="",
    dobr="",
    **FIELDS,
)


def values(till_date: str, previous: str, since_last: str, **header) -> BillValues:
    return BillValues(
        sheet="Bill",
        header=replace(HEADER, **header),
        till_date_total=Decimal(till_date),
        previous_total=Decimal(previous),
        since_last_total=Decimal(since_last),
        problems=(),
    )


def test_item_7_of_a_later_bill_is_till_date_less_previous() -> None:
    form = compute_ls_form_part(values("33909.66", "13544.29", "20365.37"))
    assert (form.balance, form.payable) == (Decimal("33909.66"), Decimal("20365.37"))
    assert form.problems == ()


def test_item_8_that_differs_from_item_7_is_a_warning_with_both_figures() -> None:
    form = compute_ls_form_part(values("33909.66", "13544.29", "20365.00"))
    (problem,) = form.problems
    assert problem.code is Code.TOTAL_MISMATCH
    assert "20,365.00" in problem.message
    assert "20,365.37" in problem.message


def test_each_unset_field_is_a_warning() -> None:
    unset = {"agency": "", "agreement": "", "mb_details": "", "title": ""}
    form = compute_ls_form_part(values("1", "0", "1", **unset))
    assert [problem.expected for problem in form.problems] == [
        "Name of the Agency",
        "Ref. to Agreement",
        "CC bill title",
        "M.B. details",
    ]
    assert {problem.code for problem in form.problems} == {Code.LABEL_WITHOUT_VALUE}
    assert {problem.level for problem in form.problems} == {Level.WARNING}


def test_the_empty_pattern_of_measurement_books_counts_as_unset() -> None:
    empty = "MB.No. P.No. to (Measurements) & MB.No. P.No. to (Abstract)"
    form = compute_ls_form_part(values("1", "0", "1", mb_details=empty))
    assert form.mb_details == ""
    assert len(form.problems) == 1


def test_the_form_for_running_bills_of_a_final_bill_is_a_warning() -> None:
    final = values("100.00", "0.00", "100.00", title="CC First & Final Bill")
    (problem,) = compute_ls_form_part(final).problems
    assert (problem.code, problem.level) == (Code.KIND_DIFFERS, Level.WARNING)
    assert problem.found == "CC First & Final Bill"
