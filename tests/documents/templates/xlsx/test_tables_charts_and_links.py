"""Tables, charts, pictures and other sheets follow the rows that are repeated."""

from __future__ import annotations

import io
import time
from decimal import Decimal

import openpyxl
import pytest

from bills.readers.workbook import read_workbook
from tests.documents.templates.xlsx.books import (
    build,
    column,
    fill,
    formulas,
    make_book,
    one_work,
    parts,
    results,
    tags_left,
    write,
)


def table_book(*, totals: bool = False) -> bytes:
    def draw(book):
        sheet = book.add_worksheet("Bill")
        columns = [{"header": "Sl", "total_string": "Total"}, {"header": "{{AMOUNT}}"}]
        area = "A1:B3" if totals else "A1:B2"
        sheet.add_table(area, {"columns": columns, "total_row": totals})
        write(
            sheet,
            {"A2": "{{EACH item}}{{item.serial}}", "B2": "{{item.amount}}{{END}}"},
        )
        write(sheet, {"A5": "below"})

    return build(draw)


@pytest.mark.parametrize(("count", "area"), [(0, "A1:B2"), (1, "A1:B2"), (3, "A1:B4")])
def test_a_table_grows_with_its_rows_and_never_is_without_one(count, area):
    filled = fill(table_book(), one_work(count, AMOUNT=Decimal(5)))

    (table,) = formulas(filled)["Bill"].tables.values()
    assert (table.ref, table.autoFilter.ref) == (area, area)
    assert [each.name for each in table.tableColumns] == ["Sl", "5.00"]
    assert tags_left(filled.content) == []


def test_a_table_with_a_total_keeps_it_below_its_rows():
    (table,) = formulas(fill(table_book(totals=True), one_work(3)))[
        "Bill"
    ].tables.values()

    assert (table.ref, table.totalsRowCount) == ("A1:B5", 1)


def test_the_ranges_of_a_chart_grow_and_its_old_figures_go():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        write(
            sheet, {"A1": "{{EACH item}}{{item.description}}", "B1": "{{item.amount}}"}
        )
        write(sheet, {"C1": "{{END}}", "A2": "x", "B2": "=SUM(B1:B1)"})
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Bill!$B$1:$B$1", "categories": "=Bill!$A$1:$A$1"})
        book.add_worksheet("Picture").insert_chart("A1", chart)

    chart = parts(fill(build(draw), one_work(4)).content)["xl/charts/chart1.xml"]
    assert b"Bill!$B$1:$B$4" in chart
    assert b"Bill!$A$1:$A$4" in chart
    assert b"Cache>" not in chart


def test_a_renamed_sheet_is_followed_by_the_formulas_that_name_it():
    book = {"A1": "{{AMOUNT}}"}
    other = {"A1": "='{{BILL_NUMBER}}'!A1*2", "B1": "=SUM('{{BILL_NUMBER}}'!A:A)"}
    template = make_book(**{"{{BILL_NUMBER}}": book, "Other": other})

    filled = fill(template, one_work(AMOUNT=Decimal(5), BILL_NUMBER="2nd & part"))

    assert formulas(filled)["Other"]["A1"].value == "='2nd & part'!A1*2"
    assert formulas(filled)["Other"]["B1"].value == "=SUM('2nd & part'!A:A)"
    assert results(filled)["Other"]["A1"].value == 10


def test_a_workbook_of_openpyxl_with_inline_texts_is_filled_too():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bill"
    sheet.append(["{{EACH item}}{{item.serial}}", "{{item.amount}}", "{{END}}"])
    sheet.append(["Total", "=SUM(B1:B1)"])
    target = io.BytesIO()
    book.save(target)

    filled = fill(target.getvalue(), one_work(2))
    assert column(filled, "B") == [10.25, 20.25, 30.5]
    assert tags_left(filled.content) == []


def test_our_own_reader_reads_the_filled_workbook():
    cells = {
        "A1": "{{EACH item}}{{item.serial}}",
        "B1": "{{item.amount}}",
        "C1": "{{END}}",
    }
    cells |= {"A2": "Total", "B2": "=SUM(B1:B1)"}
    filled = fill(make_book(Bill=cells), one_work(3))

    sheet = read_workbook("filled.xlsx", filled.content).sheets[0]
    assert sheet.cell(4, 2).value == Decimal("60.75")
    assert sheet.cell(4, 2).formula == "SUM(B1:B3)"
    assert sheet.cell(2, 2).value == Decimal("20.25")


def test_five_thousand_rows_are_filled_in_seconds():
    cells = {"A1": "{{EACH item}}{{item.serial}}", "B1": "{{item.description}}"}
    cells |= {"C1": "{{item.quantity}}", "D1": "{{item.rate}}", "E1": "=ROUND(C1*D1,2)"}
    cells |= {"F1": "{{END}}", "A2": "Total", "E2": "=SUM(E1:E1)"}
    began = time.monotonic()

    filled = fill(make_book(Bill=cells), one_work(5000))

    assert time.monotonic() - began < 30
    assert len(column(filled, "A")) == 5001
