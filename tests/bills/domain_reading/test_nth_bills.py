"""Nth bills: 11 columns, the older 10 columns, AE rows and the three totals."""

from __future__ import annotations

from decimal import Decimal

from bills.domain.work import LineKind, PremiumType, SheetKind
from tests.bills.domain_reading.text_tables import codes, read_table

BILL_2 = """
CC Second & Final Bill
Name of the work : Street lighting
10: S.No | Item | Quantity Till Date | Unit | Rate per Unit | Total Value till date | Deduct Previous Measurements | | Since Last Measurements | | Remarks
 | | | | | | Quantity | Amount | Quantity | Amount |
1 | Cable | 100 | Mtrs | 134 | =ROUND(C12*E12,2) | 60 | 8040 | =C12-G12 | =ROUND(F12-H12,2) |
  | AE1 | 20 | Mtrs | 134 | =ROUND(C13*E13,2) | 0 | 0 | =C13-G13 | =ROUND(F13-H13,2) |
2 | Light | 15 | Nos | 1228.5 | =ROUND(C14*E14,2) | 5 | 6142.5 | =C14-G14 | =ROUND(F14-H14,2) |
  | Supplemental Items | | | | | | | | |
3 | Switch | 2 | Nos | 500 | =ROUND(C16*E16,2) | 0 | 0 | =C16-G16 | =ROUND(F16-H16,2) |
  | Sub Total | | | | =ROUND(SUM(F12:F16),2) | | =ROUND(SUM(H12:H16),2) | | =ROUND(SUM(J12:J16),2) |
  | Deduct T.P @ 4.5 % Less | | | | =ROUND(F17*4.5/100,2) | | =ROUND(H17*4.5/100,2) | | =F18-H18 |
  | Total | | | | =F17-F18 | | =H17-H18 | | =F19-H19 |
"""
MERGES = "A10:A11 B10:B11 C10:C11 D10:D11 E10:E11 F10:F11 G10:H10 I10:J10 K10:K11"


def test_the_lines_of_a_second_bill_are_read_till_date_and_previous():
    work = read_table(BILL_2, title="Bill", merges=MERGES)
    assert work.kind is SheetKind.NTH_BILL
    assert work.title == "CC Second & Final Bill"
    assert [
        (i.kind, i.serial, i.quantity, i.amount, i.previous_quantity, i.previous_amount)
        for i in work.items
    ] == [
        (LineKind.ITEM, "1", 100, Decimal("13400.00"), 60, 8040),
        (LineKind.AE, "", 20, Decimal("2680.00"), 0, 0),
        (LineKind.ITEM, "2", 15, Decimal("18427.50"), 5, Decimal("6142.5")),
        (LineKind.ITEM, "3", 2, Decimal("1000.00"), 0, 0),
    ]
    assert [i.since_quantity for i in work.items] == [40, 20, 10, 2]
    assert [i.since_amount for i in work.items] == [5360, 2680, 12285, 1000]


def test_the_three_totals_of_a_second_bill_are_read():
    work = read_table(BILL_2, title="Bill", merges=MERGES)
    assert work.stated_sub_total == Decimal("35507.50")
    assert (work.premium.percent, work.premium.type) == (
        Decimal("4.5"),
        PremiumType.LESS,
    )
    assert work.stated_total == Decimal("33909.66")
    assert work.stated_previous_total == Decimal("13544.29")
    assert work.stated_since_total == Decimal("20365.37")
    assert codes(work) == []


def test_group_headings_that_are_not_merged_are_understood():
    work = read_table(BILL_2, title="Bill")
    assert [i.previous_quantity for i in work.items] == [60, 0, 5, 0]
    assert [i.since_amount for i in work.items] == [5360, 2680, 12285, 1000]


def test_the_older_ten_columns_without_unit_are_read_by_their_headings():
    work = read_table("""
CC Third & Part Bill
S.No | Item | Quantity Till Date | Rate | Total Value till date | Deduct Previous Measurements | | Since Last Measurements | | Remarks
 | | | | | Quantity | Amount | Quantity | Amount |
1 | Cable | 100 | 134 | 13400 | 60 | 8040 | 40 | 5360 |
  | Total | | | 13400 | | 8040 | | 5360 |
""")
    (line,) = work.items
    assert (line.quantity, line.rate, line.unit) == (100, 134, "")
    assert (line.previous_quantity, line.since_amount) == (60, 5360)
    assert (work.stated_total, work.stated_since_total) == (13400, 5360)


def test_a_till_date_quantity_not_typed_yet_is_a_problem_at_its_cell():
    work = read_table(
        """
CC Second & Part Bill
S.No | Item | Quantity Till Date | Unit | Rate per Unit | Total Value till date
1 | Cable | | Mtrs | 134 | =IF(C3="","",ROUND(C3*E3,2))
""",
        title="Bill",
    )
    assert codes(work) == ["QTY_MISSING C3", "TOTAL_NOT_FOUND"]


def test_an_error_in_a_previous_amount_is_a_problem_at_its_cell():
    work = read_table(BILL_2.replace("| 5 | 6142.5 |", "| 5 | #REF! |"), title="Bill")
    assert "CELL_ERROR H14" in codes(work)
    assert work.has_errors
