"""Stated totals are read, and compared with the rows above them."""

from __future__ import annotations

from decimal import Decimal

from tests.bills.domain_reading.text_tables import codes, read_table

HEADER = "S.No | Description | Quantity | Rate | Amount"
ITEMS = "1 | Light | 10 | 100 | 1000\n2 | Fan | 5 | 100 | 500"


def read_sums(*rows, title="Estimate"):
    return read_table("\n".join((HEADER, ITEMS, *rows)), title=title)


def test_the_grand_total_is_preferred_to_a_later_total():
    work = read_sums("|Grand Total|||1500", "|Total|||1500")
    assert (work.stated_total, codes(work)) == (1500, [])


def test_the_last_total_counts():
    work = read_sums(
        "|Sub Total|||1500", "|Add T.P @ 10 % Excess|||150", "|Total|||1650"
    )
    assert work.stated_sub_total == 1500
    assert work.stated_premium == 150
    assert work.stated_total == 1650
    assert codes(work) == []


def test_a_typed_total_that_differs_from_its_rows_shows_both_figures():
    work = read_sums("|Total|||1,600")
    (problem,) = work.problems
    assert (problem.code, problem.cell) == ("TOTAL_MISMATCH", "E4")
    assert (problem.found, problem.expected) == ("1,600.00", "1,500.00")
    assert work.stated_total == 1600


def test_a_sum_that_misses_a_row_is_found():
    work = read_sums("|Total|||=SUM(E2:E2)")
    assert codes(work) == ["TOTAL_MISMATCH E4"]


def test_a_total_after_a_wrong_premium_sum_is_found():
    work = read_sums(
        "|Sub Total|||1500", "|Deduct T.P @ 10 % Less|||150", "|Total|||1650"
    )
    assert codes(work) == ["TOTAL_MISMATCH E6"]


def test_totals_of_parts_and_a_grand_total_of_all_are_right():
    work = read_sums(
        "|Total of Part A|||1500",
        "|*Part B*",
        "3 | Bell | 1 | 200 | 200",
        "|Total of Part B|||200",
        "|Grand Total|||1700",
    )
    assert [p.code for p in work.problems] == ["ITEM_AFTER_TOTAL"]
    assert work.stated_total == 1700


def test_the_sums_of_an_estimate_are_followed_to_the_grand_total():
    work = read_sums(
        "|Deduct Old Material Cost|||-500",
        "|ECV|||1000",
        "|Add Excess T.P @ 5 %|||50",
        "|Add LC @ 1 %|||10",
        "|Sub Total|||1060",
        "|Add GST@18 %|||190.80",
        "|L.S Provision towards unforeseen items|||49.20",
        "|L.S Provision towards poles|||200",
        "|Grand Total|||1500",
    )
    assert codes(work) == []
    assert work.stated_sub_total == 1000
    assert (work.premium.percent, work.premium.type) == (5, "Excess")
    assert work.old_material == 500


def test_a_grand_total_not_typed_yet_is_no_fault():
    work = read_sums("|ECV|||1500", "|Grand Total|||")
    assert work.stated_total is None
    assert codes(work) == []


def test_a_total_with_an_error_is_named_and_gives_no_total():
    work = read_sums("|Total|||#REF!")
    assert work.stated_total is None
    assert codes(work) == ["CELL_ERROR E4", "TOTAL_NOT_FOUND"]


def test_no_total_at_all_is_a_warning():
    assert codes(read_sums()) == ["TOTAL_NOT_FOUND"]


def test_amounts_of_a_part_are_counted_once():
    work = read_sums("|Total|||1500")
    assert work.sum_of_amounts == work.sum_of_stated_amounts == Decimal(1500)
