"""Points 13 and 42: what is wrong is said with part, paragraph and nearby text."""

from __future__ import annotations

import docx
import pytest

from documents.domain.template_findings import TemplateRefused
from documents.renderers.templates.docx.template import check_docx
from tests.documents.templates.docx.word_files import (
    add_table,
    edited_parts,
    fill,
    paragraphs,
    saved,
    text_box,
    with_paragraphs,
    with_table,
)


def test_point_13_an_unknown_tag_stays_and_is_reported_with_place_and_nearest_name():
    filled = fill(with_paragraphs("x", "Work: {{Name of Wrok}}"))

    assert paragraphs(filled)[1] == "Work: {{Name of Wrok}}"
    (use,) = filled.unknown
    assert use.place == "body, paragraph 2"
    assert use.text == "{{Name of Wrok}}"
    assert use.nearest == "NAME_OF_WORK"


def test_point_13_jinja_tags_and_half_tags_are_reported():
    filled = fill(with_paragraphs("{% for x in y %}", "{{NAME_OF_WORK}", "{{#items}}"))

    assert paragraphs(filled)[0] == "{% for x in y %}"
    assert [problem.place for problem in filled.problems] == [
        "body, paragraph 1",
        "body, paragraph 2",
        "body, paragraph 3",
    ]


@pytest.mark.parametrize(
    ("texts", "place", "says"),
    [
        (["a", "{{EACH item}}", "b"], "body, paragraph 2", "has no {{END}}"),
        (["a", "b {{IF AMOUNT}} c"], "body, paragraph 2", "has no {{END}}"),
        (["{{END}}"], "body, paragraph 1", "without its EACH or IF"),
        (
            ["{{IF AMOUNT}}a", "{{ELSE}}", "b", "{{ELSE}}", "{{END}}"],
            "body, paragraph 4",
            "without its",
        ),
        (
            ["{{EACH item}}", "x", "{{END IF}}"],
            "body, paragraph 3",
            "ends {{EACH item}}",
        ),
        (["{{EACH bill}}", "{{END}}"], "body, paragraph 2", "without its"),
        (["{{IF}}", "{{END}}"], "body, paragraph 2", "without its"),
    ],
)
def test_point_42_tags_that_do_not_fit_are_refused_with_their_place(texts, place, says):
    with pytest.raises(TemplateRefused) as refused:
        fill(with_paragraphs(*texts))

    problem = refused.value.problems[0]
    assert refused.value.code == "tags_wrong"
    assert problem.place == place
    assert says in problem.message
    assert problem.near
    assert place in str(refused.value)


def test_point_42_a_repeat_cannot_reach_out_of_its_table():
    document = docx.Document()
    add_table(document, ["a"], ["{{EACH item}}"])
    document.add_paragraph("{{END}}")

    problems = check_docx(saved(document))

    assert {problem.place for problem in problems} == {
        "table 1, row 2",
        "body, paragraph 1",
    }


def test_point_42_a_missing_end_is_named_in_a_header_and_in_a_text_box():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{IF AMOUNT}}"
    document.element.body.insert(0, text_box("{{EACH item}}"))

    places = {problem.place for problem in check_docx(saved(document))}

    assert places == {"header, paragraph 1", "text box 1"}


def test_an_else_in_the_row_of_its_own_repeat_is_refused():
    row = ["{{EACH item}}{{item.serial}}", "{{ELSE}}", "{{END}}"]
    (problem,) = check_docx(with_table(row))

    assert "of its own" in problem.message


def test_a_value_that_a_filter_cannot_use_stays_and_is_reported():
    filled = fill(
        with_paragraphs("{{NAME_OF_WORK|words}}", "{{AMOUNT|date}}", "{{AMOUNT|shout}}")
    )

    assert paragraphs(filled)[0] == "{{NAME_OF_WORK|words}}"
    assert len(filled.problems) == 3
    assert "“Repairs to guest house” is not a number" in filled.problems[0].message


def test_a_known_name_without_a_value_is_reported_once_for_each_place():
    filled = fill(with_paragraphs("{{NIT_NO}} {{NIT_NO}}", "{{NIT_NO}}"))

    assert [use.place for use in filled.missing] == [
        "body, paragraph 1",
        "body, paragraph 2",
    ]


def test_a_picture_from_outside_is_reported():
    link = (
        b'<Relationship Id="rIdX" TargetMode="External" Target="http://host/a.png" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    content = edited_parts(
        with_paragraphs("x"),
        {
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", link + b"</Relationships>"
            )
        },
    )
    (problem,) = check_docx(content)
    assert problem.near == "http://host/a.png"
    assert "image" in problem.message
