"""The traps of the specification that concern estimates and first bills, each named after its trap."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.work import LineKind, PremiumType, SheetKind
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)

HEADER = "Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount"


def test_an_item_called_total_station_survey_is_an_item_and_later_items_are_read():
    work = read_table(f"""
{HEADER}
1 | 2 | Nos | Total station survey | 500 | 1 | No | 1000
2 | 3 | Nos | Pillars | 100 | 1 | No | 300
  |   |     | Total  |  |  |  | 1300
""")
    assert [line.description for line in work.items] == [
        "Total station survey",
        "Pillars",
    ]
    assert codes(work) == []


def test_an_item_called_aerial_cable_keeps_its_serial_and_is_no_ae_row():
    work = read_table(f"""
{HEADER}
1 | 2 | Mtrs | Aerial cable 2 core | 500 | 1 | Mtr | 1000
""")
    (line,) = work.items
    assert (line.kind, line.serial, line.description) == (
        LineKind.ITEM,
        "1",
        "Aerial cable 2 core",
    )


def test_an_item_ups_output_efficiency_95_percent_is_no_tender_premium():
    work = read_table(f"""
{HEADER}
1 | 1 | No | UPS output efficiency 95% | 90000 | 1 | No | 90000
""")
    assert work.premium is None
    assert len(work.items) == 1


def test_an_item_deduction_of_old_plaster_is_no_old_material():
    work = read_table(f"""
{HEADER}
1 | 10 | Sqm | Deduction of old plaster and old material | 50 | 1 | Sqm | 500
""")
    assert work.old_material is None
    assert work.sum_of_amounts == Decimal("500.00")


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,250", 1250), ("1,000.00", 1000), ("Rs. 500", 500), ("Rs. 1,000/-", 1000)],
)
def test_a_rate_typed_as_text_is_its_number(text, number):
    work = read_table(f"""
{HEADER}
1 | 2 | Nos | LED street light | "{text}" | 1 | No |
""")
    assert work.items[0].rate == number
    assert codes(work) == ["TOTAL_NOT_FOUND"]


def test_a_label_in_a1_takes_its_value_from_b1():
    work = read_table(f"""
Name of work | Providing lights
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
""")
    field = work.fields["name_of_work"]
    assert (field.value, field.cell) == ("Providing lights", "B1")


def test_a_colon_in_the_name_of_work_is_part_of_the_name():
    work = read_table(f"""
Name of the work : Lights: Block A
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
""")
    assert work.fields["name_of_work"].value == "Lights: Block A"


def test_a_title_with_name_work_and_firm_in_it_is_no_label():
    work = read_table(f"""
Work of painting name boards for M/s Sri Firm
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
""")
    assert work.fields == {}


def test_a_line_more_above_the_header_and_the_header_s_no_change_nothing():
    first = read_table(f"""
ESTIMATE
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
""")
    second = read_table(f"""
ESTIMATE
Office of the Executive Engineer
{HEADER.replace("Sl.No", "S.No")}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
""")
    assert second.header_row == first.header_row + 1
    assert [(i.serial, i.quantity, i.rate, i.amount) for i in second.items] == [
        (i.serial, i.quantity, i.rate, i.amount) for i in first.items
    ]


def test_add_slash_deduct_5_percent_excess_is_excess():
    work = read_table(f"""
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
  |   |     | Sub Total |  |  |  | 1000
  |   |     | Add/ Deduct T.P @ 5 % Excess |  |  |  | 50
""")
    assert (work.premium.percent, work.premium.type) == (5, PremiumType.EXCESS)


def test_unused_premium_below_the_premium_is_never_the_premium():
    work = read_table(f"""
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
  |   |     | Sub Total |  |  |  | 1000
  |   |     | Deduct T.P @ 4.5 % Less |  |  |  | 45
  |   |     | Unused T.P @ 4.5 % on ECV |  |  |  | 45
""")
    assert work.premium.percent == Decimal("4.5")
    assert work.premium.type is PremiumType.LESS
    assert work.premium.cell == "H4"


def test_an_ae_row_with_blank_rate_and_no_amount_takes_the_rate_of_its_item():
    work = read_table(f"""
{HEADER}
1 | 100 | Mtrs | Cable | 134.00 | 1 | Mtr | 13400
  | 20  | Mtrs | AE1   |        | 1 | Mtr |
