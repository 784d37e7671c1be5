"""Stored results are what LibreOffice makes of the formulas when it finds none stored."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bills.domain.money import format_indian
from bills.domain.words import amount_in_words
from bills.writers.first_bill import write_first_bills
from documents.renderers.ls_form import render_ls_forms
from tests.golden.sheets import differences, needs_office, recalculate
from tests.golden.works import (
    CREATED,
    example,
    first_bill,
    heading,
    item,
    ls_form,
    work,
)

pytestmark = [pytest.mark.office, needs_office]

# Products that end in half a paisa, where binary fractions go astray.
HALVES = [
    ("1.005", "100"),
    ("2.675", "100"),
    ("1.115", "3"),
    ("0.285", "100"),
    ("4.35", "100.1"),
    ("1.45", "9.95"),
    ("709.125", "1"),
    ("1.255", "1000.2"),
]
LINES = [item("Light", quantity, rate) for quantity, rate in HALVES] + [
    item("Cable", f"{n}.125", f"{n * 7}.{n % 10}2", per="100" if n % 5 == 0 else "1")
    for n in range(1, 200)
]

TOTALS = [
    ("13544.29", "0"),
    ("33909.66", "13544.29"),
    ("1234567.50", "1"),
    ("100", "150.50"),
    ("100", "100.50"),
    ("1", "0"),
    ("1.01", "0"),
    ("5000000", "100000"),
    ("1000000000", "0"),
    ("9999999999.99", "0"),
    ("12345678901.50", "0"),
    ("1000005", "0"),
]


def test_first_bills_are_recalculated_to_their_stored_results(tmp_path: Path) -> None:
    works = [example(), example("60", "5"), work(heading("Part A"), *LINES)]
    content = write_first_bills([first_bill(w) for w in works], created=CREATED)
    recalculated = recalculate(content, tmp_path)
    assert differences(content, recalculated) == (5 + 5 + len(LINES) + 3, [])
    assert recalculated["Bill-1"]["H15"].value == 36261.35
    assert recalculated["Bill-2"]["H15"].value == 13544.29


def test_ls_forms_are_recalculated_to_their_stored_results(tmp_path: Path) -> None:
    forms = [ls_form(total, previous) for total, previous in TOTALS]
    content = render_ls_forms(forms, created=CREATED)
    count, found = differences(content, recalculate(content, tmp_path))
    assert found == []
    assert count > 30 * len(forms)


def test_figures_and_words_of_the_pay_order_follow_a_typed_recovery(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(render_ls_forms([ls_form()], created=CREATED))
    )
    sheet = book["LS Form"]
    row_of = {
        str(sheet[f"A{row}"].value or sheet[f"B{row}"].value)[:3]: row
        for row in range(1, 60)
    }
    sheet[f"I{row_of['4']}"] = 500
    sheet[f"I{row_of['(a)']}"], sheet[f"J{row_of['(a)']}"] = 1000, 30
    edited = io.BytesIO()
    book.save(edited)
    result = recalculate(edited.getvalue(), tmp_path)["LS Form"]
    texts = [str(cell.value) for row in result.iter_rows() for cell in row]
    net = Decimal("13544.29") - Decimal(500) - Decimal("1000.30")
    gross = Decimal("13544.29") - Decimal(500)
    for verb, amount in (("@ Pay", net), ("$ Received", gross)):
        words = amount_in_words(amount)
        assert f"{verb} (Rs. {format_indian(amount)}) {words}" in texts


def test_a_cheque_amount_typed_over_is_shown_to_differ_from_item_7(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(render_ls_forms([ls_form()], created=CREATED))
    )
    sheet = book["LS Form"]
    row = next(r for r in range(1, 60) if sheet[f"B{r}"].value == "(c) By Cheque.")
    sheet[f"I{row}"] = 13000
    edited = io.BytesIO()
    book.save(edited)
    result = recalculate(edited.getvalue(), tmp_path)["LS Form"]
    texts = [str(cell.value) for cells in result.iter_rows() for cell in cells]
    assert "Item 8 differs from item 7 by Rs. -544.00" in texts
