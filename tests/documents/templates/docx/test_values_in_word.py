"""Points 33 to 35: values that a file format could stumble over."""

from __future__ import annotations

import pytest

from tests.documents.templates.docx.word_files import (
    assert_sound,
    context,
    fill,
    paragraphs,
    part,
    reopened,
    run,
    with_paragraphs,
    with_runs,
)

TELUGU, HINDI = "రూపాయలు వెయ్యి మాత్రమే", "रुपये एक हज़ार मात्र"


@pytest.mark.parametrize(
    "value",
    [
        "M/s Rao & Sons <Elec>",
        "\"quoted\" 'twice' ]]> &amp; &#65;",
        "emoji \U0001f469\u200d\U0001f527 and joiner क्\u200dष",
        "  two spaces  at both ends  ",
        "{{AMOUNT}}",
    ],
)
def test_point_34_a_value_prints_as_it_is_typed(value):
    filled = fill(with_paragraphs("[{{NAME_OF_WORK}}]"), context(NAME_OF_WORK=value))

    assert paragraphs(filled) == [f"[{value}]"]
    assert_sound(filled)


def test_point_34_control_characters_are_left_out():
    value = "a\x00b\x08c\ud800d\ufffee"
    filled = fill(with_paragraphs("{{NAME_OF_WORK}}"), context(NAME_OF_WORK=value))

    assert paragraphs(filled) == ["abcde"]
    assert_sound(filled)


def test_point_33_lines_of_a_value_are_lines_in_the_paragraph():
    value = "12-3\r\nMain Road\nGuntur\t522001"
    filled = fill(with_paragraphs("To {{NAME_OF_WORK}}."), context(NAME_OF_WORK=value))

    assert paragraphs(filled) == ["To 12-3\nMain Road\nGuntur\t522001."]
    body = part(filled, "word/document.xml")
    assert body.count("<w:br/>") == 2
    assert body.count("<w:tab/>") == 1


def test_spaces_at_the_ends_of_a_value_are_kept():
    filled = fill(with_paragraphs("{{DATE}}"), context(DATE="  .11.2025"))

    assert 'xml:space="preserve">  .11.2025<' in part(filled, "word/document.xml")


@pytest.mark.parametrize(("text", "language"), [(TELUGU, "te-IN"), (HINDI, "hi-IN")])
def test_point_35_a_script_of_india_gets_its_font_size_and_weight(text, language):
    properties = '<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman"/><w:b/><w:sz w:val="28"/>'
    value = f"Rs. 1,000 ({text})"
    filled = fill(
        with_runs(run("{{NAME_OF_WORK}}", properties)), context(NAME_OF_WORK=value)
    )

    runs = reopened(filled).paragraphs[0].runs
    assert [r.text for r in runs] == ["Rs. 1,000 (", text, ")"]
    latin, indian, _ = (r._r for r in runs)
    assert indian.xpath("string(./w:rPr/w:rFonts/@w:cs)") == "Nirmala UI"
    assert indian.xpath("./w:rPr/w:cs")
    assert indian.xpath("./w:rPr/w:bCs")
    assert indian.xpath("string(./w:rPr/w:szCs/@w:val)") == "28"
    assert indian.xpath("string(./w:rPr/w:lang/@w:bidi)") == language
    assert not latin.xpath("./w:rPr/w:cs")
    names = [child.tag.rpartition("}")[2] for child in indian.rPr]
    assert names == ["rFonts", "b", "bCs", "sz", "szCs", "cs", "lang"]


def test_point_35_a_font_that_the_office_chose_for_its_script_stays():
    properties = '<w:rFonts w:ascii="Times New Roman" w:cs="Gautami"/>'
    filled = fill(
        with_runs(run("{{NAME_OF_WORK}}", properties)), context(NAME_OF_WORK=TELUGU)
    )
    assert 'w:cs="Gautami"' in part(filled, "word/document.xml")