""")
    ae = work.items[1]
    assert (ae.kind, ae.serial) == (LineKind.AE, "")
    assert (ae.rate, ae.amount) == (Decimal("134.00"), Decimal("2680.00"))
    assert codes(work) == ["TOTAL_NOT_FOUND"]


def test_an_estimate_row_with_quantity_and_blank_rate_is_a_problem_at_that_cell():
    work = read_table(f"""
{HEADER}
1 | 10 | Nos | Light  | 500 | 1 | No | =ROUND(B2*E2,2)
3 | 10 | Nos | LED street light |  | 1 | No | =ROUND(B3*E3,2)
  |    |     | Total  |     |   |    | 5000
""")
    assert codes(work) == ["RATE_MISSING E3"]
    (problem,) = work.problems
    assert problem.message == 'Estimate!E3: rate is blank for item 3 "LED street light"'
    assert [line.kind for line in work.lines] == [LineKind.ITEM, LineKind.ITEM]
    assert work.items[1].amount is None


def test_of_three_works_the_second_without_items_gives_one_line_and_the_others_are_read():
    full = f"""
Name of work : Work
{HEADER}
1 | 2 | Nos | Light | 500 | 1 | No | 1000
  |   |     | Total |     |   |    | 1000
"""
    empty = f"Name of work : Work\n{HEADER}\n  |  |  | Total | | | | 0"
    reading = read_sheets(
        make_sheet("Estimate 1", full),
        make_sheet("Estimate 2", empty),
        make_sheet("Estimate 3", full),
    )
    assert [work.sheet for work in reading.works] == ["Estimate 1", "Estimate 3"]
    assert codes(reading) == ["SHEET_SKIPPED"]
    assert "Estimate 2" in reading.problems[0].message


def test_six_thousand_rows_with_the_header_in_column_k_and_totals_at_row_7000_are_read():
    blank = " | " * 10
    rows = [f"{blank}{HEADER}"]
    rows += [
        f"{blank}{n} | 2 | Nos | Light no {n} | 10.5 | 1 | No | =ROUND(L{n + 1}*O{n + 1},2)"
        for n in range(1, 6001)
    ]
    rows.append(f"7000:{blank} | | | Total | | | | =SUM(R2:R6001)")
    work = read_table("\n".join(rows))
    assert len(work.items) == 6000
    assert work.stated_total == work.sum_of_amounts == Decimal("126000.00")
    assert work.columns["quantity"] == "L"
    assert codes(work) == []


def test_a_bill_total_is_the_total_of_the_bill_whatever_the_estimate_amount():
    work = read_table(
        f"""
CC First & Part Bill
Estimate Amount : 4,50,000
{HEADER}
1 | 1 | No | Panel board | 99275 | 1 | No | 99275
  |   |    | Sub Total Amount |  |  |  | 99275
  |   |    | Add T.P @ 0 % Excess |  |  |  | 0
  |   |    | Total |  |  |  | 99275
""",
        title="Bill",
    )
    assert work.kind is SheetKind.FIRST_BILL
    assert work.stated_total == 99275
    assert work.premium.type is PremiumType.EXCESS
    assert work.fields["estimate_amount"].value == "4,50,000"


def test_a_bill_title_in_row_2_and_a_temporary_works_header_at_row_3_or_4_are_recognised():
    for gap in ("", "\n |"):
        work = read_table(
            f"""
Office of the Engineer
FIRST AND PART BILL - TEMP WORKS BILL 1{gap}
{HEADER}
1 |   |     | Shamiana 15 x 15 |  |  |  |
  | 2 | Nos | i. Independence Day for 2 days | 500 | 1 | No | 1000
  |   |     | Total |  |  |  | 1000
""",
            title="Sheet1",
        )
        assert (work.kind, work.is_temporary) == (SheetKind.FIRST_BILL, True)
        assert [line.kind for line in work.lines] == [LineKind.HEADING, LineKind.ITEM]
        assert work.headings[0].serial == "1"
