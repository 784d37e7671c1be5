"""The sheet of LS Form (Final): two facing pages, its amounts, and what the pen fills."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from documents.domain.options import FinalValueLine
from documents.renderers.ls_final import render_ls_finals
from tests.golden.sheets import open_formulas, open_results
from tests.golden.works import CREATED, ls_final

WORDS = (
    "Rupees Twenty Thousand Three Hundred and Sixty Five and Paise Thirty Seven Only"
)


def render(*forms) -> bytes:
    return render_ls_finals(forms, created=CREATED)


def texts(sheet: Worksheet) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value]


def printed_amounts(
    content: bytes, wording: str, rupees: str
) -> dict[str, tuple[object, object]]:
    """Rs. and Ps. of each line, under the first words of its wording."""
    sheet = open_results(content).worksheets[0]
    paise = chr(ord(rupees) + 1)
    return {
        str(sheet[f"{wording}{row}"].value)[:12]: (
            sheet[f"{rupees}{row}"].value,
            sheet[f"{paise}{row}"].value,
        )
        for row in range(1, 60)
        if sheet[f"{wording}{row}"].value
    }


def account(content: bytes) -> dict[str, tuple[object, object]]:
    return printed_amounts(content, "B", "I")


def memorandum(content: bytes) -> dict[str, tuple[object, object]]:
    return printed_amounts(content, "L", "S")


def test_the_value_of_the_work_stands_on_line_i_and_on_f() -> None:
    value = (33909, 66)
    assert account(render(ls_final())) == {
        "Total lumpsu": value,
        "ADD: Value o": (None, None),
        "Value of ite": (None, None),
        "DEDUCT: Valu": (None, None),
        "Value as per": (None, None),
        "Net total va": value,
    }


def test_the_value_of_measured_items_stands_on_line_iii_when_so_chosen() -> None:
    amounts = account(render(ls_final(value_line=FinalValueLine.MEASURED)))
    assert amounts["Total lumpsu"] == (None, None)
    assert amounts["Value of ite"] == amounts["Net total va"] == (33909, 66)


def test_the_memorandum_deducts_what_was_paid_and_pays_the_rest_by_cheque() -> None:
    assert memorandum(render(ls_final())) == {
        "Total value ": (33909, 66),
        "DEDUCT: i) a": (None, None),
        "ii) up-to-da": (13544, 29),
        "Payments now": (20365, 37),
        "a) by recove": (None, None),
        "b) by recove": (None, None),
        "c) by Cheque": (20365, 37),
    }


def test_the_pay_order_and_the_receipt_have_figures_and_words() -> None:
    made = texts(open_results(render(ls_final())).worksheets[0])
    assert (
        f"@ Passed for gross amount of Rs. 20,365.37 ({WORDS}) out of which pay by "
        "cheque for net amount of Rs. 20,365.37 and adjustment for Rs. 0.00."
    ) in made
    assert any(
        str(text).startswith(f"(a) $ Received Rs. 20,365.37 ({WORDS}) as above")
        for text in made
    )
    assert any(str(text).endswith("agreement is Rs. 33,909.66") for text in made)


def test_letters_p_and_f_stand_in_boxes() -> None:
    sheet = open_formulas(render(ls_final())).worksheets[0]
    for letter in "PF":
        (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == letter]
        assert cell.border.left.style == cell.border.top.style == "medium"


def test_without_amounts_the_form_has_blanks_for_the_pen_and_no_formula() -> None:
    content = render(ls_final(fill_amounts=False))
    assert set(account(content).values()) == {(None, None)}
    assert set(memorandum(content).values()) == {(None, None)}
    made = texts(open_formulas(content).worksheets[0])
    assert not [text for text in made if str(text).startswith("=")]
    assert any(str(t).startswith("@ Passed for gross amount of Rs. ___") for t in made)


def test_both_pages_are_of_ten_columns_with_a_page_break_between_them() -> None:
    sheet = open_formulas(render(ls_final())).worksheets[0]
    assert [mark.id for mark in sheet.col_breaks.brk] == [10]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_area.startswith("'LS Form'!$A$1:$T$")


@pytest.mark.parametrize("form", [ls_final(), ls_final(name_of_work="Lights " * 250)])
def test_all_rows_of_a_form_fit_one_page_at_its_scale(form) -> None:
    sheet = open_formulas(render(form)).worksheets[0]
    last = int(sheet.print_area.rpartition("$")[2])
    height = sum(sheet.row_dimensions[row].height for row in range(1, last + 1))
    paper = Decimal("11.69") - Decimal("0.5") - Decimal("0.65")
    scale = sheet.page_setup.scale or 100
    assert Decimal(str(height)) * scale / 100 <= paper * 72


def test_several_forms_are_sheets_of_their_own_with_their_own_totals() -> None:
    book = open_results(render(ls_final(), ls_final("36261.35", "0.00")))
    assert book.sheetnames == ["LS Form-1", "LS Form-2"]
    first, second = book
    assert (first["V6"].value, second["V6"].value) == (33909.66, 36261.35)


def test_signing_officers_are_those_of_the_settings() -> None:
    made = texts(
        open_formulas(render(ls_final(signatures=("A.E.", "E.E."))))["LS Form"]
    )
    assert {"A.E.", "E.E."} <= set(made)
    assert not any("Dy. Executive" in str(text) for text in made)


def test_an_unset_date_of_completion_is_a_grey_bracketed_prompt() -> None:
    content = render(ls_final(completed_on=""))
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    (line,) = [t for t in texts(book.worksheets[0]) if "actual completion" in str(t)]
    assert line[-1].text == "[date of completion]"
    assert line[-1].font.color.rgb == "FF808080"


def test_the_same_forms_rendered_twice_have_the_same_bytes() -> None:
    assert render(ls_final()) == render(ls_final())
