"""What an .xlsx file stores arrives in the grid: values, formulas, results, and the look that matters."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bills.domain.grid import CellError, CellRange
from bills.readers import read_workbook
from tests.bills.reading.test_files_that_are_refused import repack


def save(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def first_sheet(content):
    return read_workbook("a.xlsx", content).sheets[0]


@pytest.fixture
def book() -> Any:
    return openpyxl.Workbook()


def test_numbers_come_with_fifteen_digits_and_no_exponent(book):
    for row, number in enumerate((288.41376799999995, 0.1 + 0.2, 22770, 1e15, 100), 1):
        book.active.cell(row, 1, number)
    sheet = first_sheet(save(book))
    texts = [str(sheet.rows[row][1].value) for row in sorted(sheet.rows)]
    assert texts == ["288.413768", "0.3", "22770", "1000000000000000", "100"]


def test_texts_truths_errors_and_dates_keep_their_kind(book):
    noon = datetime(2026, 3, 31, 12, 30)  # noqa: DTZ001 - a sheet's date has no zone
    values = ["Light", True, date(2026, 3, 31), noon]
    for column, value in enumerate(values, 1):
        book.active.cell(1, column, value)
    book.active.cell(1, 5, "#REF!").data_type = "e"
    sheet = first_sheet(save(book))
    assert [cell.value for cell in sheet.rows[1].values()] == [
        *values,
        CellError("#REF!"),
    ]


def test_a_workbook_that_counts_days_from_1904_has_the_same_dates(book):
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2026, 3, 31)
    assert first_sheet(save(book)).rows[1][1].value == date(2026, 3, 31)


def test_formulas_come_with_their_result_or_none(book):
    stream = io.BytesIO()
    written = xlsxwriter.Workbook(stream)
    page = written.add_worksheet()
    page.write_formula("A1", "=1+1", None, 2)
    page.write_formula("A2", '="a"&"b"', None, "ab")
    page.write_formula("A3", "=1/0", None, "#DIV/0!")
    written.close()
    sheet = first_sheet(stream.getvalue())
    assert [(cells[1].formula, cells[1].value) for cells in sheet.rows.values()] == [
        ("1+1", 2),
        ('"a"&"b"', "ab"),
        ("1/0", CellError("#DIV/0!")),
    ]
    book.active["A1"] = "=1+1"
    assert first_sheet(save(book)).rows[1][1].value is None


def test_a_formula_shared_by_many_cells_is_moved_to_each(book):
    content = save(book)
    part = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row r="4"><c r="H4"><f t="shared" ref="H4:H6" si="0">ROUND(B4*$E$4,2)</f></c></row>
<row r="5"><c r="H5"><f t="shared" si="0"/><v>3</v></c></row>
<row r="6"><c r="H6"><f t="shared" si="0"/></c></row></sheetData></worksheet>"""
    sheet = first_sheet(repack(content, {"xl/worksheets/sheet1.xml": part}))
    assert [cells[8].formula for cells in sheet.rows.values()] == [
        "ROUND(B4*$E$4,2)",
        "ROUND(B5*$E$4,2)",
        "ROUND(B6*$E$4,2)",
    ]


def test_rows_and_cells_without_references_follow_each_other(book):
    part = b"""<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">
<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>Li</x:t></x:r>
<x:r><x:t>ght</x:t></x:r></x:is></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row>
</x:sheetData></x:worksheet>"""
    sheet = first_sheet(repack(save(book), {"xl/worksheets/sheet1.xml": part}))
    assert sheet.rows[1][1].value == 1
    assert sheet.rows[1][2].value == "Light"
    assert sheet.rows[2][1].value == 2


def test_bold_percent_and_block_colours_are_known(book):
    page = book.active
    page["A1"], page["A2"], page["A3"] = "bold", 0.05, "block"
    page["A1"].font = Font(bold=True)
    page["A2"].number_format = "0.00%"
    page["A3"].font = Font(color="FFFF0000")
    page["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    rows = first_sheet(save(book)).rows
    assert rows[1][1].style.bold
    assert rows[2][1].style.is_percent
    assert rows[3][1].style.yellow_fill
    assert rows[3][1].style.red_font
    assert not rows[3][1].style.bold


def test_merges_hidden_rows_and_hidden_sheets_are_known(book):
    page = book.active
    page["A1"], page["A2"] = "Title", "hidden"
    page.merge_cells("A1:H1")
    page.row_dimensions[2].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    shown, hidden = read_workbook("a.xlsx", save(book)).sheets
    assert shown.merges == [CellRange(1, 1, 1, 8)]
    assert shown.hidden_rows == {2}
    assert (shown.is_hidden, hidden.is_hidden) == (False, True)


def test_chart_sheets_are_left_out_and_the_order_is_kept():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("Bill").write("A1", 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Bill!$A$1:$A$1"})
    book.add_chartsheet("Picture").set_chart(chart)
    book.add_worksheet("Datas").write("A1", Decimal(2))
    book.close()
    grid = read_workbook("a.xlsx", stream.getvalue())
    assert [sheet.title for sheet in grid] == ["Bill", "Datas"]
