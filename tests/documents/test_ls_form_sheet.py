"""The sheet of the LS Form: two facing halves, its amounts, and what the pen fills."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from documents.renderers.ls_form import render_ls_forms
from tests.golden.sheets import open_formulas, open_results
from tests.golden.works import CREATED, ls_form


def render(*forms) -> bytes:
    return render_ls_forms(forms, created=CREATED)


def texts(sheet: Worksheet) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value]


def printed_amounts(content: bytes) -> dict[str, tuple[object, object]]:
    """Rs. and Ps. under the first characters of each line of the account."""
    sheet = open_results(content).worksheets[0]
    heading = next(row for row in range(1, 60) if sheet[f"I{row}"].value == "Rs.")
    return {
        str(sheet[f"A{row}"].value or sheet[f"B{row}"].value[:3]): (
            sheet[f"I{row}"].value,
            sheet[f"J{row}"].value,
        )
        for row in range(heading + 1, 60)
        if sheet[f"B{row}"].value
    }


def test_bill_1_fills_k_and_what_is_paid_now() -> None:
    paid = (13544, 29)
    assert printed_amounts(render(ls_form())) == {
        "1": paid,
        "2": (None, None),
        "3": (None, None),
        "4": (None, None),
        "5": paid,
        "6": (0, 0),
        "7": paid,
        "8": paid,
        "(a)": (None, None),
        "(b)": (None, None),
        "(c)": paid,
    }


def test_a_later_bill_has_till_date_previous_and_since_last() -> None:
    amounts = printed_amounts(render(ls_form("33909.66", "13544.29")))
    assert amounts["1"] == amounts["5"] == (33909, 66)
    assert amounts["6"] == (13544, 29)
    assert amounts["7"] == amounts["(c)"] == (20365, 37)


@pytest.mark.parametrize(
    ("total", "previous", "printed"),
    [
        ("100", "150.50", (-50, 50)),
        ("100", "100.50", ("-0", 50)),
        ("100.05", "100", (0, 5)),
        ("100", "100", (0, 0)),
    ],
)
def test_an_amount_of_either_sign_is_cut_into_rupees_and_paise(
    total, previous, printed
) -> None:
    assert printed_amounts(render(ls_form(total, previous)))["7"] == printed


def test_pay_and_received_lines_have_figures_and_words() -> None:
    words = "Rupees Thirteen Thousand Five Hundred and Forty Four"
    amount = f"(Rs. 13,544.29) {words} and Paise Twenty Nine Only"
    made = texts(open_results(render(ls_form())).worksheets[0])
    assert f"@ Pay {amount}" in made
    assert f"$ Received {amount}" in made


def test_the_halves_are_ten_columns_each_with_a_page_break_between_them() -> None:
    sheet = open_formulas(render(ls_form())).worksheets[0]
    assert [mark.id for mark in sheet.col_breaks.brk] == [10]
    assert sheet.print_area.startswith("'LS Form'!$A$1:$T$")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert not sheet.page_setup.fitToWidth  # a fit would ignore the break


@pytest.mark.parametrize("columns", ["ABCDEFGHIJ", "KLMNOPQRST"])
def test_each_half_is_narrower_than_the_paper_between_its_margins(columns) -> None:
    sheet = open_formulas(render(ls_form())).worksheets[0]
    pixels = sum(
        sheet.column_dimensions[c].width * 7
        for c in columns
        if c in sheet.column_dimensions
    )
    inches = Decimal(str(pixels)) / 96
    assert inches < Decimal("8.27") - 2 * Decimal(str(sheet.page_margins.left))


@pytest.mark.parametrize("form", [ls_form(), ls_form(name_of_work="Lights " * 250)])
def test_all_rows_of_a_form_fit_one_page_at_its_scale(form) -> None:
    sheet = open_formulas(render(form)).worksheets[0]
    last = int(sheet.print_area.rpartition("$")[2])
    height = sum(sheet.row_dimensions[row].height for row in range(1, last + 1))
    paper = Decimal("11.69") - Decimal("0.5") - Decimal("0.65")
    scale = sheet.page_setup.scale or 100
    assert Decimal(str(height)) * scale / 100 <= paper * 72


def test_without_amounts_the_form_has_blanks_for_the_pen_and_no_formula() -> None:
    content = render(ls_form(fill_amounts=False))
    assert set(printed_amounts(content).values()) == {(None, None)}
    sheet = open_formulas(content).worksheets[0]
    assert not [text for text in texts(sheet) if str(text).startswith("=")]
    assert any(str(text).startswith("@ Pay (Rs. ____") for text in texts(sheet))


def test_an_unset_field_is_a_grey_bracketed_prompt() -> None:
    content = render(ls_form(agency=""))
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    (line,) = [t for t in texts(book.worksheets[0]) if "Contractor : " in str(t)]
    prompt = line[-1]
    assert prompt.text == "[name of the agency]"
    assert prompt.font.color.rgb == "FF808080"


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    sheet = open_formulas(render(ls_form(name_of_work="=1+1", agency="@x"))).worksheets[
        0
    ]
    assert "Name of Work : =1+1" in texts(sheet)
    assert "Name of Contractor : @x" in texts(sheet)


def test_withheld_and_recoveries_take_whole_rupees_and_two_digits_of_paise() -> None:
    sheet = open_formulas(render(ls_form())).worksheets[0]
    rules = {
        str(rule.sqref): (rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
    }
    row = next(r for r in range(1, 60) if sheet[f"A{r}"].value == "4")
    assert rules[f"J{row}"] == ("0", "99")
    assert f"I{row}" in rules


def test_several_forms_are_sheets_of_their_own_with_their_own_totals() -> None:
    book = open_results(render(ls_form(), ls_form("36261.35")))
    assert book.sheetnames == ["LS Form-1", "LS Form-2"]
    assert [sheet["V5"].value for sheet in book] == [13544.29, 36261.35]


def test_the_same_forms_rendered_twice_have_the_same_bytes() -> None:
    assert render(ls_form()) == render(ls_form())


def test_every_filled_cell_is_in_times_new_roman() -> None:
    with zipfile.ZipFile(io.BytesIO(render(ls_form()))) as archive:
        styles = archive.read("xl/styles.xml").decode()
    fonts = styles[styles.index("<fonts") : styles.index("</fonts>")]
    assert fonts.count('<name val="') == fonts.count('<name val="Times New Roman"')
