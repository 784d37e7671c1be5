"""Header fields: the label opens its cell, the value follows it, stands beside it or below."""

from __future__ import annotations

from datetime import date

import pytest

from bills.domain.header_fields import parse_fields
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)

TABLE = """
10: S.No | Description | Quantity | Rate | Amount
1 | Light | 10 | 100 | 1000
  | Total | | | 1000
"""


def read_with(*rows, title="Estimate"):
    return read_table("\n".join(rows) + TABLE, title=title)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Name of work : Lights", "name_of_work", "Lights"),
        ("NAME OF WORK :- Lights", "name_of_work", "Lights"),
        ("1. Name of the work - Lights", "name_of_work", "Lights"),
        ("Work name = Lights", "name_of_work", "Lights"),
        ("Name of work Lights", "name_of_work", "Lights"),
        ("Estimate Amount : 4,50,000", "estimate_amount", "4,50,000"),
        ("Amount of Estimate Rs. 5 lakhs", "estimate_amount", "Rs. 5 lakhs"),
        ("Estimate with ECV : 3,00,000", "estimate_amount", "3,00,000"),
        ("Ref. to Administrative sanction : P 1", "admin_sanction", "P 1"),
        ("Admin sanction: P 1", "admin_sanction", "P 1"),
        ("A.S. No : P 1", "admin_sanction", "No : P 1"),
        ("Ref. to Technical sanction : T.S. 7/2025", "tech_sanction", "T.S. 7/2025"),
        ("T.S. : 7/2025", "tech_sanction", "7/2025"),
        ("Ref. to Agreement : 30/2025-26", "agreement", "30/2025-26"),
        ("Agreement No. 30/2025-26", "agreement", "30/2025-26"),
        ("Agt. No. 30", "agreement", "30"),
        ("Agrmt : 30", "agreement", "30"),
        ("Bond No: 30", "agreement", "30"),
        ("Name of the Agency : Sri Sai", "agency", "Sri Sai"),
        ("Contractor : Sri Sai", "agency", "Sri Sai"),
        ("Firm: Sri Sai", "agency", "Sri Sai"),
        ("M.B.No Details: MB.No. 1 P.No. 2", "mb_details", "MB.No. 1 P.No. 2"),
        ("MB No 12", "mb_details", "12"),
        ("Measurement Book : 12", "mb_details", "12"),
        ("CC First & Part Bill", "cc_header", "CC First & Part Bill"),
        ("CC Second & Final", "cc_header", "CC Second & Final"),
    ],
)
def test_a_label_at_the_start_of_its_cell_is_read(text, field, value):
    assert parse_fields(text) == [(field, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Work of painting name boards for M/s Sri Firm",
        "Agreement of both parties is needed",
        "Contractor's profit",
        "Firms of repute",
        "As per site",
        "Providing name of work boards",
        "CC pavement of M20 grade",
        "Documents enclosed",
    ],
)
def test_words_elsewhere_in_a_title_are_no_label(text):
    assert parse_fields(text) == []


def test_the_four_dates_are_read_from_one_cell():
    text = (
        "DOI : 01-10-2025    DOC : 30-10-2025    DOMR : 02-11-2025    DOBR : 05-11-2025"
    )
    assert parse_fields(text) == [
        ("doi", "01-10-2025"),
        ("doc", "30-10-2025"),
        ("domr", "02-11-2025"),
        ("dobr", "05-11-2025"),
    ]


def test_the_value_may_stand_in_the_next_filled_cell_to_the_right():
    work = read_with("1: Name of the Agency | | : | M/s Sri Sai | Hyderabad")
    field = work.fields["agency"]
    assert (field.value, field.sheet, field.cell) == ("M/s Sri Sai", "Estimate", "D1")


def test_the_value_may_stand_below():
    work = read_with("1: Name of work :", "2: Street lighting")
    assert work.fields["name_of_work"].cell == "A2"


def test_a_value_that_is_a_label_is_rejected_with_a_line():
    work = read_with("1: Name of work | Estimate Amount : 5")
    assert "name_of_work" not in work.fields
    assert work.fields["estimate_amount"].value == "5"
    assert codes(work) == ["LABEL_WITHOUT_VALUE A1"]


def test_the_header_of_the_table_is_no_value():
    work = read_with("9: Name of the Agency :")
    assert work.fields == {}


def test_a_date_is_printed_day_first():
    sheet = make_sheet("Bill 1", "1: DOI |\n" + TABLE)
    sheet.rows[1][2] = type(sheet.rows[1][1])(date(2026, 3, 31))
    (work,) = read_sheets(sheet).works
    assert work.fields["doi"].value == "31-03-2026"


def test_an_item_is_no_header_field():
    work = read_table("""
S.No | Description | Quantity | Rate | Amount
1 | Contractor : shed | 10 | 100 | 1000
  | Agency : hoarding | 10 | 100 | 1000
""")
    assert work.fields == {}
    assert len(work.items) == 2


def test_another_sheet_fills_only_the_fields_that_are_lacking():
    title = make_sheet("Title", "Name of work : Old name\nContractor : Sri Sai")
    own = make_sheet(
        "Bill", "1: CC First & Part Bill\nName of the Agency : Sri Ram\n" + TABLE
    )
    (work,) = read_sheets(title, own).works
    assert work.fields["agency"].value == "Sri Ram"
    assert work.fields["name_of_work"].value == "Old name"
    assert work.fields["name_of_work"].sheet == "Title"


def test_a_sheet_with_another_name_of_work_fills_nothing():
    title = make_sheet("Title", "Name of work : Roads\nContractor : Sri Sai")
    own = make_sheet("Estimate", "1: Name of work : Lights\n" + TABLE)
    (work,) = read_sheets(title, own).works
    assert "agency" not in work.fields


def test_two_works_of_one_kind_do_not_share_their_fields():
    first = make_sheet("Estimate 1", "1: Contractor : Sri Sai\n" + TABLE)
    second = make_sheet("Estimate 2", "1: Name of work : Lights\n" + TABLE)
    works = read_sheets(first, second).works
    assert "agency" not in works[1].fields


def test_a_cell_with_four_empty_dates_is_reported_once():
    work = read_table(
        "DOI :  DOC :  DOMR :  DOBR :\n"
        "S.No | Quantity | Unit | Item | Rate | Amount\n"
        "1 | 10 | Nos | Light | 100 | 1000\n"
        "||| Total || 1000"
    )
    (problem,) = work.problems
    assert codes(work) == ["LABEL_WITHOUT_VALUE A1"]
    assert problem.expected == "doi, doc, domr, dobr"
