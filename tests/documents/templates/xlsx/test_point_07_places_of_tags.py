"""Tags are filled wherever a workbook holds text, or plainly reported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from documents.domain.template_findings import TemplateRefused
from tests.documents.templates.xlsx.books import (
    build,
    fill,
    formulas,
    make_book,
    one_work,
    parts,
    tags_left,
    with_part,
    write,
)

VALUES: dict[str, Any] = {"NAME_OF_WORK": "A & B <Sons>", "AMOUNT": Decimal("20365.37")}


def test_every_place_is_filled():
    def draw(book):
        sheet = book.add_worksheet("{{BILL_NUMBER}} bill")
        write(sheet, {"A1": "{{NAME_OF_WORK}}", "B1": 3, "B2": 4})
        sheet.set_header("&L{{NAME_OF_WORK}}&R&12{{AMOUNT}}")
        sheet.set_footer("&CPage &P of {{NAME_OF_WORK}}")
        sheet.insert_textbox("D4", "Box: {{NAME_OF_WORK}}\nsecond {{AMOUNT}}")
        sheet.write_comment("A2", "For {{NAME_OF_WORK}}")
        sheet.data_validation(
            "A3", {"validate": "any", "input_title": "T", "input_message": "{{AMOUNT}}"}
        )
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='{{BILL_NUMBER}} bill'!$B$1:$B$2"})
        chart.set_title({"name": "Chart of {{NAME_OF_WORK}}"})
        sheet.insert_chart("F1", chart)
        book.set_properties({"title": "{{NAME_OF_WORK}}", "author": "{{AMOUNT}}"})

    filled = fill(build(draw), one_work(BILL_NUMBER="First", **VALUES))

    assert tags_left(filled.content) == []
    sheet = formulas(filled).worksheets[0]
    assert sheet.title == "First bill"
    assert sheet["A1"].value == "A & B <Sons>"
    assert sheet.oddHeader.left.text == "A && B <Sons>"
    # A space keeps the figure from being read as part of the font's size.
    assert b"&amp;12 20,365.37" in parts(filled.content)["xl/worksheets/sheet1.xml"]
    assert sheet["A2"].comment.text.endswith("For A & B <Sons>")
    assert formulas(filled).properties.title == "A & B <Sons>"
    drawing = parts(filled.content)["xl/drawings/drawing1.xml"].decode()
    assert "Box: A &amp; B &lt;Sons&gt;" in drawing
    chart = parts(filled.content)["xl/charts/chart1.xml"].decode()
    assert "Chart of A &amp; B &lt;Sons&gt;" in chart
    assert "'First bill'!$B$1:$B$2" in chart
    assert filled.problems == ()


def test_a_tag_split_over_runs_takes_the_format_of_its_first_letter():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        bold, red = book.add_format({"bold": True}), book.add_format({"color": "red"})
        sheet.write_rich_string(
            "A1", "before ", bold, "{{NAME", red, "_OF_WORK", "}} after"
        )

    cell = formulas(fill(build(draw), one_work(**VALUES)))["Bill"]["A1"]

    texts = [getattr(run, "text", run) for run in cell.value]
    assert texts == ["before ", "A & B <Sons>", " after"]
    assert cell.value[1].font.b


def test_lines_of_a_value_break_in_a_text_box():
    def draw(book):
        book.add_worksheet("Bill").insert_textbox("A1", "{{CONTRACTOR_ADDRESS}}")

    filled = fill(build(draw), one_work(CONTRACTOR_ADDRESS="12-3\nMain Road"))

    drawing = parts(filled.content)["xl/drawings/drawing1.xml"].decode()
    assert drawing.index("12-3") < drawing.index("<a:br/>") < drawing.index("Main Road")


def test_a_text_box_keeps_its_place_below_the_repeated_rows():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        write(sheet, {"A2": "{{EACH item}}{{item.serial}}", "B2": "{{END}}"})
        sheet.insert_textbox("A5", "Sign here", {"object_position": 2})

    def row_of(content: bytes) -> int:
        drawing = parts(content)["xl/drawings/drawing1.xml"].decode()
        return int(drawing.split("<xdr:row>")[1].split("<")[0])

    template = build(draw)
    assert row_of(fill(template, one_work(4)).content) == row_of(template) + 3


def test_tags_in_formulas_and_defined_names_are_reported():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        sheet.write_formula("B3", '="Rs. "&"{{AMOUNT}}"')
        book.define_name("Words", '="{{AMOUNT}}"')

    filled = fill(build(draw), one_work(**VALUES))

    assert [(problem.place, problem.message) for problem in filled.problems] == [
        ("Bill!B3", "tags inside a formula are not filled"),
        ("defined name Words", "tags in a defined name are not filled"),
    ]


def test_tags_in_a_part_that_is_not_filled_are_reported():
    template = with_part(
        make_book(Bill={"A1": "x"}),
        "customXml/item1.xml",
        lambda _: "<a>{{AMOUNT}}</a>",
    )

    (problem,) = fill(template, one_work(**VALUES)).problems
    assert (problem.place, problem.near) == ("customXml/item1.xml", "{{AMOUNT}}")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"A2": "{{EACH item}}", "A3": "{{item.serial}}"}, "Bill!A2"),
        ({"B7": "{{END}}"}, "Bill!B7"),
        ({"C1": "{{IF AMOUNT > 0}}x"}, "Bill!C1"),
    ],
)
def test_point_42_tags_that_do_not_fit_are_refused_with_their_cell(cells, place):
    with pytest.raises(TemplateRefused) as refusal:
        fill(make_book(Bill=cells), one_work(**VALUES))

    assert [problem.place for problem in refusal.value.problems] == [place]


def test_a_longer_header_than_excel_takes_is_cut_and_reported():
    def draw(book):
        book.add_worksheet("Bill").set_header("&L{{NAME_OF_WORK}}")

    filled = fill(build(draw), one_work(NAME_OF_WORK="long " * 100))

    assert len(formulas(filled)["Bill"].oddHeader.left.text or "") <= 255
    assert [problem.place for problem in filled.problems] == ["Bill, header"]


def test_point_14_doubled_braces_are_the_braces_themselves():
    filled = fill(make_book(Bill={"A1": "write {{{{AMOUNT}}}}"}), one_work(**VALUES))

    assert formulas(filled)["Bill"]["A1"].value == "write {{AMOUNT}}"
