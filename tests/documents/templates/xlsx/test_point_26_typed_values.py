"""A cell that is only a placeholder takes a typed value, and stays text where it must."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from documents.domain.template_findings import (
    FillOptions,
    TemplateContext,
    WorkValues,
)
from tests.documents.templates.xlsx.books import (
    build,
    fill,
    formulas,
    make_book,
    one_work,
    parts,
    results,
    write,
)


def filled_cell(text: str, number_format: str = "General", **values: Any):
    def draw(book):
        sheet = book.add_worksheet("Bill")
        style = book.add_format({"num_format": number_format, "bold": True})
        sheet.write_string("B2", text, style)

    return formulas(fill(build(draw), one_work(**values)))["Bill"]["B2"]


def test_an_amount_becomes_a_number_and_keeps_its_style():
    cell = filled_cell("{{ amount }}", "#,##0.00", AMOUNT=Decimal("20365.37"))

    assert cell.value == 20365.37
    assert cell.data_type == "n"
    assert cell.number_format == "#,##0.00"
    assert cell.font.bold


def test_an_amount_given_as_text_becomes_a_number():
    assert (
        filled_cell("{{ESTIMATE_AMOUNT}}", ESTIMATE_AMOUNT="Rs. 4,50,000/-").value
        == 450000
    )


def test_an_amount_among_words_is_printed_with_indian_grouping():
    cell = filled_cell("Rs. {{AMOUNT}} only", AMOUNT=Decimal("1234567.5"))

    assert cell.value == "Rs. 12,34,567.50 only"


def test_a_date_becomes_a_serial_with_a_date_format():
    cell = filled_cell("{{DOC}}", DOC=date(2025, 11, 3))

    assert cell.value == datetime(2025, 11, 3)  # noqa: DTZ001
    assert cell.number_format == "dd-mm-yyyy"
    assert cell.font.bold


def test_a_date_keeps_the_date_format_that_the_cell_has():
    cell = filled_cell("{{DOC}}", "d mmm yyyy", DOC="03.11.2025")

    assert cell.value == datetime(2025, 11, 3)  # noqa: DTZ001
    assert cell.number_format == "d mmm yyyy"


@pytest.mark.parametrize("text", ["=1+1", "+91 40", "-a", "@SUM(A1)", "=cmd|'/C'!A0"])
def test_a_value_that_looks_like_a_formula_stays_text(text):
    cell = filled_cell("{{NAME_OF_WORK}}", NAME_OF_WORK=text)

    assert cell.value == text
    assert cell.data_type == "s" or cell.data_type == "f"
    content = fill(
        make_book(Bill={"A1": "{{NAME_OF_WORK}}"}), one_work(NAME_OF_WORK=text)
    ).content
    assert b"<f>" not in parts(content)["xl/worksheets/sheet1.xml"]


def test_a_text_that_is_no_number_stays_text():
    assert filled_cell("{{REF_OF_AGREEMENT}}", REF_OF_AGREEMENT="30").value == "30"


def test_a_number_with_more_digits_than_a_sheet_keeps_stays_text():
    cell = filled_cell("{{ACCOUNT}}", ACCOUNT=Decimal("12345678901234567890"))

    assert cell.value == "12345678901234567890"


def test_a_missing_value_leaves_the_cell_blank_and_is_reported():
    filled = fill(make_book(Bill={"A1": "{{NIT_NO}}", "A2": "x"}), one_work())

    assert results(filled)["Bill"]["A1"].value is None
    assert [(use.name, use.place) for use in filled.missing] == [("NIT_NO", "Bill!A1")]


def test_a_missing_value_may_keep_its_tag():
    template = make_book(Bill={"A1": "{{NIT_NO}}"})
    filled = fill(template, one_work(), FillOptions(missing_text=None))

    assert results(filled)["Bill"]["A1"].value == "{{NIT_NO}}"


def test_an_unknown_tag_stays_and_is_reported_with_the_nearest_name():
    template = make_book(Bill={"C14": "Work: {{NAME_OF_WORKS}}"})
    filled = fill(template, one_work(NAME_OF_WORK="Lights"))

    assert results(filled)["Bill"]["C14"].value == "Work: {{NAME_OF_WORKS}}"
    (use,) = filled.unknown
    assert (use.place, use.text, use.nearest) == (
        "Bill!C14",
        "{{NAME_OF_WORKS}}",
        "NAME_OF_WORK",
    )


def test_awkward_values_print_as_typed():
    text = 'M/s A & B <Sons> "x" \u0c30\u0c3e\u0c35\u0c41 \U0001f600 \u200d _x0041_ {{AMOUNT}}'
    template = make_book(Bill={"A1": "{{NAME_OF_WORK}}", "A2": "for {{NAME_OF_WORK}}"})
    filled = fill(template, one_work(NAME_OF_WORK=text + "\x0b\x00\nnext"))

    sheet = results(filled)["Bill"]
    assert sheet["A1"].value.replace("_x005F_", "_") == text + "\nnext"
    assert sheet["A2"].value.startswith("for M/s A & B <Sons>")


def test_a_formula_has_its_new_result_stored_and_excel_is_asked_to_calculate():
    template = make_book(Bill={"A1": "{{AMOUNT}}", "A2": "=ROUND(A1*0.18,2)"})
    filled = fill(template, one_work(AMOUNT=Decimal("99.75")))

    assert results(filled)["Bill"]["A2"].value == 17.96
    assert b'fullCalcOnLoad="1"' in parts(filled.content)["xl/workbook.xml"]


def test_a_formula_beyond_us_loses_its_old_result():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        write(sheet, {"A1": "{{AMOUNT}}"})
        sheet.write_formula("A2", "=IRR(A1:A1)", None, 12345)

    filled = fill(build(draw), one_work(AMOUNT=Decimal(5)))

    assert results(filled)["Bill"]["A2"].value is None
    assert formulas(filled)["Bill"]["A2"].value == "=IRR(A1:A1)"


def test_the_numbers_of_items_are_numbers():
    cells = {"A1": "{{EACH item}}{{item.serial}}", "B1": "{{item.quantity}}"}
    cells["C1"] = "{{item.unit}}{{END}}"
    context = TemplateContext(
        {}, [WorkValues({}, [{"serial": "1", "quantity": "10.5", "unit": "Nos"}])]
    )
    sheet = results(fill(make_book(Bill=cells), context))["Bill"]

    assert [sheet[name].value for name in ("A1", "B1", "C1")] == [1, 10.5, "Nos"]
