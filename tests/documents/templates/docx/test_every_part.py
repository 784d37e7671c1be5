"""Points 1 to 6 and 8: every part of a Word file that can hold a tag."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from documents.renderers.templates.docx.template import check_docx, find_placeholders
from tests.documents.templates.docx.word_files import (
    VALUES,
    W,
    add_table,
    all_parts,
    as_macro_file,
    assert_sound,
    fill,
    notes_part,
    part,
    reopened,
    run,
    saved,
    text_box,
    with_paragraphs,
    with_part,
    with_runs,
)

TAG = "{{NAME_OF_WORK}}"
WORK = VALUES["NAME_OF_WORK"]
GREY = '<w:rStyle w:val="PlaceholderText"/>'


def places(content: bytes) -> list[str]:
    return [use.place for use in find_placeholders(content)]


def test_point_01_body_tables_and_nested_tables_are_filled():
    document = docx.Document()
    document.add_paragraph(TAG)
    table = add_table(document, ["x"], [TAG])
    add_table(table.cell(1, 0), ["y"], ["z"], [TAG])
    content = saved(document)

    assert part(fill(content), "word/document.xml").count(WORK) == 3
    assert places(content) == [
        "body, paragraph 1",
        "table 1, row 2",
        "table 1, row 2, table 2, row 3",
    ]


def test_point_02_headers_and_footers_of_every_kind_are_filled():
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for name in ("header", "first_page_header", "even_page_header"):
        getattr(section, name).paragraphs[0].text = TAG
        getattr(section, name.replace("header", "footer")).paragraphs[0].text = TAG
    content = saved(document)

    filled = reopened(fill(content)).sections[0]

    assert filled.header.paragraphs[0].text == WORK
    assert filled.first_page_header.paragraphs[0].text == WORK
    assert filled.even_page_footer.paragraphs[0].text == WORK
    assert set(places(content)) == {
        "header, paragraph 1",
        "header (first page), paragraph 1",
        "header (even pages), paragraph 1",
        "footer, paragraph 1",
        "footer (first page), paragraph 1",
        "footer (even pages), paragraph 1",
    }


def test_point_03_a_text_box_is_filled_in_both_of_its_copies():
    document = docx.Document()
    document.element.body.insert(0, text_box(TAG))
    document.sections[0].header._element.append(text_box(TAG))
    content = saved(document)

    filled = fill(content)

    assert part(filled, "word/document.xml").count(WORK) == 2
    assert part(filled, "word/header1.xml").count(WORK) == 2
    assert places(content) == ["text box 1", "header, text box 1"]
    assert_sound(filled)


@pytest.mark.parametrize("kind", ["footnotes", "endnotes", "comments"])
def test_point_04_notes_and_comments_are_filled(kind):
    content = with_part(with_paragraphs("x"), kind, notes_part(kind, TAG))

    assert WORK in part(fill(content), f"word/{kind}.xml")
    assert places(content) == [f"{kind.removesuffix('s')} 1, paragraph 1"]


def test_point_05_title_subject_and_author_are_filled():
    document = docx.Document()
    document.core_properties.title = TAG
    document.core_properties.subject = "{{AMOUNT}}"
    document.core_properties.author = "{{NAME_OF_AGENCY}}"
    content = saved(document)

    properties = reopened(fill(content)).core_properties

    assert properties.title == WORK
    assert properties.subject == "20,365.37"
    assert properties.author == "M/s Rao & Sons <Elec>"
    assert "document property “author”" in places(content)


def test_point_06_content_controls_are_filled_and_cut_from_what_they_were_bound_to():
    control = (
        '<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="/x"/></w:sdtPr>'
        f"<w:sdtContent>{run(TAG, GREY)}"
        "</w:sdtContent></w:sdt>"
    )
    body = part(fill(with_runs(control)), "word/document.xml")

    assert WORK in body
    assert "dataBinding" not in body
    assert "showingPlcHdr" not in body
    assert "PlaceholderText" not in body


def test_point_06_a_control_around_a_row_or_paragraph_is_filled():
    document = docx.Document()
    table = add_table(document, ["a"], [TAG])
    row = table.rows[1]._tr
    control = parse_xml(f'<w:sdt xmlns:w="{W}"><w:sdtContent/></w:sdt>')
    row.addprevious(control)
    control[0].append(row)

    content = saved(document)

    assert WORK in part(fill(content), "word/document.xml")
    assert places(content) == ["table 1, row 2"]


@pytest.mark.parametrize(
    "code", ["MERGEFIELD Name", "FORMTEXT", "DDEAUTO excel x", "INCLUDETEXT x"]
)
def test_point_06_fields_are_reported_even_when_word_has_split_their_code(code):
    pieces = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:3], code[3:])
    )
    begin, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")
    )
    (problem,) = check_docx(with_runs(begin, pieces, end))

    assert code.split()[0] in problem.message


def test_point_08_macros_are_kept_reported_and_the_type_stays():
    filled = fill(as_macro_file(with_paragraphs(TAG)))

    parts = all_parts(filled.content)
    assert parts["word/vbaProject.bin"].endswith(b"macros")
    assert b"macroEnabled" in parts["[Content_Types].xml"]
    assert any("macros" in problem.message for problem in filled.problems)


def test_parts_without_tags_stay_byte_for_byte():
    content = with_paragraphs(TAG)
    before, after = all_parts(content), all_parts(fill(content).content)

    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml"}


def test_a_file_without_tags_is_unchanged_in_every_part():
    content = with_paragraphs("plain { text }")
    assert all_parts(fill(content).content) == all_parts(content)


def test_a_tag_in_a_field_code_a_formula_or_alt_text_is_reported_as_not_filled():
    picture = f'<w:r><w:object w:title="{TAG}"/></w:r>'
    maths = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<m:r><m:t>{TAG}</m:t></m:r></m:oMath>"
    )
    problems = fill(with_runs(picture, maths)).problems

    assert len([p for p in problems if "is not filled" in p.message]) == 2
