"""Point 19: what a condition leaves out leaves no trace."""

from __future__ import annotations

import docx
import pytest

from tests.documents.templates.docx.word_files import (
    add_table,
    context,
    fill,
    paragraphs,
    part,
    reopened,
    rows,
    run,
    saved,
    with_paragraphs,
    with_runs,
    with_table,
)


def test_point_19_a_paragraph_goes_without_a_blank_line():
    texts = ["before", "{{IF NIT_NO}}NIT {{NIT_NO}}{{END}}", "after"]
    assert paragraphs(fill(with_paragraphs(*texts))) == ["before", "after"]


def test_point_19_paragraphs_between_tags_of_their_own_go_with_the_tags():
    texts = ["a", "{{IF AMOUNT > 0}}", "yes", "{{ELSE}}", "no", "{{END}}", "b"]
    assert paragraphs(fill(with_paragraphs(*texts))) == ["a", "yes", "b"]


def test_point_19_text_within_a_paragraph_goes():
    text = "Bill{{IF NIT_NO}} of {{NIT_NO}}{{ELSE}} without notice{{END}}."
    assert paragraphs(fill(with_paragraphs(text))) == ["Bill without notice."]


def test_point_19_a_row_goes():
    made = rows(
        fill(
            with_table(
                ["a", "b"], ["{{IF NIT_NO}}NIT", "{{NIT_NO}}{{END}}"], ["c", "d"]
            )
        )
    )
    assert made == [["a", "b"], ["c", "d"]]


def test_point_19_a_table_goes_and_a_cell_keeps_a_paragraph():
    document = docx.Document()
    add_table(document, ["{{IF NIT_NO}}NIT{{END}}", "x"])
    document.add_paragraph("{{IF NIT_NO}}")
    add_table(document, ["gone"])
    document.add_paragraph("{{END}}")

    made = reopened(fill(saved(document)))

    assert len(made.tables) == 1
    assert len(made.tables[0].cell(0, 0).paragraphs) == 1


def test_point_19_a_column_goes_from_every_row():
    document = docx.Document()
    table = add_table(
        document,
        ["Item", "{{COLUMN IF NIT_NO}}NIT", "Amount"],
        ["{{EACH item}}{{item.serial}}", "{{NIT_NO}}", "{{item.amount}}{{END}}"],
        ["Total over all columns", "", ""],
    )
    table.cell(2, 0).merge(table.cell(2, 2))
    content = saved(document)

    made = fill(content)

    assert rows(made)[:2] == [["Item", "Amount"], ["1", "100.50"]]
    table = reopened(made).tables[0]
    assert len(table.columns) == 2
    assert table.cell(4, 0)._tc is table.cell(4, 1)._tc
    assert len(rows(fill(content, context(NIT_NO="14/2025")))[0]) == 3


def test_point_19_a_picture_between_tags_goes():
    runs = [run("a{{IF NIT_NO}}"), "<w:r><w:drawing/></w:r>", run("{{END}}b")]
    filled = fill(with_runs(*runs))

    assert "drawing/>" not in part(filled, "word/document.xml")
    assert paragraphs(filled) == ["ab"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("AMOUNT > 20000", True),
        ("AMOUNT >= 20365.37 and not NIT_NO", True),
        ("PREVIOUS_AMOUNT > 0", False),
        ("NAME_OF_WORK = “repairs  TO guest house”", True),
        ("CC_HEADER contains 'Final'", False),
        ("CC_HEADER contains 'part' or NIT_NO", True),
        ("AMOUNT <> 20365.37", False),
        ("AMOUNT - 365.37 == 20000", True),
        ("items", True),
        ("(AMOUNT > 1) = (AMOUNT > 2)", True),
    ],
)
def test_conditions_read_as_they_are_spoken(condition, holds):
    (text,) = paragraphs(
        fill(with_paragraphs(f"{{{{IF {condition}}}}}yes{{{{ELSE}}}}no{{{{END}}}}"))
    )
    assert text == ("yes" if holds else "no")


def test_the_page_set_up_of_a_section_is_kept_when_its_paragraph_is_only_a_tag():
    document = docx.Document()
    document.add_paragraph("{{IF AMOUNT}}")
    document.add_section()
    document.add_paragraph("{{END}}")
    assert len(reopened(fill(saved(document))).sections) == 2
