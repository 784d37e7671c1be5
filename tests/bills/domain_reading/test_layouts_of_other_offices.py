"""Layouts that the reader was not written for are read by what their headings say, or refused by cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.grid import CellStyle
from bills.domain.work import LineKind, SheetKind
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)


def figures(work):
    return [(i.serial, i.quantity, i.unit, i.rate, i.amount) for i in work.items]


def test_a_header_at_k17_over_two_merged_lines_with_unit_and_per_beneath_is_read():
    gap = " | " * 10
    rows = [
        f"17:{gap} S. No | Description of work | Qty | | Rate | | Amount",
        f"{gap}  |  | Figures | Unit | Rs. | per | Rs.",
        f'{gap} 1.a | Earth work | "1,250.50" | cum | "120/-" | P Cum | 150060',
        f'{gap} 1.b | Soft rock | "12.5 cum" | | "Rs. 300/-" | P Cum | 3750',
        f"{gap} | Total | | | | | 153810",
    ]
    sheet = make_sheet("Abstract", "\n".join(rows), merges="K17:K18 L17:L18 M17:N17")
    reading = read_sheets(sheet)
    (work,) = reading.works
    assert figures(work) == [
        ("1.a", Decimal("1250.50"), "cum", 120, Decimal("150060.00")),
        ("1.b", Decimal("12.5"), "cum", 300, Decimal("3750.00")),
    ]
    assert codes(reading) == []


def test_headings_labels_and_fields_with_hindi_beside_the_english_are_read():
    work = read_table(
        """
कार्य का नाम / Name of Work : Repairs to the hall
क्र.सं. / S.No. | विवरण / Description of Item | इकाई / Unit | मात्रा / Quantity | दर / Rate | राशि / Amount
1 | खुदाई / Excavation | Cum | 10 | 200 | 2000
  | कुल योग / Grand Total | | | | 2000
"""
    )
    assert work.fields["name_of_work"].value == "Repairs to the hall"
    assert work.items[0].description == "खुदाई / Excavation"
    assert work.stated_total == 2000


def test_headings_in_an_indian_script_alone_are_refused_in_one_line():
    reading = read_sheets(
        make_sheet("Estimate", "వరుస | వివరణ | పరిమాణం | రేటు\n1 | Excavation | 10 | 200")
    )
    assert reading.works == ()
    assert codes(reading) == ["FILE_UNREADABLE", "HEADER_NOT_FOUND"]


def test_a_header_that_goes_on_in_the_next_row_without_merging_is_no_item():
    work = read_table(
        """
Sl. | Description | Quantity | Rate | Unit | Amount
No. | of Item | | (Rs.) | | (Rs.)
1 | Light | 10 | 100 | Nos | 1000
  | Grand Total Rs. | | | | 1000
"""
    )
    assert [line.description for line in work.lines] == ["Light"]
    assert codes(work) == []


def test_a_total_in_a_column_of_its_own_is_the_total():
    work = read_table(
        """
Sl. | Particulars | Qty | | Unit | Rate | | Amount | |
1 | Light | 10 | | Nos | 100 | | 1000 | |
2 | Fan | 2 | | Nos | 300 | | 600 | |
  | TOTAL | | | | | | | | 1600
"""
    )
    assert work.stated_total == 1600


def test_a_grand_total_not_typed_in_a_workslip_is_not_taken_from_another_column():
    work = read_table(
        """
Sl.No | Description | Unit | Qty (Estimate) | Rate | Amount (Estimate) | Qty (Execution) | Amount (Execution)
1 | Cable | Mtrs | 100 | 10 | 1000 | 60 | 600
  | Grand Total | | | | 1000 | |
"""
    )
    assert work.stated_total is None


@pytest.mark.parametrize("words", ["Excess", "Above"])
def test_a_premium_as_a_percent_cell_beside_its_words_is_read(words):
    sheet = make_sheet(
        "Bill",
        f"""
Sl No | Item | Qty | Unit | Rate | Per | Amount
1 | Light | 10 | Nos | 100 | 1 | 1000
  | Sub-Total | | | | | 1000
  | Add Tender Premium | | | 0.045 | {words} | 45
  | Total | | | | | 1045
