"""A later bill takes the next number of its title without end; any other number is a warning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bills.domain.bill import BillAction
from bills.domain.bill_number import compute_bill_number, parse_bill_number
from bills.domain.work import SheetKind, Work
from tests.bills.actions.workbooks import bill_1, made, make, told
from tests.golden.works import example

PART, FINAL = BillAction.NTH_NTH_PART, BillAction.NTH_NTH_FINAL


def bill(title: str, kind: SheetKind = SheetKind.NTH_BILL) -> Work:
    return replace(example(), title=title, kind=kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CC First & Part Bill", "CC Second & Part Bill"),
        ("CC Tenth & Part Bill", "CC 11th & Part Bill"),
        ("CC 11th & Part Bill", "CC 12th & Part Bill"),
        ("CC Eleventh & Part Bill", "CC 12th & Part Bill"),
        ("CC Twenty-first & Part Bill", "CC 22nd & Part Bill"),
        ("CC 112th & Part Bill", "CC 113th & Part Bill"),
        ("SECOND AND PART BILL", "CC Third & Part Bill"),
        ("Running Account Bill No. 4", "CC Fifth & Part Bill"),
        ("", "CC Second & Part Bill"),
    ],
)
def test_the_title_goes_on_from_the_bill_before(before, after):
    number, problems = compute_bill_number(bill(before), PART, None)
    assert PART.title(number) == after
    assert problems == []


def test_a_typed_number_that_follows_is_no_warning():
    assert compute_bill_number(bill("CC 3rd & Part Bill"), FINAL, 4) == (4, [])


def test_a_typed_number_out_of_turn_is_used_with_a_warning():
    number, (problem,) = compute_bill_number(bill("CC Third & Part Bill"), PART, 7)
    assert number == 7
    assert problem.level == "warning"
    assert 'made as the Seventh, but after "CC Third & Part Bill" comes the Fourth' in (
        problem.message
    )


def test_a_typed_number_is_believed_where_the_title_has_none():
    assert compute_bill_number(bill("FINAL ABSTRACT"), PART, 5)[0] == 5


def test_the_second_final_bill_is_second_whatever_is_typed():
    first = bill("CC First & Part Bill", SheetKind.FIRST_BILL)
    number, (problem,) = compute_bill_number(first, BillAction.FIRSTPART_2ND_FINAL, 5)
    assert number == 2
    assert "the typed 5 is not used" in problem.message


def test_a_bill_after_a_final_one_is_made_with_a_warning():
    _, (problem,) = compute_bill_number(bill("CC Third & Final Bill"), PART, None)
    assert "no other bill should follow" in problem.message


def test_a_word_that_is_no_ordinal_gives_no_number():
    assert parse_bill_number("CC Part Bill") is None


@pytest.mark.parametrize(
    ("action", "number"), [("firstpart_nth_part", 1), ("estimate_first_part", 2)]
)
def test_a_number_that_the_kind_of_bill_cannot_have_is_refused(action, number):
    making = make(bill_1(), action, number=number)
    assert making.files == ()
    assert any(
        m.startswith(f"The bill number is {number};") for m in told(making, "error")
    )


def test_a_typed_number_is_in_the_title_of_the_made_bill():
    making = make(bill_1(), "firstpart_nth_part", number=12)
    assert making.works[0]["title"] == "CC 12th & Part Bill"
    assert made(making)
