"""The line of both LS Forms that asks for the amount in an Indian language."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from documents.domain.local_words import Language, amount_in_local_words, font_for
from documents.renderers.ls_final import render_ls_finals
from documents.renderers.ls_form import render_ls_forms
from tests.golden.works import CREATED, ls_final, ls_form

FORMS = {
    "Amount in Indian Language": (render_ls_forms, ls_form),
    "Amount in vernacular": (render_ls_finals, ls_final),
}
each_form = pytest.mark.parametrize("label", FORMS)


def filled_cells(label: str, *, data_only: bool, **changes) -> list[Cell]:
    render, form = FORMS[label]
    content: Any = render([form("100000", "0", **changes)], created=CREATED)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)
    return [
        cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value
    ]


@each_form
@pytest.mark.parametrize("language", list(Language))
def test_a_chosen_language_spells_what_is_received_in_its_own_font(label, language):
    cells = filled_cells(label, data_only=True, language=language)
    words = amount_in_local_words(ls_form("100000", "0").payable, language)
    printed = [cell for cell in cells if cell.value == words and cell.column < 21]
    (cell,) = printed
    assert cell.font.name == font_for(language)
    assert label in [cell.value for cell in cells]


@each_form
def test_the_words_give_way_to_a_blank_when_the_amount_is_edited(label) -> None:
    cells = filled_cells(label, data_only=False, language=Language.TELUGU)
    (formula,) = [c.value for c in cells if str(c.value).endswith(f',"{"_" * 40}")')]
    assert "=100000" in formula


@each_form
@pytest.mark.parametrize("off", [{}, {"language": "te", "fill_amounts": False}])
def test_the_line_is_blank_by_default_and_where_amounts_are_left_for_the_pen(
    label, off
):
    if "language" in off:
        off = {**off, "language": Language(off["language"])}
    values = [str(c.value) for c in filled_cells(label, data_only=True, **off)]
    assert any(value.startswith(f"{label} ____") for value in values)
    assert not any(ord(char) in range(0x900, 0xE00) for v in values for char in v)