""",
    )
    sheet.rows[4][5].style = CellStyle(is_percent=True)
    (work,) = read_sheets(sheet).works
    assert (work.premium.percent, work.premium.type) == (Decimal("4.5"), "Excess")
    assert codes(work) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Less 5.5 % below", "Less"),
        ("Add 5.5% above", "Excess"),
        ("Deduct @ 5.5 % Below Estimate rates", "Less"),
        ("T.P 5.5% Excess", "Excess"),
    ],
)
def test_a_percentage_above_or_below_is_the_premium(words, kind):
    work = read_table(
        f"""
Sl No | Item | Qty | Rate | Amount
1 | Light | 10 | 100 | 1000
  | Total | | | 1000
  | {words} | | | 55
"""
    )
    assert (work.premium.percent, work.premium.type) == (Decimal("5.5"), kind)


@pytest.mark.parametrize(
    ("quantity", "rate", "unit", "amount"),
    [
        (12, 6500, "1 Qtl", 78000),
        (250, 1200, "10 Sqm", 30000),
        (300, 14500, "100 Cum", 43500),
        (30, 145, "P Cum", 4350),
        (3, 4500, "Each", 13500),
        (5000, 6000, "1000 Nos", 30000),
        (30, 145, "per cum", 4350),
    ],
)
def test_a_rate_is_for_as_many_units_as_its_unit_says(quantity, rate, unit, amount):
    work = read_table(
        f"""
S.No | Description | Quantity | Unit | Rate | Unit | Amount
1 | Steel | {quantity} | Qtl | {rate} | {unit} | {amount}
"""
    )
    assert work.items[0].amount == amount
    assert "AMOUNT_MISMATCH" not in "".join(codes(work))


def test_parts_with_serials_that_restart_and_totals_of_their_own_are_read():
    reading = read_sheets(
        make_sheet(
            "Estimate",
            """
Item No. | Description of Item | Quantity | Unit | Rate (Rs.) | Amount (Rs.)
(1) | (2) | (3) | (4) | (5) | (6)
 | PART - A : CIVIL | | | |
1 | Excavation | 10 | Cum | 100 | 1000
1 | Concrete | 5 | Cum | 4000 | 20000
 | Total of Part A | | | | 21000
 | PART - B : ELECTRICAL | | | |
1 | Wiring | 10 | Pts | 500 | 5000
 | Total of Part B | | | | 5000
 | Total (A + B) | | | | 26000
""",
        )
    )
    (work,) = reading.works
    assert [line.kind for line in work.lines] == [
        *(LineKind.HEADING, LineKind.ITEM, LineKind.ITEM),
        *(LineKind.HEADING, LineKind.ITEM),
    ]
    assert work.stated_total == 26000
    assert codes(reading) == ["ITEM_AFTER_TOTAL B8"]


def test_sums_at_the_foot_of_each_page_are_neither_items_nor_added_twice():
    work = read_table(
        """
S.No | Description | Unit | Qty | Rate | Amount
1 | A | Cum | 10 | 100 | 1000
 | Total C/o | | | | 1000
S.No | Description | Unit | Qty | Rate | Amount
 | B/F | | | | 1000
2 | B | Cum | 5 | 100 | 500
 | Carried over | | | | 1500
 | Brought forward | | | | 1500
3 | C | Cum | 5 | 100 | 500
 | Grand Total | | | | 2000
"""
    )
    assert len(work.items) == 3
    assert work.stated_total == 2000
    assert {code.split()[0] for code in codes(work)} == {"ITEM_AFTER_TOTAL"}


def test_figures_on_the_row_below_a_numbered_text_belong_to_it():
    reading = read_sheets(
        make_sheet(
            "Estimate",
            """
S.No | Description | Unit | Qty | Rate | Amount
1 | Excavation in all soils | | | |
  |  | Cum | 10 | 100 | 1000
2 | Concrete 1:2:4 | | | |
  | with 20 mm metal | | | |
  |  | Cum | 5 | 4000 | 20000
  | Total | | | | 21000
