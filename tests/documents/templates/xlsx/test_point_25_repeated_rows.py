"""Rows repeated per item: the user's own formulas, and everything below, stay right."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

from tests.documents.templates.xlsx.books import (
    build,
    column,
    fill,
    formulas,
    items,
    make_book,
    one_work,
    results,
    tags_left,
    with_part,
    write,
)
from tests.golden.sheets import needs_office, resave_all, without_results

COUNTS = (0, 1, 3, 200)
BILL = {
    "A1": "{{NAME_OF_WORK}}",
    "H1": 2,
    "A3": "Sl.",
    "F3": "Amount",
    "A4": "{{EACH item}}{{item.serial}}",
    "B4": "{{item.description}}",
    "C4": "{{item.quantity}}",
    "D4": "{{item.rate}}",
    "E4": "=ROUND(C4*D4,2)",
    "F4": "{{item.amount}}",
    "G4": "=F4*$H$1",
    "H4": "{{END}}",
    "A5": "Total",
    "F5": "=SUM(F4:F4)",
    "G5": "=SUM(G4)",
    "A6": "Premium",
    "F6": "=ROUND(F5*0.05,2)",
    "A7": "Grand total",
    "F7": "=F5+F6",
}
SUMMARY = {"A1": "=Bill!F7", "A2": "=SUM(Bill!F4:F4)", "A3": "=Bill!H1"}


def expected_total(count: int) -> Decimal:
    return sum((each["amount"] for each in items(count)), Decimal(0))


@pytest.mark.parametrize("count", COUNTS)
def test_the_totals_are_right_after_any_number_of_rows(count):
    filled = fill(make_book(Bill=BILL, Summary=SUMMARY), one_work(count))
    total = expected_total(count)
    premium = round(total * Decimal("0.05") + Decimal("0.0000001"), 2)

    sheet = results(filled)["Bill"]
    assert [sheet.cell(4 + count, 1).value, sheet.cell(6 + count, 1).value] == [
        "Total",
        "Grand total",
    ]
    shown = [sheet.cell(row + count, 6).value for row in (4, 5, 6)]
    assert [Decimal(repr(value)) for value in shown] == [
        total,
        premium,
        total + premium,
    ]
    assert Decimal(repr(sheet.cell(4 + count, 7).value)) == total * 2
    summary = [Decimal(repr(value)) for value in column(filled, "A", "Summary")]
    assert summary == [total + premium, total, 2]


def test_the_formulas_read_as_the_user_would_have_typed_them():
    book = formulas(fill(make_book(Bill=BILL, Summary=SUMMARY), one_work(3)))

    assert [book["Bill"][f"E{row}"].value for row in (4, 5, 6)] == [
        "=ROUND(C4*D4,2)",
        "=ROUND(C5*D5,2)",
        "=ROUND(C6*D6,2)",
    ]
    assert book["Bill"]["G6"].value == "=F6*$H$1"
    assert book["Bill"]["F7"].value == "=SUM(F4:F6)"
    assert book["Bill"]["F9"].value == "=F7+F8"
    assert [book["Summary"][f"A{row}"].value for row in (1, 2, 3)] == [
        "=Bill!F9",
        "=SUM(Bill!F4:F6)",
        "=Bill!H1",
    ]


@pytest.mark.office
@needs_office
def test_libreoffice_works_out_the_same_totals(tmp_path):
    filled = [
        fill(make_book(Bill=BILL, Summary=SUMMARY), one_work(count)) for count in COUNTS
    ]
    resaved = resave_all([without_results(f.content) for f in filled], tmp_path)

    for count, ours, theirs in zip(COUNTS, filled, resaved, strict=True):
        path = tmp_path / f"resaved{count}.xlsx"
        path.write_bytes(theirs)
        book = openpyxl.load_workbook(path, data_only=True)
        stored = results(ours)
        for sheet in formulas(ours):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        mine = stored[sheet.title][cell.coordinate].value
                        other = book[sheet.title][cell.coordinate].value
                        assert mine == pytest.approx(other), (count, cell.coordinate)


def test_a_repeat_may_have_its_tags_in_rows_of_their_own():
    cells = {
        "A1": "Head",
        "A2": "{{EACH item}}",
        "A3": "{{item.serial}}",
        "B3": "{{item.amount}}",
        "C3": "=N(C2)+B3",
        "A4": "{{item.description}}",
        "A5": "{{END}}",
        "B6": "=SUM(B2:B5)",
        "B7": "=SUM(B3:B3)",
    }
    filled = fill(make_book(Bill=cells), one_work(2))

    assert column(filled, "A") == ["Head", 1, "Item 1", 2, "Item 2"]
    assert formulas(filled)["Bill"]["B6"].value == "=SUM(B2:B5)"
    assert results(filled)["Bill"]["B7"].value == 30.5
    assert tags_left(filled.content) == []


def test_a_running_total_goes_on_from_row_to_row():
    cells = {
        "A2": "Opening",
        "C2": 100,
        "A3": "{{EACH item}}{{item.serial}}",
        "B3": "{{item.amount}}",
        "C3": "=C2+B3",
        "D3": "{{END}}",
        "C4": "=C3",
    }
    filled = fill(make_book(Bill=cells), one_work(3))

    assert column(filled, "C")[1:5] == [100, 110.25, 130.5, 160.75]


def test_an_empty_list_gives_the_nil_row_when_there_is_one():
    cells = {
        "A1": "{{EACH item}}",
        "A2": "{{item.serial}}",
        "B2": "{{item.amount}}",
        "A3": "{{ELSE}}",
        "A4": "Nil",
        "A5": "{{END}}",
        "A6": "Total",
        "B6": "=SUM(B2:B2)",
    }
    template = make_book(Bill=cells)

    assert column(fill(template, one_work(0)), "A") == ["Nil", "Total"]
    assert column(fill(template, one_work(0)), "B") == [None, 0]
    assert column(fill(template, one_work(2)), "A") == [1, 2, "Total"]


def draw_everything(book):
    sheet = book.add_worksheet("Bill")
    red = book.add_format({"bg_color": "#FF0000"})
    write(sheet, {"A1": "Head", "A4": "Total", "A6": "Sign here", "E1": "x"})
    write(sheet, {"A2": "{{EACH item}}{{item.serial}}", "D2": "{{END}}"})
    sheet.merge_range("B2:C2", "{{item.description}}")
    sheet.merge_range("A6:C7", "Signature")
    sheet.set_row(1, 30)
    sheet.set_row(5, 45)
    sheet.print_area("A1:D7")
    sheet.repeat_rows(0)
    sheet.conditional_format(
        "A2:A2", {"type": "formula", "criteria": "=$A2>$E$1", "format": red}
    )
    sheet.conditional_format(
        "A4", {"type": "cell", "criteria": ">", "value": 1, "format": red}
    )
    sheet.data_validation("D2:D2", {"validate": "list", "source": ["Yes", "No"]})
    sheet.data_validation("A6", {"validate": "list", "source": "=$A$4:$A$5"})
    sheet.write_url("A7", "https://example.org/", string="site")
    sheet.write_url("B4", "internal:Bill!A6", string="down")
    sheet.autofilter("A1:D2")
    sheet.set_h_pagebreaks([4])
    book.define_name("TotalCell", "=Bill!$A$4")
    book.define_name("Items", "=Bill!$A$2:$A$2")
    sheet.write_comment("A4", "checked")


def test_what_hangs_on_rows_moves_with_them():
    sheet = formulas(fill(build(draw_everything), one_work(3)))["Bill"]
    book = sheet.parent
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"B2:C2", "B3:C3", "B4:C4", "A8:C9"}
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4, 8)]
    assert heights == [30, 30, 30, 45]
    assert sheet.print_area == "'Bill'!$A$1:$D$9"
    assert sheet.print_title_rows == "$1:$1"
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["A2:A4", "A6"]
    rule = next(iter(sheet.conditional_formatting)).rules[0]
    assert rule.formula == ["$A2>$E$1"]
    checks = sheet.data_validations.dataValidation
    assert [str(check.sqref) for check in checks] == ["D2:D4", "A8"]
    assert checks[1].formula1 == "$A$6:$A$7"
    assert sheet["B6"].hyperlink.location == "Bill!A8"
    assert sheet.auto_filter.ref == "A1:D4"
    assert [item.id for item in sheet.row_breaks.brk] == [6]
    assert book.defined_names["TotalCell"].attr_text == "Bill!$A$6"
    assert book.defined_names["Items"].attr_text == "Bill!$A$2:$A$4"
    assert sheet["A6"].comment.text.endswith("checked")
    assert sheet["A4"].comment is None


def test_shared_formulas_of_excel_are_given_their_own_text():
    def share(xml: str) -> str:
        xml = xml.replace("<f>B2*2</f>", '<f t="shared" ref="C2:C4" si="0">B2*2</f>')
        return xml.replace("<f>B4*2</f>", '<f t="shared" si="0"/>')

    cells = {
        "A1": "x",
        "B2": 1,
        "C2": "=B2*2",
        "A3": "{{EACH item}}{{item.serial}}",
        "D3": "{{END}}",
        "A4": "y",
        "B4": 3,
        "C4": "=B4*2",
    }
    template = with_part(make_book(Bill=cells), "xl/worksheets/sheet1.xml", share)
    filled = fill(template, one_work(2))

    assert formulas(filled)["Bill"]["C5"].value == "=B5*2"
    assert results(filled)["Bill"]["C5"].value == 6
