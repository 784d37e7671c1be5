"""Points 41 and 43: the same in gives the same out, and other programs open it."""

from __future__ import annotations

import subprocess

import docx
import pytest
from docx.shared import Inches

from tests.documents.templates.docx.word_files import (
    add_table,
    as_macro_file,
    assert_sound,
    context,
    fill,
    notes_part,
    saved,
    sectioned_context,
    several_works,
    text_box,
    with_part,
)
from tests.golden.sheets import needs_office


def rich_template() -> bytes:
    document = docx.Document()
    document.core_properties.title = "{{NAME_OF_WORK}}"
    document.sections[0].header.paragraphs[0].text = "{{CC_HEADER}}"
    document.add_paragraph("{{EACH work NEW PAGE}}")
    document.add_paragraph("{{NAME_OF_WORK}}", style="List Number")
    document.add_paragraph("second", style="List Number")
    add_table(
        document,
        ["S.No", "Item", "{{COLUMN IF NIT_NO}}NIT", "Amount"],
        ["{{EACH section}}", "", "", ""],
        ["", "{{section.title}}", "", ""],
        [
            "{{EACH item}}{{item.serial}}",
            "{{item.description}}",
            "",
            "{{item.amount}}{{END}}",
        ],
        ["{{END}}", "", "", ""],
        ["", "Total", "", "{{items.amount|sum}}"],
    )
    document.element.body.insert(5, text_box("{{AMOUNT|words}}"))
    document.add_paragraph("{{IF NIT_NO}}{{NIT_NO}}{{END}}")
    document.add_paragraph("{{NAME_OF_AGENCY}}").paragraph_format.left_indent = Inches(
        1
    )
    document.add_paragraph("{{END}}")
    return with_part(saved(document), "endnotes", notes_part("endnotes", "{{AMOUNT}}"))


def test_point_43_the_same_inputs_give_the_same_bytes():
    template = rich_template()
    assert fill(template).content == fill(template).content


def test_point_43_the_template_is_not_changed():
    template = rich_template()
    before = bytes(template)
    fill(template)
    assert template == before


@pytest.mark.office
@needs_office
def test_point_41_libreoffice_opens_every_filled_file(tmp_path):
    template = rich_template()
    filled = [
        fill(template),
        fill(template, sectioned_context()),
        fill(template, several_works("First work", "Second & <work>", "రోడ్డు పని")),
        fill(template, context([])),
        fill(as_macro_file(template)),
    ]
    sources = []
    for number, each in enumerate(filled):
        assert_sound(each)
        extension = "docm" if number == len(filled) - 1 else "docx"
        sources.append(tmp_path / f"{number}.{extension}")
        sources[-1].write_bytes(each.content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path / "made"),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    texts = [(tmp_path / "made" / f"{n}.txt").read_text("utf-8") for n in range(5)]

    assert all("{{" not in text for text in texts)
    assert "M/s Rao & Sons <Elec>" in texts[0]
    assert "Electrical" in texts[1]
    assert texts[2].count("M/s Rao & Sons <Elec>") == 3
    assert "రోడ్డు పని" in texts[2]
    for number, name in enumerate(
        ("First work", "Second & <work>", "రోడ్డు పని"), start=1
    ):
        assert f"1. {name}" in texts[2], f"the list of work {number} begins at one"