""",
        )
    )
    (work,) = reading.works
    assert [(i.serial, i.description, i.amount) for i in work.lines] == [
        ("1", "Excavation in all soils", Decimal("1000.00")),
        ("2", "Concrete 1:2:4\nwith 20 mm metal", Decimal("20000.00")),
    ]
    assert codes(reading) == []
    assert {row: reading.sheets[0].marks[row].value for row in (4, 5, 6)} == {
        4: "continuation",
        5: "continuation",
        6: "item",
    }


def test_a_running_bill_of_another_office_is_a_later_bill():
    work = read_table(
        """
Third Running Account Bill
S.No | Description | Unit | Rate | Total Qty upto date | Qty upto previous bill | Qty since previous bill | Amount upto date | Amount upto previous bill | Amount since previous bill
1 | A | Cum | 100 | 10 | 4 | 6 | 1000 | 400 | 600
 | Total | | | | | | 1000 | 400 | 600
"""
    )
    assert work.kind is SheetKind.NTH_BILL
    (line,) = work.items
    assert (line.quantity, line.previous_quantity, line.since_quantity) == (10, 4, 6)
    assert (line.amount, line.previous_amount, line.since_amount) == (1000, 400, 600)
    assert (work.stated_previous_total, work.stated_since_total) == (400, 600)


def test_a_bill_of_quantities_is_an_estimate_and_rates_in_words_are_passed_over():
    work = read_table(
        """
S.No | Description | Qty | Unit | Rate in words | Rate in figures | Amount
1 | A | 10 | Cum | One hundred | 100 | 1000
 | Total Rs. | | | | | 1000
""",
        title="Bill of Quantities",
    )
    assert work.kind is SheetKind.ESTIMATE
    assert work.items[0].rate == 100


def test_an_abstract_below_its_measurements_is_read():
    work = read_table(
        """
S.No | Particulars | Nos | Length | Breadth | Depth | Quantity
1 | Hall | 2 | 3 | 4 | 1 | 24
  | Total | | | | | 24
S.No | Particulars | Qty | Unit | Rate | Amount
1 | Concrete | 24 | Cum | 100 | 2400
  | Total | | | | 2400
"""
    )
    assert (work.header_row, work.stated_total) == (4, 2400)


def test_a_further_table_below_the_measurements_is_told():
    reading = read_sheets(
        make_sheet(
            "Estimate",
            """
S.No | Particulars | Qty | Unit | Rate | Amount
1 | Concrete | 24 | Cum | 100 | 2400
  | Total | | | | 2400
  | Particulars | Nos | Length | Breadth | Depth | Quantity
1 | Hall | 2 | 3 | 4 | 1 | 24
S.No | Particulars | Qty | Unit | Rate | Amount
1 | Second | 24 | Cum | 100 | 2400
""",
        )
    )
    assert len(reading.works[0].items) == 1
    assert codes(reading) == ["SHEET_SKIPPED A4", "SHEET_SKIPPED A6"]
    assert reading.problems[1].level == "warning"


def test_columns_in_any_order_are_read():
    work = read_table(
        """
Amount | Rate | Per | Unit | Quantity | Particulars of work | Sl No
1000 | 100 | 1 | Nos | 10 | Light | 1
1000 | | | | | Total |
"""
    )
    assert figures(work) == [("1", 10, "Nos", 100, Decimal("1000.00"))]
    assert work.stated_total == 1000


def test_one_column_nos_beside_a_rate_is_the_quantity():
    work = read_table(
        """
Ref | Sl.No. | Name of item | Make | Nos | Rate each | Total Rs.
A/1 | 1 | Light | Philips | 10 | 100 | 1000
"""
    )
    assert (work.items[0].quantity, work.items[0].amount) == (10, 1000)


def test_a_quantity_per_building_is_passed_over_for_the_total_quantity():
    work = read_table(
        """
S.No | Item of work | Block A | Block B | Total Qty | Unit | Unit Rate | Amount
1 | Light | 4 | 6 | 10 | Nos | 100 | 1000
"""
    )
    assert work.items[0].quantity == 10


@pytest.mark.parametrize(
    "quantity", ["1.250,00", "as per site", "2 x 3", "10-12", "10%", "ten", "5,00"]
)
def test_a_quantity_that_is_no_plain_number_is_refused_at_its_cell(quantity):
    work = read_table(
        f"""
