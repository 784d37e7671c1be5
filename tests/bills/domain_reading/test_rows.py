"""Each row of a table is what its cells say: item, heading, continuation, total, or a problem."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.work import LineKind
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)

HEADER = "S.No | Quantity | Unit | Item | Rate | Per | Unit | Amount"
ITEM = "1 | 10 | Nos | Light | 100 | 1 | No | 1000"
TOTAL = " | | | Total | | | | 1000"


def read_rows(*rows, total=True, merges=""):
    return read_table(
        "\n".join((HEADER, *rows, *([TOTAL] if total else []))), merges=merges
    )


def texts(work):
    return [(line.kind, line.description) for line in work.lines]


ITEM_LINE = (LineKind.ITEM, "Light")


def test_a_blank_row_never_ends_the_table():
    work = read_rows(
        "1 | 5 | Nos | Light | 100 | 1 | No | 500",
        *[""] * 40,
        "2 | 5 | Nos | Fan | 100 | 1 | No | 500",
    )
    assert len(work.items) == 2
    assert codes(work) == []


def test_a_text_alone_is_a_heading_that_is_carried():
    work = read_rows("| | | *Internal lighting*", ITEM)
    assert texts(work) == [(LineKind.HEADING, "Internal lighting"), ITEM_LINE]


def test_a_heading_merged_over_the_row_is_carried():
    work = read_rows("PART A : CIVIL WORKS", ITEM, merges="A2:H2")
    assert texts(work) == [(LineKind.HEADING, "PART A : CIVIL WORKS"), ITEM_LINE]


def test_a_serial_with_a_description_only_is_the_heading_of_what_follows():
    work = read_rows(
        "1 | | | Wiring of points", " | 10 | Nos | Light | 100 | 1 | No | 1000"
    )
    assert (work.headings[0].serial, work.headings[0].description) == (
        "1",
        "Wiring of points",
    )


def test_a_serial_alone_is_a_blank_row():
    work = read_rows(ITEM, "2")
    assert texts(work) == [ITEM_LINE]
    assert codes(work) == []


def test_longer_plain_text_under_an_item_is_its_specification():
    work = read_rows(ITEM, "| | | Light of 20 W as per the specification")
    assert texts(work) == [(LineKind.ITEM, "Light of 20 W as per the specification")]
    assert work.sum_of_amounts == 1000


@pytest.mark.parametrize("text", ["*Light fittings of all kinds*", "Fans"])
def test_bold_or_shorter_text_under_an_item_is_a_heading(text):
    work = read_rows(ITEM, f"| | | {text}")
    assert texts(work) == [ITEM_LINE, (LineKind.HEADING, text.strip("*"))]


def test_text_beside_a_code_of_its_own_is_a_heading_and_no_continuation():
    work = read_table("""
Item | Description | Unit | Quantity | Rate | Amount | BSR
  | 6 A to 32 A | Each | 10 | 100 | 1000 | 6.1.1
  | Double pole breaker with all accessories | | | | | 6.1.2
  | 63 A | Each | 1 | 500 | 500 | 6.1.2.1
