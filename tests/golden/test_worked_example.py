"""The continuing example, from the estimate to the bill and its LS Form, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from bills.services import make_sample_estimate


def run(capsys, *arguments: str) -> dict[str, Any]:
    """The JSON document that a command prints; exit status 0."""
    call_command(*arguments)
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


@pytest.fixture
def estimate(tmp_path: Path) -> Path:
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(make_sample_estimate().content)
    return path


@pytest.fixture
def bill(estimate: Path, tmp_path: Path, capsys) -> dict[str, Any]:
    return run(
        capsys,
        "make_bill",
        str(estimate),
        "--action=estimate_first_part",
        "--tp=4.5 less",
        "--mb=12 3 18 14 5 9",
        f"--out={tmp_path / 'made'}",
        "--json",
    )


def test_the_estimate_is_read_as_written(estimate, capsys):
    document = run(capsys, "read_workbook", str(estimate), "--json")

    sheet = next(s for s in document["sheets"] if s["name"] == "Estimate")
    assert sheet["kind"] == "estimate"
    assert sheet["header_row"] == 3
    assert sheet["items"] == 2
    assert sheet["sum_of_amounts"] == "37970.00"
    assert sheet["stated_total"] == "46000.00"


def test_the_bill_of_the_estimate_has_the_figures_of_the_example(bill):
    (work,) = bill["works"]

    assert set(work) == {
        "sheet",
        "kind",
        "title",
        "items",
        "sub_total",
        "tp_percent",
        "tp_type",
        "tp_amount",
        "total",
        "previous_total",
        "since_last_total",
        "amount_in_words",
        "fields",
        "bill_sheet",
        "scrutiny",
    }
    assert work["title"] == "CC First & Part Bill"
    assert work["sub_total"] == "37970.00"
    assert (work["tp_percent"], work["tp_type"]) == ("4.5", "Less")
    assert work["tp_amount"] == "1708.65"
    assert work["total"] == "36261.35"
    assert work["amount_in_words"] == (
        "Rupees Thirty Six Thousand Two Hundred and Sixty One "
        "and Paise Thirty Five Only"
    )
    assert [Path(file).name for file in bill["files"]] == ["Bills.xlsx"]


def test_the_bill_is_read_back_to_the_same_figures(bill, capsys):
    document = run(capsys, "read_workbook", bill["files"][0], "--json")

    (sheet,) = document["sheets"]
    assert sheet["kind"] == "first_bill"
    assert sheet["sum_of_amounts"] == "37970.00"
    assert sheet["stated_total"] == "36261.35"
    assert (sheet["tp_percent"], sheet["tp_type"]) == ("4.5", "Less")
    assert {problem["level"] for problem in document["problems"]} <= {"info"}


def test_the_ls_form_carries_the_amount_of_the_bill(bill, tmp_path, capsys):
    document = run(
        capsys,
        "make_document",
        bill["files"][0],
        "--kind=ls_part",
        f"--out={tmp_path}",
        "--json",
    )

    (work,) = document["works"]
    assert work["total"] == work["since_last_total"] == "36261.35"
    assert work["previous_total"] == "0.00"
    assert work["fields"]["mb_details"] == (
        "MB.No. 12 P.No. 3 to 18 (Measurements) & MB.No. 14 P.No. 5 to 9 (Abstract)"
    )
    assert [Path(file).name for file in document["files"]] == ["LS_Form.xlsx"]


def test_a_file_that_makes_nothing_ends_with_its_problems_and_a_failure(
    tmp_path, capsys
):
    path = tmp_path / "notes.xlsx"
    path.write_bytes(b"just some text")

    with pytest.raises(SystemExit) as ended:
        call_command(
            "make_bill",
            str(path),
            "--action=estimate_first_part",
            f"--out={tmp_path}",
            "--json",
        )

    document = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert document["works"] == document["files"] == []
    assert [problem["code"] for problem in document["problems"]] == ["FILE_UNREADABLE"]


def test_a_premium_that_cannot_be_read_is_a_problem_too(estimate, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "make_bill",
            str(estimate),
            "--action=estimate_first_part",
            "--tp=about five",
            f"--out={tmp_path}",
            "--json",
        )

    document = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert "write e.g. 4.5 Less" in document["problems"][0]["message"]
    assert document["files"] == []
