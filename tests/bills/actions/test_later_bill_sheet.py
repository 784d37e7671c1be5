"""The sheet of a later bill: eleven columns under two heading rows, on A4, with text that stays text."""

from __future__ import annotations

import pytest
from openpyxl.cell import MergedCell

from bills.writers.first_bill import write_first_bills
from tests.bills.actions.workbooks import (
    Slip,
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.golden.sheets import open_formulas
from tests.golden.works import CREATED, first_bill, item, work


def sheet_of(slip: Slip | None = None):
    content = workslip_file(slip or example_slip())
    making = make(bill_1(), "firstpart_nth_part", workslip=content)
    return open_formulas(made(making)).worksheets[0]


def test_the_headings_stand_in_two_rows_as_the_specification_words_them():
    sheet = sheet_of()
    assert [cell.value for cell in sheet[10]] == [
        *("S.No", "Item", "Quantity Till Date", "Unit", "Rate per Unit"),
        *("Total Value till date", "Deduct Previous Measurements", None),
        *("Since Last Measurements", None, "Remarks"),
    ]
    assert [cell.value for cell in sheet[11]][6:10] == ["Quantity", "Amount"] * 2


def test_the_header_block_and_the_headings_are_merged():
    merged = {str(cells) for cells in sheet_of().merged_cells.ranges}
    assert {f"A{row}:K{row}" for row in range(1, 10)} <= merged
    assert {f"{letter}10:{letter}11" for letter in "ABCDEFK"} <= merged
    assert {"G10:H10", "I10:J10"} <= merged


def test_both_heading_rows_are_repeated_on_an_upright_a4_page():
    sheet = sheet_of()
    assert sheet.print_title_rows == "$10:$11"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_columns_have_the_widths_of_the_specification():
    dimensions = sheet_of().column_dimensions
    widths = {letter: int(dimensions[letter].width) for letter in "ABCDEFK"}
    assert widths == {"A": 6, "B": 45, "C": 14, "D": 8, "E": 12, "F": 16, "K": 20}


def test_every_cell_is_in_times_new_roman_within_borders():
    # openpyxl keeps no format of a cell that is covered by a merged one.
    for row in sheet_of().iter_rows(max_row=19):
        for cell in (c for c in row if not isinstance(c, MergedCell)):
            assert cell.font.name == "Times New Roman"
            assert cell.border.left.style == cell.border.bottom.style == "thin"


def test_headings_and_totals_are_bold_on_their_fills():
    sheet = sheet_of()
    for rows, fill in (((10, 11), "FFC8C8C8"), ((17, 18, 19), "FFE6E6E6")):
        for row in rows:
            cells = [c for c in sheet[row] if not isinstance(c, MergedCell)]
            assert {cell.fill.fgColor.rgb for cell in cells} == {fill}
            assert all(cell.font.bold for cell in cells)


def test_money_has_two_places_and_quantities_are_as_typed():
    sheet = sheet_of()
    formats = {column: sheet[f"{column}12"].number_format for column in "CEFGHIJ"}
    assert formats == dict.fromkeys("EFHJ", "#,##0.00") | dict.fromkeys(
        "CGI", "General"
    )


@pytest.mark.parametrize("text", ["=1+1 light", "+5 A socket", "-5 mm cable", "@home"])
def test_text_that_looks_like_a_formula_stays_text(text):
    bill = write_first_bills([first_bill(work(item(text, "1", "5")))], created=CREATED)
    sheet = open_formulas(made(make(bill, "firstpart_nth_part"))).worksheets[0]
    assert (sheet["B12"].value, sheet["B12"].data_type) == (text, "s")
