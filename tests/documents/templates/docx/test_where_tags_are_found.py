"""Points 9 to 12, 14 and 15: tags however Word has cut them up."""

from __future__ import annotations

import docx
import pytest

from tests.documents.templates.docx.word_files import (
    VALUES,
    assert_sound,
    fill,
    paragraphs,
    part,
    reopened,
    run,
    saved,
    with_paragraphs,
    with_runs,
)

WORK = VALUES["NAME_OF_WORK"]
PROOF = '<w:proofErr w:type="spellStart"/>'
BOOKMARK = '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>'


@pytest.mark.parametrize(
    "runs",
    [
        [run("{{NAME_OF_WORK}}")],
        [run("{"), run("{NAME_OF_WORK}"), run("}")],
        [run(character) for character in "{{NAME_OF_WORK}}"],
        [run("{{NAME"), PROOF, run("_OF_"), BOOKMARK, run("WORK}}")],
        [
            run("{{NAME"),
            f'<w:ins w:id="2" w:author="a">{run("_OF_WORK")}</w:ins>',
            run("}}"),
        ],
        [
            run("{{NAME_OF_"),
            '<w:del w:id="3" w:author="a"><w:r><w:delText>BILL</w:delText></w:r></w:del>',
            run("WORK}}"),
        ],
        [run("{{NAME"), "<w:r><w:lastRenderedPageBreak/></w:r>", run("_OF_WORK}}")],
        ["<w:r><w:t>{{NAME</w:t><w:softHyphen/><w:t>_OF_WORK}}</w:t></w:r>"],
        [f"<w:smartTag>{run('{{NAME_OF_WORK}}')}</w:smartTag>"],
    ],
)
def test_point_09_a_tag_is_found_however_it_is_split(runs):
    filled = fill(with_runs(run("Work: "), *runs, run(".")))

    body = part(filled, "word/document.xml")
    assert body.count(WORK) == 1
    assert "{" not in "".join(paragraphs(filled))
    assert_sound(filled)


def test_point_10_the_value_takes_the_format_of_the_tags_first_character():
    bold, italic = "<w:b/>", "<w:i/>"
    filled = fill(
        with_runs(run("To "), run("{", bold), run("{NAME_OF_WORK}} and", italic))
    )

    runs = [(r.text, r.bold, r.italic) for r in reopened(filled).paragraphs[0].runs]
    assert runs == [("To ", None, None), (WORK, True, None), (" and", None, True)]


def test_point_11_tabs_breaks_fields_and_pictures_beside_a_tag_survive():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inside = "<w:r><w:tab/><w:t>{{AMOUNT}}</w:t><w:br/><w:t>x</w:t><w:drawing/></w:r>"
    filled = fill(with_runs(inside, field))

    body = part(filled, "word/document.xml")
    kept = [body.index(s) for s in ("<w:tab/>", "20,365.37", "<w:br/>", "<w:drawing/>")]
    assert kept == sorted(kept)
    assert body.count("fldChar ") == 2


@pytest.mark.parametrize(
    "tag",
    [
        "{{NAME_OF_WORK}}",
        "{{ NAME_OF_WORK }}",
        "{{name_of_work}}",
        "{{\u00a0Name_Of_Work\u00a0}}",
        "{{NAME OF WORK}}",
        "{{NAME_ OF_WORK}}",
        "{{NAME_OF_WORK\u200b}}",
        "{{NAME_OF_WORK|default(\u201c-\u201d)}}",
        "{{NAME_OF_WORK | default(\u2018-\u2019)}}",
    ],
)
def test_point_12_a_name_may_be_typed_with_stray_spaces_quotes_and_any_case(tag):
    assert paragraphs(fill(with_paragraphs(tag))) == [WORK]


def test_point_14_doubled_braces_print_braces():
    filled = fill(with_paragraphs("Type {{{{NAME_OF_WORK}}}} for {{NAME_OF_WORK}}"))

    assert paragraphs(filled) == [f"Type {{{{NAME_OF_WORK}}}} for {WORK}"]
    assert filled.problems == ()


def test_point_15_no_braces_are_left_when_every_tag_is_known():
    document = docx.Document()
    for name in ("NAME_OF_WORK", "AMOUNT|words", "NIT_NO", "items.amount|sum"):
        document.add_paragraph(f"{{{{{name}}}}}")
    document.add_paragraph("{{IF items}}{{EACH item}}{{item.serial}} {{END}}.{{END}}")
    document.sections[0].header.paragraphs[0].text = "{{CC_HEADER}}"

    filled = fill(saved(document))

    assert "{{" not in part(filled, "word/document.xml")
    assert "{{" not in part(filled, "word/header1.xml")
    assert [use.name for use in filled.missing] == ["NIT_NO"]


def test_a_tag_does_not_reach_over_a_picture():
    filled = fill(
        with_runs(run("{{NAME_OF_"), "<w:r><w:drawing/></w:r>", run("WORK}}"))
    )

    assert "<w:drawing/>" in part(filled, "word/document.xml")
    assert filled.problems
