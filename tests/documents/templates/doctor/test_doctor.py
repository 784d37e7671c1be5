"""What the doctor says of a template before it is used."""

from __future__ import annotations

import io

import docx
import pytest

from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.doctor import (
    TemplateKind,
    fill_template,
    inspect_template,
)
from documents.renderers.templates.scope import Names
from tests.documents.templates.xlsx.books import (
    build,
    make_book,
    one_work,
    with_part,
    write,
)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "{{NAME_OF_AGENCY}}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_workbook_is_listed_with_the_place_of_every_tag():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        write(sheet, {"C14": "{{AMOUNT}} {{NAME_OF_WROK}}", "A2": "{{EACH item}}"})
        write(
            sheet, {"B2": "{{item.rate}}", "C2": "{{END}}", "A3": "{{IF SD}}x{{END}}"}
        )
        sheet.set_header("&L{{NAME_OF_AGENCY}}")
        sheet.insert_textbox("E1", "{{DATE}}", {"description": "stamp"})

    report = inspect_template("bill.xlsx", build(draw))

    assert report.kind is TemplateKind.XLSX
    assert {(use.name, use.place, use.is_known) for use in report.uses} == {
        ("AMOUNT", "Bill!C14", True),
        ("NAME_OF_WROK", "Bill!C14", False),
        ("item.rate", "Bill!B2", True),
        ("SD", "Bill!A3", True),
        ("NAME_OF_AGENCY", "Bill, header", True),
        ("DATE", "Bill, TextBox 1", True),
    }
    assert [use.nearest for use in report.unknown] == ["NAME_OF_WORK"]
    assert [(block.text, block.place) for block in report.blocks] == [
        ("{{EACH item}}", "Bill!A2"),
        ("{{IF SD}}", "Bill!A3"),
    ]
    assert report.is_usable
    assert not report.has_macros


def test_a_word_file_is_listed_too():
    report = inspect_template("memo.docx", word("Work: {{NAME_OF_WORK}}", "{{IF SD}}x"))

    assert ("NAME_OF_WORK", "body, paragraph 1") in {
        (use.name, use.place) for use in report.uses
    }
    assert not report.is_usable
    assert any("{{IF SD}}" in problem.message for problem in report.problems)


def test_custom_names_are_known():
    template = make_book(Bill={"A1": "{{GSTIN}}"})

    assert inspect_template("a.xlsx", template).unknown
    names = Names(frozenset({"GSTIN"}))
    assert not inspect_template("a.xlsx", template, names).unknown


def test_text_files_are_listed_by_line_and_field():
    report = inspect_template("a.csv", b"a,{{AMOUNT}}\nb,{{X}}\n")

    assert [(use.name, use.place) for use in report.uses] == [
        ("AMOUNT", "line 1, field 2"),
        ("X", "line 2, field 2"),
    ]


def test_macros_links_and_dangerous_formulas_are_named():
    template = make_book(Bill={"A1": "{{AMOUNT}}", "B2": "=cmd|'/C calc'!A0"})
    template = with_part(template, "xl/vbaProject.bin", lambda _: "code")
    template = with_part(
        template, "xl/externalLinks/externalLink1.xml", lambda _: "<a/>"
    )

    report = inspect_template("a.xlsm", template)

    assert report.has_macros
    places = {(problem.place, problem.near) for problem in report.problems}
    assert ("Bill!B2", "cmd|'/C calc'!A0") in places
    assert ("file", "xl/externalLinks/externalLink1.xml") in places
    assert report.is_usable


def test_a_template_without_tags_says_so():
    assert inspect_template(
        "a.xlsx", make_book(Bill={"A1": "Name of work"})
    ).has_no_tags


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("old.doc", Refused.OLD_FORMAT),
        ("OLD.XLS", Refused.OLD_FORMAT),
        ("a.pdf", Refused.NOT_A_TEMPLATE),
        ("a", Refused.NOT_A_TEMPLATE),
    ],
)
def test_point_08_old_and_foreign_types_are_refused_with_what_to_do(name, code):
    with pytest.raises(TemplateRefused) as refusal:
        inspect_template(name, b"anything")

    assert refusal.value.code is code
    assert ".docx" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", make_book(Bill={"A1": "{{NAME_OF_WORK}}"})),
        ("a.docx", word("{{NAME_OF_WORK}}")),
        ("a.txt", b"{{NAME_OF_WORK}}"),
        ("a.csv", b"{{NAME_OF_WORK}},b"),
    ],
)
def test_each_type_is_filled_by_its_own_engine(name, content):
    filled = fill_template(name, content, one_work(NAME_OF_WORK="Lights"))

    assert "NAME_OF_WORK" in {use.name for use in filled.used}
    assert filled.content != content


@pytest.mark.parametrize("wrong", ["a.docx", "a.xlsx"])
def test_a_file_of_another_type_under_a_wrong_name_is_refused(wrong):
    content = make_book(A={"A1": "x"}) if wrong.endswith("docx") else word("x")

    with pytest.raises(TemplateRefused) as refusal:
        inspect_template(wrong, content)
    assert refusal.value.code is Refused.NOT_A_TEMPLATE
