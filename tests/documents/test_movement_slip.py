"""The movement slip: a row for the bill, the LS Form, the letter and each measurement book."""

from __future__ import annotations

from documents.domain.bill_placeholders import Sourced
from documents.domain.movement import book_placeholders
from documents.services.kinds import DocumentKind
from tests.documents.papers import bill, final_bill, letters, open_letter, text_of


def papers(*bills) -> list[list[str]]:
    document = open_letter(letters(*bills, kind=DocumentKind.MOVEMENT))
    return [[cell.text for cell in row.cells] for row in document.tables[1].rows]


def test_the_slip_lists_the_bill_the_form_the_letter_and_each_book() -> None:
    heading, *rows = papers(bill())
    assert heading == [
        *("Sl.No", "Description of papers", "M.B. Numbers", "From section"),
        *("To section", "Date", "Initials"),
    ]
    assert [row[:3] for row in rows] == [
        ["1", "CC First & Part Bill", ""],
        ["2", "LS Form", ""],
        ["3", "Covering letter", ""],
        ["4", "Measurement book", "MB.No. 112 P.No. 3 to 18 (Measurements)"],
        ["5", "Measurement book", "MB.No. 114 P.No. 5 to 9 (Abstract)"],
    ]


def test_a_bill_without_books_has_no_row_for_one() -> None:
    assert len(papers(bill(mb_details=""))) == 4


def test_books_beyond_the_rows_of_the_slip_share_its_last_row() -> None:
    line = " & ".join(f"MB.No. {number}" for number in range(1, 10))
    found = book_placeholders(Sourced(line))
    assert found["MB_5"].value == "MB.No. 5"
    assert found["MB_6"].value == "MB.No. 6 & MB.No. 7 & MB.No. 8 & MB.No. 9"


def test_the_slip_states_work_agency_agreement_bill_and_amount() -> None:
    made = letters(final_bill(), kind=DocumentKind.MOVEMENT)
    facts = {
        row.cells[0].text: row.cells[1].text for row in open_letter(made).tables[0].rows
    }
    assert facts["Agreement"] == "30/2026-27"
    assert facts["Bill"] == "CC Second & Final Bill"
    assert facts["Amount"].startswith("Rs. 20,365.37 (Rupees Twenty Thousand")
    assert made.problems == ()


def test_several_bills_give_a_slip_each() -> None:
    text = text_of(letters(bill(), final_bill(), kind=DocumentKind.MOVEMENT))
    assert text.count("MOVEMENT SLIP") == 2
