"""Points 16 to 18, 20 to 24: rows, paragraphs and whole pages that repeat."""

from __future__ import annotations

from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn

from documents.domain.template_findings import TemplateRefused
from tests.documents.templates.docx.word_files import (
    ITEMS,
    add_table,
    assert_sound,
    context,
    fill,
    paragraphs,
    part,
    reopened,
    rows,
    saved,
    sectioned_context,
    several_works,
    with_paragraphs,
    with_table,
)

ITEM_ROW = [
    "{{EACH item}}{{item.serial}}",
    "{{item.description}}",
    "{{item.amount}}{{END}}",
]
TOTAL_ROW = ["", "Total", "{{items.amount|sum}}"]
HEADING = ["S.No", "Item", "Amount"]


def test_point_16_a_row_repeats_per_item_and_the_total_row_moves_down():
    assert rows(fill(with_table(HEADING, ITEM_ROW, TOTAL_ROW))) == [
        HEADING,
        ["1", "Item 1", "100.50"],
        ["2", "Item 2", "201.00"],
        ["3", "Item 3", "301.50"],
        ["", "Total", "603.00"],
    ]


def test_point_16_the_heading_row_still_repeats_on_each_page():
    document = docx.Document()
    table = add_table(document, HEADING, ITEM_ROW)
    table.rows[0]._tr.get_or_add_trPr().append(
        table._tbl.makeelement(qn("w:tblHeader"), {})
    )
    made = reopened(fill(saved(document))).tables[0]

    flags = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in made.rows]
    assert flags == [True, False, False, False]


def test_rows_of_nothing_but_tags_enclose_the_rows_between_them():
    filled = fill(
        with_table(
            HEADING,
            ["{{EACH item}}", "", ""],
            ["{{item.serial}}", "{{item.description}}", ""],
            ["", "second line", "{{item.amount}}"],
            ["{{END}}", "", ""],
            TOTAL_ROW,
        )
    )
    made = rows(filled)
    assert len(made) == 1 + 2 * 3 + 1
    assert made[3] == ["2", "Item 2", ""]
    assert made[4] == ["", "second line", "201.00"]


def test_point_17_a_page_per_work_with_a_break_between():
    content = with_paragraphs(
        "{{EACH work NEW PAGE}}",
        "Work: {{NAME_OF_WORK}}",
        "{{items.amount|sum}}",
        "{{END}}",
    )
    filled = fill(content, several_works("First", "Second", "Third"))

    assert paragraphs(filled) == [
        *("Work: First", "301.50"),
        *("Work: Second", "301.50"),
        *("Work: Third", "301.50"),
    ]
    breaks = [p.paragraph_format.page_break_before for p in reopened(filled).paragraphs]
    assert breaks == [None, None, True, None, True, None]


@pytest.mark.parametrize("inside_the_style", [True, False])
def test_point_17_numbered_lists_begin_anew_in_each_work(inside_the_style):
    document = docx.Document()
    document.add_paragraph("{{EACH work}}")
    for text in ("{{NAME_OF_WORK}}", "second"):
        paragraph = document.add_paragraph(text, style="List Number")
        if not inside_the_style:
            number = document.styles["List Number"].element.pPr.numPr.numId.val
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = (
                number
            )
    document.add_paragraph("{{END}}")

    made = reopened(fill(saved(document), several_works("A", "B", "C")))

    numbers = [
        p._p.xpath("string(./w:pPr/w:numPr/w:numId/@w:val)") for p in made.paragraphs
    ]
    first, second, third = numbers[0:2], numbers[2:4], numbers[4:6]
    assert len(set(first)) == len(set(second)) == len(set(third)) == 1
    assert len({first[0], second[0], third[0]}) == 3
    numbering = made.part.numbering_part.element
    for number in (second[0], third[0]):
        (made_list,) = numbering.xpath(f'./w:num[@w:numId="{number}"]')
        assert made_list.xpath(
            './w:lvlOverride[@w:ilvl="0"]/w:startOverride/@w:val'
        ) == ["1"]


def test_point_18_items_repeat_inside_their_section():
    filled = fill(
        with_table(
            HEADING,
            ["{{EACH section}}", "", ""],
            ["", "{{section.title}}", ""],
            ITEM_ROW,
            ["", "Total of {{section.title}}", "{{items.amount|sum}}"],
            ["{{END section}}", "", ""],
            TOTAL_ROW,
        ),
        sectioned_context(),
    )
    assert rows(filled) == [
        HEADING,
        ["", "Electrical", ""],
        ["1", "Item 1", "100.50"],
        ["2", "Item 2", "201.00"],
        ["", "Total of Electrical", "301.50"],
        ["", "Civil", ""],
        ["3", "Item 3", "301.50"],
        ["", "Total of Civil", "301.50"],
        ["", "Total", "603.00"],
    ]


def test_point_20_an_empty_list_leaves_no_row():
    assert rows(fill(with_table(HEADING, ITEM_ROW, TOTAL_ROW), context([]))) == [
        HEADING,
        ["", "Total", "0.00"],
    ]


def test_point_20_an_empty_list_gives_the_rows_after_else():
    template = with_table(
        HEADING,
        ["{{EACH item}}", "", ""],
        ["{{item.serial}}", "{{item.description}}", "{{item.amount}}"],
        ["{{ELSE}}", "", ""],
        ["", "Nil", ""],
        ["{{END}}", "", ""],
    )
    assert rows(fill(template, context([]))) == [HEADING, ["", "Nil", ""]]
    assert len(rows(fill(template))) == 4


