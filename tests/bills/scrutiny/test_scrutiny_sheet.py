"""The card as a sheet: text only, on one page of A4 in width, nothing clipped, and no work to our reader."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bills.writers.first_bill import write_first_bills
from tests.bills.actions.workbooks import read_one
from tests.bills.scrutiny.bills import First, change_item
from tests.bills.scrutiny.opened import open_made
from tests.golden.works import CREATED


def made_workbook() -> bytes:
    """The first bill of the example with one wrong amount, and its card."""
    first = First()
    bill = change_item(first.bill, 0, amount=Decimal("13400.01"))
    return write_first_bills([bill], created=CREATED, cards=[first.card(bill)])


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return open_made(made_workbook())["Scrutiny"]


def test_the_title_the_bill_and_the_work_stand_above_the_table(sheet) -> None:
    rows = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert rows == [
        "Scrutiny card",
        "CC First & Part Bill",
        "Name of the work : Providing LED street lights at the guest house, Warangal",
        "Ref. to Agreement : 30/2026-27",
        "Result : 11 right, 1 wrong, 1 remark",
    ]
    header = [cell.value for cell in sheet[6]]
    assert header == ["No.", "Check", "Finding", "Verdict", "Cells"]


def test_every_line_has_its_number_verdict_and_cells(sheet) -> None:
    assert [cell.value for cell in sheet[7]] == [
        "1",
        "Amounts",
        'Item 1 "Supply and run of 2 of 2.5 sq.mm cable": the amount is 13,400.01, '
        "but 100 x 134 is 13,400.00",
        "Wrong",
        "Bill!H11",
    ]
    assert sheet.max_row == 6 + 13


def test_it_is_text_in_the_font_of_the_product(sheet) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.font.name for cell in cells} == {"Times New Roman"}


def test_it_prints_on_a4_one_page_wide_and_repeats_its_header(sheet) -> None:
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$6"


def test_a_row_is_as_high_as_its_finding_needs(sheet) -> None:
    assert sheet.row_dimensions[7].height > sheet.row_dimensions[8].height


def test_our_reader_takes_the_bill_alone_for_a_work() -> None:
    assert read_one(made_workbook()).sheet == "Bill"
