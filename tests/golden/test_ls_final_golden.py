"""The LS Form (Final) of bill 2 of the example, cell by cell."""

from __future__ import annotations

from pathlib import Path

from documents.renderers.ls_final import render_ls_finals
from tests.golden.sheets import as_text
from tests.golden.works import CREATED, ls_final

GOLDEN = Path(__file__).with_name("ls_form_final.txt")


def without_number_names(text: str) -> str:
    """Column Y holds the words One to Ninety Nine for the formulas."""
    return "".join(line for line in text.splitlines(True) if not line.startswith("Y"))


def test_the_form_of_bill_2_has_every_cell_of_the_golden_table() -> None:
    made = as_text(render_ls_finals([ls_final()], created=CREATED))
    assert without_number_names(made) == GOLDEN.read_text()
