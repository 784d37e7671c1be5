"""The LS Form of bill 1 of the example, cell by cell."""

from __future__ import annotations

from pathlib import Path

from documents.renderers.ls_form import render_ls_forms
from tests.golden.sheets import as_text
from tests.golden.works import CREATED, ls_form

GOLDEN = Path(__file__).with_name("ls_form_part.txt")


def without_number_names(text: str) -> str:
    """Column X holds the words One to Ninety Nine for the formulas."""
    return "".join(line for line in text.splitlines(True) if not line.startswith("X"))


def test_the_form_of_bill_1_has_every_cell_of_the_golden_table() -> None:
    made = as_text(render_ls_forms([ls_form()], created=CREATED))
    assert without_number_names(made) == GOLDEN.read_text()
