"""Repeats within repeats, a sheet for each work, and rows that stand only where they should."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.documents.templates.xlsx.books import (
    build,
    column,
    fill,
    formulas,
    make_book,
    one_work,
    parts,
    results,
    sections,
    tags_left,
    works,
    write,
)
from tests.golden.sheets import needs_office, resave_all

NESTED = {
    "A1": "Head",
    "A2": "{{EACH section}}{{section.title}}",
    "A3": "{{EACH item}}{{item.serial}}",
    "B3": "{{item.amount}}",
    "C3": "{{END}}",
    "A4": "Sub total",
    "B4": "=SUM(B3:B3)",
    "C4": "{{END section}}",
    "A5": "Total",
    "B5": "=SUM(B4:B4)",
    "C5": "=SUM(B3:B3)",
}


def test_point_18_sections_and_their_items_nest():
    filled = fill(make_book(Bill=NESTED), sections(2, 1))

    assert column(filled, "A") == [
        "Head",
        "Section 1",
        1,
        2,
        "Sub total",
        "Section 2",
        1,
        "Sub total",
        "Total",
    ]
    assert column(filled, "B")[4:] == [30.5, None, 10.25, 10.25, 40.75]
    sheet = formulas(filled)["Bill"]
    assert sheet["B8"].value == "=SUM(B7:B7)"
    assert sheet["B9"].value == "=SUM(B5:B5,B8:B8)"
    assert sheet["C9"].value == "=SUM(B3:B4,B7:B7)"
    assert results(filled)["Bill"]["C9"].value == 40.75


def per_work_book() -> bytes:
    def draw(book):
        sheet = book.add_worksheet("Bill")
        summary = book.add_worksheet("Summary")
        last = book.add_worksheet("Last")
        write(
            sheet,
            {
                "A1": "{{EACH work NEW PAGE}}{{NAME_OF_WORK}}",
                "A2": "{{EACH item}}{{item.serial}}",
                "B2": "{{item.amount}}",
                "C2": "{{END}}",
                "A3": "Total",
                "B3": "=SUM(B2:B2)",
                "A4": "=Bill!B3*2",
                "A5": "{{END}}",
            },
        )
        sheet.print_area("A1:C3")
        sheet.set_header("&C{{NAME_OF_WORK}}")
        sheet.insert_textbox("E1", "{{NAME_OF_WORK}}")
        sheet.write_comment("A3", "Note on {{NAME_OF_WORK}}")
        sheet.set_column(0, 0, 33)
        write(summary, {"A1": "=SUM(Bill!B3)", "A2": "=Bill!B3"})
        last.print_area("A1:B2")
        last.activate()

    return build(draw)


def test_point_37_each_work_has_a_sheet_of_its_own():
    filled = fill(per_work_book(), works(1, 3))

    book = results(filled)
    assert book.sheetnames == ["Bill", "Bill (2)", "Summary", "Last"]
    assert column(filled, "A", "Bill") == ["Work 1", 1, "Total", 20.5]
    assert column(filled, "A", "Bill (2)") == ["Work 2", 1, 2, 3, "Total", 121.5]
    assert column(filled, "A", "Summary") == [71, 10.25]
    assert tags_left(filled.content) == []
    sheets = formulas(filled)
    assert sheets["Summary"]["A1"].value == "=SUM(Bill!B3,'Bill (2)'!B5)"
    assert sheets["Bill (2)"]["A6"].value == "='Bill (2)'!B5*2"
    assert sheets["Bill (2)"].column_dimensions["A"].width == pytest.approx(33.7, abs=1)
    assert sheets["Bill"].print_area == "'Bill'!$A$1:$C$3"
    assert sheets["Bill (2)"].print_area == "'Bill (2)'!$A$1:$C$5"
    assert sheets["Last"].print_area == "'Last'!$A$1:$B$2"
    assert sheets.active.title == "Last"
    assert sheets["Bill (2)"].oddHeader.center.text == "Work 2"
    assert sheets["Bill (2)"]["A5"].comment.text.endswith("Note on Work 2")
    texts = [
        content
        for name, content in parts(filled.content).items()
        if "drawings/drawing" in name
    ]
    assert sum(b"Work 2" in text for text in texts) == 1


def test_a_sheet_may_be_named_after_its_work():
    cells = {"A1": "{{EACH work NEW PAGE}}{{AMOUNT}}", "A2": "{{END}}"}
    filled = fill(make_book(**{"{{NAME_OF_WORK}}": cells}), works(0, 0))

    assert results(filled).sheetnames == ["Work 1", "Work 2"]
    assert column(filled, "A", "Work 2") == [2000]


def test_works_may_follow_one_another_on_one_sheet():
    cells = {
        "A1": "{{EACH work}}{{NAME_OF_WORK}}",
        "A2": "{{EACH item}}{{item.serial}}",
        "B2": "{{END}}",
        "A3": "Total of {{work.number}}",
        "B3": "=SUM(A2:A2)",
        "C3": "{{END}}",
    }
    filled = fill(make_book(Bill=cells), works(2, 1))

    assert column(filled, "A") == [
        "Work 1",
        1,
        2,
        "Total of 1",
        "Work 2",
        1,
        "Total of 2",
    ]
    assert column(filled, "B") == [None, None, None, 3, None, None, 1]


def test_each_section_may_begin_a_page():
    cells = {
        "A1": "{{EACH section NEW PAGE}}{{section.title}}",
        "A2": "x{{END}}",
    }
    sheet = formulas(fill(make_book(Bill=cells), sections(1, 1, 1)))["Bill"]

    assert [item.id for item in sheet.row_breaks.brk] == [2, 4]


@pytest.mark.parametrize(
    ("amount", "rows"),
    [(5, ["Head", "Deduct", "End"]), (0, ["Head", "Nothing", "End"])],
)
def test_point_19_a_row_stands_only_where_its_condition_holds(amount, rows):
    cells = {
        "A1": "Head",
        "A2": "{{IF PREVIOUS_AMOUNT > 0}}Deduct",
        "A3": "{{ELSE}}Nothing{{END}}",
        "A4": "End",
        "B4": "=SUM(B1:B3)",
    }
    template = make_book(Bill=cells)
    filled = fill(template, one_work(PREVIOUS_AMOUNT=Decimal(amount)))

    assert column(filled, "A") == rows
    assert formulas(filled)["Bill"]["B3"].value == "=SUM(B1:B2)"


def test_a_condition_may_choose_words_inside_a_cell():
    cells = {"A1": "Pay {{IF AMOUNT > 0}}Rs. {{AMOUNT}}{{ELSE}}nil{{END}} now"}
    template = make_book(Bill=cells)

    assert column(fill(template, one_work(AMOUNT=Decimal(5))), "A") == [
        "Pay Rs. 5.00 now"
    ]
    assert column(fill(template, one_work(AMOUNT=Decimal(0))), "A") == ["Pay nil now"]


def test_point_21_first_last_counter_and_sum_are_at_hand():
    cells = {
        "A1": "{{EACH item}}{{item.number}}{{IF item.last}} last{{END}}",
        "B1": "{{IF item.first}}first{{END}}{{END}}",
        "A2": "{{items|count}} items of {{items.amount|sum}}",
    }
    filled = fill(make_book(Bill=cells), one_work(2))

    assert column(filled, "A") == ["1", "2 last", "2 items of 30.50"]
    assert column(filled, "B") == ["first"]


@pytest.mark.office
@needs_office
def test_point_24_filled_workbooks_open_in_libreoffice(tmp_path):
    contents = [
        fill(make_book(Bill=NESTED), sections(2, 1)).content,
        fill(make_book(Bill=NESTED), sections()).content,
        fill(per_work_book(), works(1, 3)).content,
    ]

    resaved = resave_all(contents, tmp_path)

    assert len(resaved) == 3
    for content, again in zip(contents, resaved, strict=True):
        assert _values(again) == _values(content)


def _values(content: bytes) -> list[tuple[str, str, object]]:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    ]
