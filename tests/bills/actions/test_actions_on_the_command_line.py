"""`manage.py make_bill` makes all eight actions, a workslip beside the bill included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from bills.services import make_sample_estimate
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One workbook of each kind of source."""
    slip = workslip_file(example_slip())
    contents = {
        "estimate": make_sample_estimate().content,
        "workslip": slip,
        "first": bill_1(),
        "nth": made(make(bill_1(), "firstpart_nth_part", workslip=slip)),
    }
    paths = {name: tmp_path / f"{name}.xlsx" for name in contents}
    for name, path in paths.items():
        path.write_bytes(contents[name])
    return paths


def run(capsys, *arguments: object) -> dict[str, Any]:
    call_command("make_bill", *map(str, arguments), "--json")
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


@pytest.mark.parametrize(
    ("action", "source", "title", "total", "filename"),
    [
        ("estimate_first_part", "estimate", "First & Part", "36261.35", "Bills.xlsx"),
        ("estimate_first_final", "estimate", "First & Final", "36261.35", "Bills.xlsx"),
        ("workslip_first_part", "workslip", "First & Part", "33909.66", "Bills.xlsx"),
        ("workslip_first_final", "workslip", "First & Final", "33909.66", "Bills.xlsx"),
        ("firstpart_nth_part", "first", "Second & Part", "33909.66", "Nth_Bill.xlsx"),
        (
            "firstpart_2nd_final",
            "first",
            "Second & Final",
            "33909.66",
            "Final_Bill.xlsx",
        ),
        ("nth_nth_part", "nth", "Third & Part", "33909.66", "Nth_Bill.xlsx"),
        ("nth_nth_final", "nth", "Third & Final", "33909.66", "Final_Bill.xlsx"),
    ],
)
def test_each_action_makes_its_bill(
    files, tmp_path, capsys, action, source, title, total, filename
):
    extra = (
        [] if source in ("estimate", "workslip") else ["--workslip", files["workslip"]]
    )
    document = run(
        capsys,
        *(files[source], "--action", action, "--tp", "4.5 less", *extra),
        *("--out", tmp_path / "made"),
    )
    (work,) = document["works"]
    assert (work["title"], work["total"]) == (f"CC {title} Bill", total)
    assert [Path(file).name for file in document["files"]] == [filename]
    assert Path(document["files"][0]).stat().st_size > 0


@pytest.mark.parametrize(
    ("action", "source", "previous"),
    [("firstpart_nth_part", "first", "13544.29"), ("nth_nth_part", "nth", "33909.66")],
)
def test_without_a_workslip_the_figures_till_date_are_left_open(
    files, tmp_path, capsys, action, source, previous
):
    document = run(
        capsys, files[source], "--action", action, "--out", tmp_path / "made"
    )
    (work,) = document["works"]
    assert (work["previous_total"], work["total"]) == (previous, "")


def test_a_typed_number_is_in_the_title(files, tmp_path, capsys):
    document = run(
        capsys,
        *(files["nth"], "--action=nth_nth_part", "--number=5"),
        *("--out", tmp_path / "made"),
    )
    assert document["works"][0]["title"] == "CC Fifth & Part Bill"
    assert [p["level"] for p in document["problems"] if "Fifth" in p["message"]] == [
        "warning"
    ]


def test_a_workslip_that_is_not_there_ends_with_a_problem_and_a_failure(
    files, tmp_path, capsys
):
    with pytest.raises(SystemExit) as ended:
        run(
            capsys,
            *(files["first"], "--action=firstpart_nth_part"),
            *("--workslip", tmp_path / "absent.xlsx", "--out", tmp_path / "made"),
        )
    document = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert document["files"] == []
    assert document["problems"][0]["found"] == "absent.xlsx"