Sl.No | Description | Qty. | Rate | Amount
1 | A | "{quantity}" | 10 | 100
"""
    )
    assert "NUMBER_UNREADABLE C2" in codes(work)
    assert work.has_errors


def test_a_workslip_by_title_whose_columns_do_not_say_what_is_executed_is_refused():
    work = read_table(
        """
WORKING ESTIMATE
Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount
1 | 10 | Nos | Light | 500 | 1 | No | 5000
"""
    )
    assert work.kind is SheetKind.WORKSLIP
    assert "HEADER_NOT_FOUND G2" in codes(work)
    assert work.has_errors


def test_the_rows_that_a_sum_leaves_out_are_named_with_both_figures():
    rows = "\n".join(
        f"{n} | Item {n} | 10 | 100 | =C{n + 1}*D{n + 1}" for n in range(1, 6)
    )
    work = read_table(
        f"Sl No | Item | Qty | Rate | Amount\n{rows}\n | Total | | | =SUM(E2:E3,E5)"
    )
    (problem,) = [p for p in work.problems if p.code == "TOTAL_MISMATCH"]
    assert (problem.found, problem.expected) == ("3,000.00", "5,000.00")
    assert problem.message.endswith("; its formula leaves out E4, E6")


def test_a_sum_of_one_part_leaves_out_only_rows_of_that_part():
    work = read_table(
        """
Sl No | Item | Qty | Rate | Amount
1 | A | 1 | 100 | 100
  | Total of Part A | | | =SUM(E2:E2)
2 | B | 1 | 200 | 200
3 | C | 1 | 300 | 300
  | Total of Part B | | | =SUM(E4:E4)
"""
    )
    (problem,) = [p for p in work.problems if p.code == "TOTAL_MISMATCH"]
    assert problem.message.endswith("leaves out E5")


def test_a_formula_of_another_workbook_keeps_its_stored_value_with_a_warning():
    reading = read_sheets(
        make_sheet(
            "Bill",
            """
S.No | Description | Qty | Rate | Amount
1 | A | =[1]Sheet1!B3 -> 10 | 100 | 1000
""",
        )
    )
    assert reading.works[0].items[0].quantity == 10
    (problem,) = [p for p in reading.problems if p.code == "FORMULA_UNSUPPORTED"]
    assert (problem.level, problem.cell) == ("warning", "C2")


def test_temporary_works_have_headings_with_events_beneath():
    work = read_table(
        """
TEMPORARY WORKS - WORKSLIP
Sl.No | Description of Item | Unit | Qty (Estimate) | Rate (Estimate) | Amount (Estimate) | Qty (Execution) | Amount (Execution)
1 | Hiring of shamiana 15 x 15 | | | | | |
  | i. Independence Day for 2 day(s) | Nos | 2 | 500 | 1000 | 2 | 1000
  | ii. Republic Day for 1 day(s) | Nos | 2 | 300 | 600 | 3 | 900
2 | Hiring of chairs | | | | | |
  | i. Independence Day for 2 day(s) | Nos | 100 | 5 | 500 | 0 | 0
  | Sub Total Amount | | | | 2100 | | 1900
"""
    )
    assert (work.kind, work.is_temporary) == (SheetKind.WORKSLIP, True)
    assert [(line.kind.value, line.serial) for line in work.lines] == [
        ("heading", "1"),
        ("item", ""),
        ("item", ""),
        ("heading", "2"),
        ("item", ""),
    ]


@pytest.mark.parametrize("phases", [1, 2, 3, 4])
def test_of_any_number_of_phases_the_last_is_the_current_workslip(phases):
    names = "".join(
        f" | Workslip-{n} Qty | Workslip-{n} Amt" for n in range(1, phases + 1)
    )
    values = "".join(f" | {n} | {n * 10}" for n in range(1, phases + 1))
    work = read_table(
        f"""
Sl.No | Description of Item | Unit | Qty (Estimate) | Rate (Estimate) | Amount (Estimate){names} | More | Less | Remarks
1 | Cable | Mtrs | 100 | 10 | 1000{values} | | |
"""
    )
    (line,) = work.items
    assert (work.kind, line.quantity) == (SheetKind.WORKSLIP, phases)
    assert [p.quantity for p in line.phases] == list(range(1, phases + 1))
