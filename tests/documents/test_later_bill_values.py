"""The documents of a later bill pay what is since last, and show till date and previous."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bills.domain.inputs import BillInputs
from bills.domain.problems import Code
from bills.domain.work import Work
from documents.domain.bill_values import compute_bill_values
from documents.domain.ls_form import compute_ls_form_part
from documents.services import DocumentKind, make_documents
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    read_one,
    workslip_file,
)


@pytest.fixture(scope="module")
def bill_2() -> bytes:
    slip = workslip_file(example_slip())
    return made(make(bill_1(), "firstpart_nth_part", workslip=slip, mb_no="7"))


@pytest.fixture
def work(bill_2: bytes) -> Work:
    return read_one(bill_2)


def test_the_amount_is_the_since_last_total(work):
    values = compute_bill_values(work, BillInputs())
    assert values.amount == values.since_last_total == Decimal("20365.37")
    assert values.till_date_total == Decimal("33909.66")
    assert values.previous_total == Decimal("13544.29")
    assert {problem.level for problem in values.problems} <= {"info"}


def test_the_form_states_till_date_previous_and_since_last(work):
    form = compute_ls_form_part(compute_bill_values(work, BillInputs()))
    assert (form.till_date_total, form.previous_total, form.payable) == (
        Decimal("33909.66"),
        Decimal("13544.29"),
        Decimal("20365.37"),
    )
    assert form.cc_header == "CC Second & Part Bill"


def test_the_form_of_the_made_bill_is_made_with_its_summary(bill_2):
    making = make_documents(
        filename="Nth_Bill.xlsx",
        content=bill_2,
        kind=DocumentKind.LS_PART,
        inputs=BillInputs(),
    )
    (summary,) = making.works
    assert [file.filename for file in making.files] == ["LS_Form.xlsx"]
    assert summary["kind"] == "nth_bill"
    assert summary["total"] == "33909.66"
    assert summary["previous_total"] == "13544.29"
    assert summary["since_last_total"] == "20365.37"
    assert summary["amount_in_words"].startswith("Rupees Twenty Thousand Three Hundred")


@pytest.mark.parametrize(
    ("field", "word"),
    [("stated_previous_total", "previous"), ("stated_since_total", "since-last")],
)
def test_a_total_that_is_missing_is_worked_out_with_a_warning(work, field, word):
    values = compute_bill_values(replace(work, **{field: None}), BillInputs())
    assert values.since_last_total == Decimal("20365.37")
    assert values.previous_total == Decimal("13544.29")
    (problem,) = [p for p in values.problems if p.code is Code.TOTAL_NOT_FOUND]
    assert f"the {word} total of the bill is no Total" in problem.message


def test_a_stated_total_other_than_its_figures_is_used_with_a_warning(work):
    values = compute_bill_values(
        replace(work, stated_since_total=Decimal("20000.00")), BillInputs()
    )
    assert values.amount == Decimal("20000.00")
    (problem,) = [p for p in values.problems if p.code is Code.TOTAL_MISMATCH]
    assert "20,000.00" in problem.message and "20,365.37" in problem.message
