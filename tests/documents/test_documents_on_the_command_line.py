"""`manage.py make_document`: every kind of document from a workbook of bills."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command

from bills.services import make_sample_estimate
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.documents.papers import text_of

FILES = {
    "ls_part": "LS_Form.xlsx",
    "ls_final": "LS_Form.xlsx",
    "covering": "Cover_Letter.docx",
    "movement": "Movement_Slip.docx",
    "qc_memo": "QC_Memo.docx",
}


@pytest.fixture(scope="module")
def final_bill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bill 2 of the example, Second & Final."""
    slip = workslip_file(example_slip())
    path = tmp_path_factory.mktemp("bill") / "Final_Bill.xlsx"
    path.write_bytes(made(make(bill_1(), "firstpart_2nd_final", workslip=slip)))
    return path


def run(path: Path, kind: str, out: Path, capsys, *more: str) -> dict:
    call_command(
        "make_document", str(path), f"--kind={kind}", f"--out={out}", "--json", *more
    )
    document: dict = json.loads(capsys.readouterr().out)
    return document


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_is_one_file_with_its_values_and_their_cells(
    kind, final_bill, tmp_path, capsys
):
    document = run(final_bill, kind, tmp_path, capsys)
    assert [Path(file).name for file in document["files"]] == [FILES[kind]]
    assert document["values"]["NAME_OF_AGENCY"] == {
        "value": "M/s Sri Lakshmi Electricals",
        "sheet": "Bill",
        "cell": "A7",
        "file": "Final_Bill.xlsx",
        "confidence": 1,
    }
    assert document["values"]["AMOUNT"]["value"] == "20,365.37"
    assert document["values"]["TILL_DATE_AMOUNT"]["value"] == "33,909.66"


def test_the_final_form_of_bill_2_has_the_figures_of_the_example(
    final_bill, tmp_path, capsys
):
    document = run(final_bill, "ls_final", tmp_path, capsys)
    sheet = openpyxl.load_workbook(document["files"][0], data_only=True).active
    filled = [c.value for row in sheet.iter_rows(max_col=20) for c in row if c.value]
    assert filled.count(33909) == filled.count(66) == 3  # line i, F and III.1
    assert (filled.count(13544), filled.count(29)) == (1, 1)
    assert not [p for p in document["problems"] if p["code"] == "KIND_DIFFERS"]


def test_a_kind_contrary_to_the_title_of_the_bill_is_a_warning(
    final_bill, tmp_path, capsys
):
    document = run(final_bill, "ls_part", tmp_path, capsys)
    (problem,) = [p for p in document["problems"] if p["code"] == "KIND_DIFFERS"]
    assert problem["found"] == "CC Second & Final Bill"


def test_language_and_blank_amounts_are_options(final_bill, tmp_path, capsys):
    spelt = run(final_bill, "ls_final", tmp_path, capsys, "--language=hi")
    sheet = openpyxl.load_workbook(spelt["files"][0], data_only=True).active
    words = "बीस हजार तीन सौ पैंसठ रुपये और सैंतीस पैसे मात्र"
    assert words in [c.value for row in sheet.iter_rows(max_col=20) for c in row]

    blank = run(final_bill, "ls_final", tmp_path, capsys, "--blank-amounts")
    sheet = openpyxl.load_workbook(blank["files"][0]).active
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_unset_letter_settings_are_warnings_once_for_the_file(
    final_bill, tmp_path, capsys
):
    document = run(final_bill, "covering", tmp_path, capsys)
    settings = [
        p["message"]
        for p in document["problems"]
        if p["message"].startswith("Letter settings")
    ]
    assert len(settings) == 1
    assert settings[0].count(",") == 12
    text = text_of(Path(document["files"][0]).read_bytes())
    assert "[officer name], [officer qualification]," in text


@pytest.mark.parametrize(
    ("kind", "name"),
    [("spec_report", "Spec_Report.docx"), ("fwd_letter", "Fwd_Letter.docx")],
)
def test_an_estimate_gives_its_own_papers(kind, name, tmp_path, capsys):
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(make_sample_estimate().content)
    document = run(path, kind, tmp_path, capsys)
    assert [Path(file).name for file in document["files"]] == [name]
    assert document["values"]["EST_GRAND_TOTAL"]["value"] == "46,000.00"
    assert "46,000.00" in text_of(Path(document["files"][0]).read_bytes())


def test_a_letter_of_an_estimate_is_refused_with_what_is_needed(tmp_path, capsys):
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(make_sample_estimate().content)
    with pytest.raises(SystemExit):
        run(path, "covering", tmp_path, capsys)
    document = json.loads(capsys.readouterr().out)
    assert "no sheet of this file is a bill" in document["problems"][-1]["message"]


def test_the_amount_has_the_cell_of_the_total_that_states_it(
    final_bill, tmp_path, capsys
):
    values = run(final_bill, "covering", tmp_path, capsys)["values"]
    sheet = openpyxl.load_workbook(final_bill)["Bill"]
    cells = {name: values[name]["cell"] for name in ("AMOUNT", "TILL_DATE_AMOUNT")}
    assert all(cells.values())
    assert sheet[cells["AMOUNT"]].row == sheet[cells["TILL_DATE_AMOUNT"]].row
    assert cells["AMOUNT"] != cells["TILL_DATE_AMOUNT"]


def test_what_has_no_value_and_what_means_nothing_is_listed(
    final_bill, tmp_path, capsys
):
    letter = docx.Document()
    letter.add_paragraph("{{AMOUNT}} {{OFFICER_NAME}} {{AMUONT}}")
    path = tmp_path / "own.docx"
    letter.save(str(path))
    found = run(final_bill, "covering", tmp_path, capsys, f"--letter={path}")

    assert found["unknown"] == ["{{AMUONT}}"]
    assert "{{OFFICER_NAME}}" in found["missing"]
    assert "{{AMOUNT}}" not in found["missing"]
    assert found["values"]["OFFICER_NAME"]["confidence"] == 0


def test_a_letter_that_is_not_there_is_told(final_bill, tmp_path, capsys):
    with pytest.raises(CommandError, match="no such file"):
        run(final_bill, "covering", tmp_path, capsys, "--letter=gone.docx")