def test_point_20_an_empty_list_can_leave_out_the_table():
    document = docx.Document()
    document.add_paragraph("{{IF items}}")
    add_table(document, HEADING, ITEM_ROW)
    document.add_paragraph("{{END}}")
    document.add_paragraph("after")

    filled = fill(saved(document), context([]))

    assert reopened(filled).tables == []
    assert paragraphs(filled) == ["after"]


def test_point_21_number_first_last_and_alternating_rows():
    text = (
        "{{EACH item}}{{IF item.first}}From {{END}}{{item.number}}"
        "{{IF item.odd}} odd{{ELSE}} even{{END}}{{IF not item.last}}, {{ELSE}}. {{END}}{{END}}"
        "of {{items|count}}"
    )
    assert paragraphs(fill(with_paragraphs(text))) == [
        "From 1 odd, 2 even, 3 odd. of 3"
    ]


def test_point_22_a_remainder_works_in_the_tag_of_a_row():
    row = [
        "{{EACH item}}{{IF item.number % 2 = 1}}{{item.serial}}",
        "",
        "{{item.amount}}{{END}}{{END}}",
    ]
    assert [cells[0] for cells in rows(fill(with_table(HEADING, row)))] == [
        "S.No",
        "1",
        "3",
    ]


def test_point_23_merges_and_shading_come_with_each_row():
    document = docx.Document()
    table = add_table(
        document,
        HEADING,
        ["{{EACH item}}{{item.serial}}", "{{item.description}}", ""],
        ["", "more", "{{item.amount}}{{END}}"],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(1, 2))
    shading = table._tbl.makeelement(qn("w:shd"), {qn("w:fill"): "E6E6E6"})
    table.cell(2, 2)._tc.get_or_add_tcPr().append(shading)

    made = reopened(fill(saved(document))).tables[0]

    assert len(made.rows) == 7
    for top in (1, 3, 5):
        assert made.cell(top, 0)._tc is made.cell(top + 1, 0)._tc
        assert made.cell(top, 1)._tc is made.cell(top, 2)._tc
        assert made.cell(top + 1, 2)._tc.xpath("./w:tcPr/w:shd/@w:fill") == ["E6E6E6"]


def test_point_23_a_merge_whose_first_row_goes_begins_in_the_next():
    document = docx.Document()
    table = add_table(document, ["{{IF NIT_NO}}a", "{{END}}"], ["", "b"], ["", "c"])
    table.cell(0, 0).merge(table.cell(2, 0))
    made = reopened(fill(saved(document))).tables[0]

    merges = [row._tr.tc_lst[0].vMerge for row in made.rows]
    assert merges == ["restart", "continue"]


def test_point_24_consecutive_and_nested_repeats_give_a_sound_file():
    document = docx.Document()
    document.add_paragraph("{{EACH work NEW PAGE}}")
    add_table(document, HEADING, ITEM_ROW, TOTAL_ROW)
    document.add_paragraph("{{EACH item}}")
    document.add_paragraph("{{item.serial}} {{EACH item}}{{item.number}}{{END}}")
    document.add_paragraph("{{END}}")
    document.add_paragraph("{{EACH item}}{{item.description}}{{END}}")
    document.add_paragraph("{{END}}")

    filled = fill(saved(document), several_works("A", "B"))

    assert_sound(filled)
    assert len(reopened(filled).tables) == 2
    assert paragraphs(filled) == ["1 12", "2 12", "Item 1", "Item 2"] * 2


def test_tables_that_repeat_do_not_grow_into_one():
    document = docx.Document()
    document.add_paragraph("{{EACH work}}")
    add_table(document, ["{{NAME_OF_WORK}}"])
    document.add_paragraph("{{END}}")

    made = reopened(fill(saved(document), several_works("A", "B")))

    assert [table.cell(0, 0).text for table in made.tables] == ["A", "B"]


def test_a_copy_has_no_bookmark_or_picture_number_of_the_first():
    document = docx.Document()
    document.add_paragraph("{{EACH item}}")
    paragraph = document.add_paragraph("{{item.serial}}")
    for name in ("bookmarkStart", "bookmarkEnd"):
        mark = paragraph._p.makeelement(qn(f"w:{name}"), {qn("w:id"): "1"})
        paragraph._p.append(mark)
    document.add_paragraph("{{END}}")

    body = part(fill(saved(document)), "word/document.xml")

    assert body.count("bookmarkStart") == 1


def test_a_thousand_rows_are_filled():
    items = [
        {**ITEMS[0], "serial": str(n), "amount": Decimal(n)} for n in range(1, 1001)
    ]
    made = rows(fill(with_table(HEADING, ITEM_ROW, TOTAL_ROW), context(items)))

    assert made[1000] == ["1000", "Item 1", "1,000.00"]
    assert made[1001] == ["", "Total", "5,00,500.00"]


def test_more_turns_than_allowed_stop_the_filling():
    template = with_paragraphs(
        "{{EACH item}}{{EACH item}}{{item.serial}}{{END}}{{END}}"
    )
    assert fill(template, loop_limit=12).problems == ()
    with pytest.raises(TemplateRefused) as refused:
        fill(template, loop_limit=11)
    assert refused.value.code == "too_much"