""")
    assert [line.kind for line in work.lines] == ["item", "heading", "item"]


def test_the_quantity_missing_is_a_problem_at_its_cell():
    work = read_rows("4 | | Nos | Fan | 100 | 1 | No | 0", total=False)
    assert codes(work) == ["QTY_MISSING B2", "TOTAL_NOT_FOUND"]
    assert work.has_errors


def test_an_amount_alone_is_a_problem_and_the_row_is_kept():
    work = read_rows("4 | | | Fan | | | | 900")
    assert codes(work) == ["RATE_MISSING E2", "TOTAL_MISMATCH H3"]
    assert [line.description for line in work.items] == ["Fan"]


def test_a_rate_that_its_amount_explains_is_worked_out_with_a_warning():
    work = read_rows("1 | 8 | Nos | Fan | | 1 | No | 1000")
    assert work.items[0].rate == Decimal("125.00")
    assert codes(work) == ["VALUE_DERIVED E2"]


def test_a_quantity_of_zero_that_its_amount_explains_is_worked_out():
    work = read_rows("1 | 0 | Cum | Concrete | 3 | 1 | Cum | 1000")
    assert work.items[0].quantity == Decimal("333.333")
    assert codes(work) == ["VALUE_DERIVED B2"]


def test_a_rate_that_cannot_give_the_amount_is_a_problem():
    work = read_rows("1 | 3000 | Nos | Fan | 0 | 1 | No | 1000")
    assert "RATE_MISSING E2" in codes(work)
    assert work.has_errors


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("as per site", "NUMBER_UNREADABLE E2"),
        ("1.250,00", "NUMBER_UNREADABLE E2"),
        ("#REF!", "CELL_ERROR E2"),
        ('"#DIV/0!"', "CELL_ERROR E2"),
        ("=1/0", "CELL_ERROR E2"),
        ("=VLOOKUP(D2,Z1:Z9,2)", "FORMULA_UNSUPPORTED E2"),
    ],
)
def test_a_rate_that_is_no_number_is_a_problem_at_its_cell(rate, code):
    work = read_rows(f"1 | 10 | Nos | Light | {rate} | 1 | No |", total=False)
    assert codes(work) == [code, "TOTAL_NOT_FOUND"]
    assert (work.items[0].rate, work.items[0].amount) == (None, None)


def test_an_amount_other_than_quantity_x_rate_is_a_warning_with_both_figures():
    work = read_rows("1 | 10 | Nos | Light | 100 | 1 | No | 1001")
    problem = work.problems[0]
    assert (problem.code, problem.cell) == ("AMOUNT_MISMATCH", "H2")
    assert (problem.found, problem.expected) == ("1,001.00", "1,000.00")
    assert work.items[0].amount == 1000


def test_an_amount_that_rounds_to_the_same_paisa_is_right():
    work = read_rows(
        "1 | 16.56 | Cum | Concrete | 60.385 | 1 | Cum | 999.9756", total=False
    )
    assert codes(work) == ["TOTAL_NOT_FOUND"]


@pytest.mark.parametrize("label", ["AE", "AE1", "AE 12", "ae3"])
def test_an_ae_row_belongs_to_the_item_above_it(label):
    work = read_rows(ITEM, f"7 | 2 | Nos | {label} | 100 | 1 | No | 200", total=False)
    line = work.items[1]
    assert (line.kind, line.serial, line.description) == (LineKind.AE, "", label)


def test_an_item_that_begins_with_ae_is_an_item():
    work = read_rows(
        ITEM, "2 | 2 | Nos | AE office table | 100 | 1 | No | 200", total=False
    )
    assert work.items[1].kind is LineKind.ITEM


@pytest.mark.parametrize(
    "label",
    [
        "Add LC @ 1 %",
        "L.C",
        "Add QC @ 1%",
        "Q.C",
        "Add NAC @ 0.1 %",
        "Add NAC charges @ 0.1 %",
        "Add NAC chargers @ 0.1%",
        "Add GST@18 %",
        "Add GST @ 18%",
        "Add 18% GST",
        "GST 18%",
        "L.S Provision towards unforeseen items",
        "L.S Provision towards shifting of poles",
        "Sub Total",
        "Sub-Total Amount",
        "SUBTOTAL 2",
        "ECV",
        "Total",
        "TOTAL :",
        "Total Rs.",
        "Grand Total",
    ],
)
def test_a_calculation_row_is_neither_item_nor_heading(label):
    work = read_rows(ITEM, f"| | | {label} | | | | 10", total=False)
    assert texts(work) == [ITEM_LINE]
    assert not work.has_errors


def test_the_percentages_of_the_cesses_are_read():
    work = read_rows(ITEM, "|||Add LC @ 1.5 %||||15", "|||Add GST@12 %||||120")
    assert work.percentages == {"lc": Decimal("1.5"), "gst": 12}


@pytest.mark.parametrize(
    "text",
    [
        "Total station survey",
        "Sub Total station",
        "Grand Total control panel",
        "GST meter",
        "LC filter",
    ],
)
def test_a_row_with_quantity_and_rate_is_an_item_whatever_its_words(text):
    work = read_rows(f"1 | 10 | Nos | {text} | 100 | 1 | No | 1000")
    assert texts(work) == [(LineKind.ITEM, text)]


def test_old_material_is_read_as_a_positive_magnitude():
    for amount in ("-970", "970"):
        work = read_rows(
            ITEM,
            f"|||Deduct Old Material Cost||||{amount}",
            "|||ECV||||30",
            total=False,
        )
        assert work.old_material == 970
        assert texts(work) == [ITEM_LINE]
        assert codes(work) == []


def test_items_below_a_total_are_read_with_one_line_that_says_so():
    work = read_rows(
        ITEM,
        TOTAL,
        "2 | 1 | Nos | Fan | 500 | 1 | No | 500",
        "3 | 1 | Nos | Bell | 500 | 1 | No | 500",
        total=False,
    )
    assert len(work.items) == 3
    assert codes(work) == ["ITEM_AFTER_TOTAL D4"]


def test_a_hidden_row_is_no_item_but_its_value_is_used_by_formulas():
    sheet = make_sheet(
        "Estimate",
        f"{HEADER}\n{ITEM}\n2 | 1 | Nos | Allowance | 40 | 1 | No | 40\n3 | 10 | Nos | Fan | =E3*2 | 1 | No | 800",
        hidden=(3,),
    )
    (work,) = read_sheets(sheet).works
    assert [(i.description, i.rate) for i in work.items] == [
        ("Light", 100),
        ("Fan", 80),
    ]
    assert "ITEM_UNMATCHED D3" in codes(work)


@pytest.mark.parametrize("text", ["Add 3% contingencies", "CGST @ 9%"])
def test_a_calculation_row_nobody_knows_is_told_and_not_billed(text):
    work = read_rows(ITEM, TOTAL, f"|||{text}||||30", total=False)
    assert codes(work) == ["ITEM_UNMATCHED H4"]
    assert work.sum_of_amounts == 1000


def test_signatures_below_the_totals_are_neither_items_nor_headings():
    work = read_rows(
        ITEM,
        TOTAL,
        "| | | | Executive Engineer",
        "| | | Submitted for approval",
        total=False,
    )
    assert texts(work) == [ITEM_LINE]
    assert [p.level for p in work.problems] == ["info"]


def test_a_total_without_words_is_recognised_by_its_figure():
    work = read_rows(ITEM, "| | | | | | | 1000", total=False)
    assert work.stated_total == 1000
    assert codes(work) == []


def test_any_other_amount_without_words_is_told():
    work = read_rows(ITEM, "| | | | | | | 77", total=False)
    assert "ITEM_UNMATCHED H3" in codes(work)


def test_a_row_with_figures_but_no_description_is_kept_with_a_warning():
    work = read_rows("1 | 10 | Nos | | 100 | 1 | No | 1000")
    assert work.sum_of_amounts == 1000
    assert codes(work) == ["ITEM_UNMATCHED D2"]


def test_a_description_merged_down_over_rows_is_each_rows_own():
    work = read_rows(
        "1 | 5 | Nos | Light | 100 | 1 | No | 500",
        "| 5 | Nos | | 100 | 1 | No | 500",
        merges="D2:D3",
    )
    assert [line.description for line in work.items] == ["Light", "Light"]


def test_line_breaks_of_a_description_are_kept():
    sheet = make_sheet("Estimate", f"{HEADER}\n{ITEM}")
    sheet.rows[2][4].value = "Light\r\nof 20 W "
    (work,) = read_sheets(sheet).works
    assert work.items[0].description == "Light\nof 20 W"
