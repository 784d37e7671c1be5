"""The pages of measurement books are read from the header, and found again in earlier bills."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bills.domain.inputs import EMPTY_MB_LINE
from bills.domain.mb_pages import parse_mb_pages
from bills.domain.scrutiny.card import Verdict
from tests.bills.actions.test_sources_of_a_later_bill import changed
from tests.bills.actions.workbooks import bill_1
from tests.bills.scrutiny.bills import (
    INPUTS_2,
    First,
    Second,
    earlier_bill,
    of,
    one,
)
from tests.golden.works import INPUTS


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (
            "MB.No. 12 P.No. 3 to 18 (Measurements)   &   MB.No. 14 P.No. 5 to 9 "
            "(Abstract)",
            "M.B. 12 pages 3 to 18; M.B. 14 pages 5 to 9",
        ),
        ("M.B. No 12, pages 3-18", "M.B. 12 pages 3 to 18"),
        ("12, pages 3-18", "M.B. 12 pages 3 to 18"),
        (
            "12 P.No 3 to 18 & 14 P.No 5",
            "M.B. 12 pages 3 to 18; M.B. 14 page 5",
        ),
        (
            "Measurement Book No. 12/2025-26 pp. 3\u201318, 20-22 & 25",
            "M.B. 12/2025-26 pages 3 to 18; M.B. 12/2025-26 pages 20 to 22; "
            "M.B. 12/2025-26 page 25",
        ),
        ("M B No 012 (Page Nos. 3 to 18)", "M.B. 12 pages 3 to 18"),
        ("M.B.No.12/P.No.3-18", "M.B. 12 pages 3 to 18"),
        ("MB No.12-A Pg.No.3 upto 18", "M.B. 12-A pages 3 to 18"),
        ("MB 12 P 3 & P 7, P 9", "M.B. 12 page 3; M.B. 12 page 7; M.B. 12 page 9"),
        ("MB.No. 12 dt. 12-10-2026 P.No. 18 to 3", "M.B. 12 pages 3 to 18"),
        ("MB.No. 12 P.No. 3 to  (Measurements)", "M.B. 12 page 3"),
        (EMPTY_MB_LINE, ""),
        ("MB.No. 12", ""),
        ("as per records", ""),
    ],
)
def test_the_pages_are_read_as_offices_write_them(text, pages) -> None:
    assert "; ".join(map(str, parse_mb_pages(text))) == pages


def test_pages_of_the_bill_before_are_found_in_its_header() -> None:
    card = Second(inputs=replace(INPUTS_2, mb_from="18")).card()
    line = one(card, "M.B. pages", Verdict.WRONG)
    assert line.finding == (
        'M.B. 112 page 18: also in the bill before, "CC First & Part Bill"'
    )
    assert (line.cells, line.source_cells) == (("Bill!A8",), ("Bill!A8",))


def test_a_page_of_the_abstract_is_found_in_the_measurements() -> None:
    inputs = replace(INPUTS_2, abs_mb_no="112", abs_mb_from="10", abs_mb_to="11")
    line = one(Second(inputs=inputs).card(), "M.B. pages", Verdict.WRONG)
    assert line.finding.startswith("M.B. 112 pages 10 to 11: also in")


def test_the_same_pages_of_another_book_are_right() -> None:
    inputs = replace(INPUTS, mb_no="212", abs_mb_no="214", domr=None, dobr=None)
    card = Second(inputs=inputs).card()
    assert "no page is in the 1 earlier bill" in (
        one(card, "M.B. pages", Verdict.RIGHT).finding
    )


def test_the_header_of_an_office_is_read_too() -> None:
    before = changed(bill_1(), A8="M.B. No 112, pages 15-19")
    line = one(Second(before=before).card(), "M.B. pages", Verdict.WRONG)
    assert line.finding.startswith("M.B. 112 page 19: also in the bill before")


def test_pages_of_an_earlier_bill_of_the_register_are_found() -> None:
    second = Second(before=bill_1())
    third = replace(
        second.bill, header=replace(second.bill.header, title="CC Third & Part Bill")
    )
    earlier = [
        earlier_bill(2, title="CC Second & Part Bill", mb_details="MB 112 P 30 to 40")
    ]
    line = one(second.card(third, earlier), "M.B. pages", Verdict.WRONG)
    assert line.finding == (
        'M.B. 112 page 30: also in "CC Second & Part Bill" of job 7'
    )


def test_of_a_bill_made_twice_the_latest_counts() -> None:
    second = Second()
    third = replace(
        second.bill, header=replace(second.bill.header, title="CC Third & Part Bill")
    )
    earlier = [
        earlier_bill(2, mb_details="MB 112 P 19 to 30", job_number=8),
        earlier_bill(2, mb_details="MB 113 P 1 to 9", job_number=9),
    ]
    assert of(second.card(third, earlier), "M.B. pages", Verdict.WRONG) == []


def test_a_bill_that_is_made_again_does_not_overlap_itself() -> None:
    first = First()
    card = first.card(earlier=[earlier_bill()])
    assert of(card, "M.B. pages", Verdict.WRONG) == []
    line = one(card, "Bill number", Verdict.REMARK)
    assert line.finding == (
        'this bill was made before: "CC First & Part Bill" on 21-10-2026, job 7'
    )


def test_empty_details_are_a_remark() -> None:
    empty = replace(
        INPUTS,
        mb_no="",
        mb_from="",
        mb_to="",
        abs_mb_no="",
        abs_mb_from="",
        abs_mb_to="",
    )
    line = one(First(inputs=empty).card(), "M.B. pages", Verdict.REMARK)
    assert line.finding == "the M.B. details are not filled in"


def test_half_filled_details_are_a_remark() -> None:
    card = First(inputs=replace(INPUTS, abs_mb_to="")).card()
    assert "not filled in completely" in (
        one(card, "M.B. pages", Verdict.REMARK).finding
    )
