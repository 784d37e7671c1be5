"""`manage.py fill_format`: an own format filled from a source, with every value traced."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    path = tmp_path / "Bills.xlsx"
    path.write_bytes(bill_1())
    return path


def note(tmp_path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = tmp_path / "note.docx"
    document.save(str(path))
    return path


def run(template: Path, source: Path, capsys, *more: str, **options) -> dict:
    call_command(
        "fill_format",
        str(template),
        f"--source={source}",
        f"--out={source.parent / 'out'}",
        "--json",
        *more,
        **options,
    )
    document: dict = json.loads(capsys.readouterr().out)
    return document


def test_a_word_format_is_filled_and_each_value_has_its_cell(tmp_path, bill, capsys):
    template = note(tmp_path, "{{NAME_OF_WORK}}: Rs. {{AMOUNT}}", "{{AMOUNT|words}}")
    found = run(template, bill, capsys)

    (file,) = found["files"]
    assert Path(file).name == "Filled_note.docx"
    texts = [p.text for p in Document(file).paragraphs]
    assert texts[0].endswith(": Rs. 13,544.29")
    assert "Thirteen Thousand" in texts[1]
    amount = found["values"]["AMOUNT"]
    assert (amount["value"], amount["file"]) == ("13,544.29", "Bills.xlsx")
    assert (amount["sheet"], amount["cell"]) == ("Bill", "H15")
    assert 0 < amount["confidence"] <= 1
    assert (found["unknown"], found["missing"]) == ([], [])


def test_a_workbook_format_gets_a_number_that_its_formulas_use(tmp_path, bill, capsys):
    book = Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"] = "{{AMOUNT}}", "=A1*2"
    path = tmp_path / "form.xlsx"
    book.save(path)

    (file,) = run(path, bill, capsys)["files"]
    sheet = load_workbook(file).worksheets[0]
    assert (sheet["A1"].value, sheet["A2"].value) == (13544.29, "=A1*2")


def test_unknown_and_missing_tags_are_told(tmp_path, bill, capsys):
    template = note(tmp_path, "{{NAME_OF_WRK}} {{NIT_NO}}")
    found = run(template, bill, capsys)

    assert found["unknown"] == ["{{NAME_OF_WRK}}"]
    assert found["missing"] == ["{{NIT_NO}}"]
    messages = " ".join(problem["message"] for problem in found["problems"])
    assert "NAME_OF_WORK was probably meant" in messages


def test_a_mapping_and_a_set_value_reach_the_format(tmp_path, capsys):
    source = tmp_path / "facts.txt"
    source.write_text("GSTIN of contractor : 36AAA\nName of work : Road\n")
    template = tmp_path / "note.txt"
    template.write_text("{{GST}} {{NAME_OF_WORK}} {{MINE}}")

    found = run(
        template,
        source,
        capsys,
        "--map=GST = GSTIN of contractor",
        "--set=NAME_OF_WORK=Bridge & <Culvert>",
        "--set=MINE=x",
    )
    (file,) = found["files"]
    assert Path(file).read_text() == "36AAA Bridge & <Culvert> x"
    assert found["values"]["GST"]["line"] == 1
    assert found["values"]["NAME_OF_WORK"]["confidence"] == 1


def test_a_file_that_is_no_format_is_an_error_with_its_name(tmp_path, bill, capsys):
    path = tmp_path / "old.doc"
    path.write_bytes(b"old")
    with pytest.raises(SystemExit):
        run(path, bill, capsys)
    found = json.loads(capsys.readouterr().out)
    assert found["files"] == []
    assert "old.doc" in found["problems"][0]["message"]
    assert "save it as .docx" in found["problems"][0]["message"]


@pytest.mark.parametrize("wrong", ["--map=no label", "--set=nothing"])
def test_a_wrong_option_is_told(tmp_path, bill, capsys, wrong):
    with pytest.raises(CommandError, match="write KEY"):
        run(note(tmp_path, "{{AMOUNT}}"), bill, capsys, wrong)


def test_a_missing_source_is_told(tmp_path, capsys):
    with pytest.raises(SystemExit):
        run(note(tmp_path, "{{AMOUNT}}"), tmp_path / "gone.xlsx", capsys)
    assert "gone.xlsx" in capsys.readouterr().out


def test_the_template_is_never_overwritten(tmp_path, bill, capsys):
    template = note(tmp_path, "{{AMOUNT}}")
    before = template.read_bytes()
    run(template, bill, capsys)
    assert template.read_bytes() == before
    assert Document(io.BytesIO(before)).paragraphs[0].text == "{{AMOUNT}}"


def test_a_source_of_several_works_gives_a_file_for_each(tmp_path, capsys):
    slips = (example_slip(name="Road A"), example_slip(name="Road B", agreement=""))
    source = tmp_path / "slips.xlsx"
    source.write_bytes(workslip_file(*slips))
    template = tmp_path / "note.txt"
    template.write_text("{{NAME_OF_WORK}}, {{REF_OF_AGREEMENT}}")

    files = run(template, source, capsys, "--per-work")["files"]
    names = [Path(file).name for file in files]
    assert names == [
        "Filled_note_WorkSlip-1.txt",
        "Filled_note_WorkSlip-2.txt",
        "Filled.zip",
    ]
    texts = [Path(file).read_text() for file in files[:2]]
    assert texts[0].startswith("Road A, 30/")
    assert texts[1] == "Road B, "


def test_several_works_are_one_file_unless_it_is_asked_otherwise(tmp_path, capsys):
    source = tmp_path / "slips.xlsx"
    slips = (example_slip(name="Road A"), example_slip(name="Road B"))
    source.write_bytes(workslip_file(*slips))
    template = tmp_path / "note.txt"
    template.write_text("{{EACH work}}{{work.name_of_work}};{{END}}")

    (file,) = run(template, source, capsys)["files"]
    assert Path(file).read_text() == "Road A;Road B;"
