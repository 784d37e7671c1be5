"""LS Form (Final) in LibreOffice: stored results are what it works out, and edits are followed."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bills.domain.money import format_indian
from bills.domain.words import amount_in_words
from documents.domain.local_words import Language
from documents.domain.options import FinalValueLine
from documents.renderers.ls_final import render_ls_finals
from tests.golden.sheets import differences, needs_office, recalculate
from tests.golden.test_recalculation import TOTALS
from tests.golden.works import CREATED, ls_final

pytestmark = [pytest.mark.office, needs_office]


def row_of(sheet: Any, column: str, beginning: str) -> int:
    return next(
        row
        for row in range(1, 70)
        if str(sheet[f"{column}{row}"].value).startswith(beginning)
    )


def test_forms_are_recalculated_to_their_stored_results(tmp_path: Path) -> None:
    forms = [ls_final(total, previous) for total, previous in TOTALS]
    forms += [ls_final(language=language) for language in Language]
    forms.append(ls_final(value_line=FinalValueLine.MEASURED))
    content = render_ls_finals(forms, created=CREATED)
    count, found = differences(content, recalculate(content, tmp_path))
    assert found == []
    assert count > 40 * len(forms)


def test_figures_and_words_follow_typed_extras_withholding_and_recoveries(
    tmp_path: Path,
) -> None:
    content = render_ls_finals([ls_final(language=Language.TELUGU)], created=CREATED)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["LS Form"]
    sheet[f"I{row_of(sheet, 'B', 'ADD')}"] = 1000
    sheet[f"I{row_of(sheet, 'B', 'DEDUCT')}"] = 200
    sheet[f"S{row_of(sheet, 'L', 'DEDUCT')}"] = 500
    recovery = row_of(sheet, "L", "a) by recovery")
    sheet[f"S{recovery}"], sheet[f"T{recovery}"] = 1000, 30
    edited = io.BytesIO()
    book.save(edited)
    result = recalculate(edited.getvalue(), tmp_path)["LS Form"]

    value = Decimal("33909.66") + 1000 - 200
    gross = value - 500 - Decimal("13544.29")
    net = gross - Decimal("1000.30")
    texts = [str(cell.value) for row in result.iter_rows() for cell in row]
    assert (
        f"@ Passed for gross amount of Rs. {format_indian(gross)} "
        f"({amount_in_words(gross)}) out of which pay by cheque for net amount of "
        f"Rs. {format_indian(net)} and adjustment for Rs. 1,000.30."
    ) in texts
    assert any(text.endswith(f"is Rs. {format_indian(value)}") for text in texts)
    cheque = row_of(result, "L", "c) by Cheque")
    assert (result[f"S{cheque}"].value, result[f"T{cheque}"].value) == (
        int(net),
        int(net * 100) % 100,
    )
    vernacular = row_of(result, "K", "Amount in vernacular")
    assert result[f"N{vernacular}"].value == "_" * 40
