"""Workslips: one phase or several, AE rows, supplemental sections, and the sums below them."""

from __future__ import annotations

from decimal import Decimal

from bills.domain.work import LineKind, PremiumType, SheetKind
from tests.bills.domain_reading.text_tables import codes, read_table

WORKSLIP_1 = """
WORKING ESTIMATE
Name of the work : Street lighting
8: Sl.No | Description of Item | Unit | Qty (Estimate) | Rate (Estimate) | Amount (Estimate) | Qty (Execution) | Amount (Execution) | More | Less | Remarks
1 | Cable | Mtrs | 100 | 134 | =ROUND(D9*E9,2) | 100 | =ROUND(G9*E9,2) | | |
  | AE1   | Mtrs |     |     |                 | 20  | =ROUND(G10*E9,2) | =H10 | | Excess as per estimated
2 | Light | Nos  | 20  | 1228.5 | =ROUND(D11*E11,2) | 15 | =ROUND(G11*E11,2) | | =F11-H11 | Less as per estimated
  | Supplemental Items | | | | | | | | |
3 | Switch with its full specification | Nos | | 500 | | 2 | =ROUND(G13*E13,2) | =H13 | | Proposed as per site condition
  | Sub Total Amount | | | | =SUM(F9:F13) | | =SUM(H9:H13) | =SUM(I9:I13) | =SUM(J9:J13) |
  | Deduct T.P @ 4.5 % Less | | | | | | =-ROUND(H14*4.5/100,2) | | |
  | Sub Total 1 | | | | =F14 | | =ROUND(H14+H15,2) | | |
  | Add LC @ 1% | | | | =ROUND(F16*0.01,2) | | =ROUND(H16*0.01,2) | | |
  | Add QC @ 1% | | | | =ROUND(F16*0.01,2) | | =ROUND(H16*0.01,2) | | |
  | Add NAC charges @ 0.1 % | | | | =ROUND(F16*0.001,2) | | =ROUND(H16*0.001,2) | | |
  | Sub Total 2 | | | | =ROUND(SUM(F16:F19),2) | | =ROUND(SUM(H16:H19),2) | | |
  | Add GST @ 18% | | | | =ROUND(F20*0.18,2) | | =ROUND(H20*0.18,2) | | |
  | Unused T.P @ 4.5 % on ECV | | | | | | =ROUND(F14*4.5/100,2) | | |
  | L.S provision towards unforeseen items | | | | =ROUND(F24-F21-F20,2) | | =ROUND(H24-H22-H21-H20,2) | | |
  | Grand Total | | | | 46000 | | 46000 | | |
"""


def test_the_executed_quantity_is_the_quantity_of_each_line():
    work = read_table(WORKSLIP_1, title="WorkSlip")
    assert work.kind is SheetKind.WORKSLIP
    assert work.title == "WORKING ESTIMATE"
    assert [
        (i.kind, i.serial, i.quantity, i.rate, i.amount, i.section) for i in work.items
    ] == [
        (LineKind.ITEM, "1", 100, 134, Decimal("13400.00"), None),
        (LineKind.AE, "", 20, 134, Decimal("2680.00"), None),
        (LineKind.ITEM, "2", 15, Decimal("1228.5"), Decimal("18427.50"), None),
        (LineKind.ITEM, "3", 2, 500, Decimal("1000.00"), 1),
    ]


def test_the_estimated_quantity_and_amount_are_kept_beside_it():
    work = read_table(WORKSLIP_1, title="WorkSlip")
    assert [(i.estimate_quantity, i.estimate_amount) for i in work.items] == [
        (100, Decimal("13400.00")),
        (None, None),
        (20, Decimal("24570.00")),
        (None, None),
    ]


def test_the_sums_of_the_worked_example_are_read_and_found_right():
    work = read_table(WORKSLIP_1, title="WorkSlip")
    assert work.sum_of_amounts == work.stated_sub_total == Decimal("35507.50")
    assert work.premium.percent == Decimal("4.5")
    assert work.premium.type is PremiumType.LESS
    assert work.stated_premium == Decimal("1597.84")
    assert work.stated_total == 46000
    assert work.percentages == {"lc": 1, "qc": 1, "nac": Decimal("0.1"), "gst": 18}
    assert codes(work) == []


def test_a_supplemental_heading_is_carried_as_a_heading_and_opens_its_section():
    work = read_table(WORKSLIP_1, title="WorkSlip")
    (heading,) = work.headings
    assert (heading.description, heading.section) == ("Supplemental Items", 1)


WORKSLIP_2 = """
WORKING ESTIMATE-2
Sl.No | Description of Item | Unit | Qty (Estimate) | Rate (Estimate) | Amount (Estimate) | Workslip-1 Qty | Workslip-1 Amt | Workslip-2 Qty | Workslip-2 Amt | More | Less | Remarks
1 | Cable | Mtrs | 100 | 134 | 13400 | 60 | 8040 | 100 | 13400 | | |
  | AE1 | Mtrs | | | | | | 20 | 2680 | 2680 | |
2 | Light | Nos | 20 | 1000 | 20000 | 20 | 20000 | | | | 20000 | Deleted
  | Supplemental Items-1 | | | | | | | | | | |
3 | Switch | Nos | | 500 | | 2 | 1000 | | | | | From Workslip-1
  | Supplemental Items-2 | | | | | | | | | | |
4 | Fan | Nos | | 700 | | | | 3 | 2100 | 2100 | |
"""


def test_the_last_phase_is_the_current_workslip_and_all_phases_are_kept():
    work = read_table(WORKSLIP_2, title="WorkSlip")
    assert [(i.description, i.quantity, i.section) for i in work.items] == [
        ("Cable", 100, None),
        ("AE1", 20, None),
        ("Light", 0, None),
        ("Switch", 0, 1),
        ("Fan", 3, 2),
    ]
    assert [(p.name, p.quantity, p.amount) for p in work.items[0].phases] == [
        ("Workslip-1 Qty", 60, 8040),
        ("Workslip-2 Qty", 100, 13400),
    ]
    assert work.columns["executed_quantity"] == "I"


def test_a_blank_phase_quantity_means_not_executed_and_is_no_problem():
    work = read_table(WORKSLIP_2, title="WorkSlip")
    assert codes(work) == ["TOTAL_NOT_FOUND"]
    assert work.items[2].amount == Decimal("0.00")


def test_text_in_a_phase_column_is_a_problem_at_its_cell():
    work = read_table(
        WORKSLIP_2.replace("| 3 | 2100", "| as per site | 2100"), title="WorkSlip"
    )
    assert "NUMBER_UNREADABLE I9" in codes(work)
    assert work.items[-1].quantity is None


def test_an_estimate_and_an_execution_group_over_two_header_rows_are_told_apart():
    work = read_table(
        """
WORKING ESTIMATE
Sl.No | Description of Item | Unit | As per Estimate | | | As per Execution | | Remarks
 |  |  | Qty | Rate | Amount | Qty | Amount |
1 | Cable | Mtrs | 100 | 134 | 13400 | 60 | 8040 |
""",
        merges="D2:F2 G2:H2",
    )
    assert work.kind is SheetKind.WORKSLIP
    (line,) = work.items
    assert (line.estimate_quantity, line.quantity, line.rate) == (100, 60, 134)


def test_an_older_workslip_without_execution_headings_is_read_with_a_warning():
    work = read_table(
        """
WORKING ESTIMATE
Sl.No | Description of Item | Unit | Qty | Rate | Amount | As executed | | |
1 | Cable | Mtrs | 100 | 134 | 13400 | 60 | | 8040 |
  | Grand Total | | | | 13400 | | | 8040 |
""",
        title="WorkSlip",
    )
    assert codes(work) == ["HEADER_NOT_FOUND G2"]
    (line,) = work.items
    assert (line.estimate_quantity, line.quantity, line.amount) == (
        100,
        60,
        Decimal("8040.00"),
    )
    assert work.stated_total == 8040


def test_the_premium_of_a_workslip_is_on_the_sub_total_less_old_material():
    work = read_table(
        """
Sl.No | Description of Item | Unit | Qty (Estimate) | Rate | Amount (Estimate) | Qty (Execution) | Amount (Execution)
1 | Cable | Mtrs | 100 | 100 | 10000 | 100 | 10000
  | Sub Total Amount | | | | 10000 | | 10000
  | Deduct Old Material Cost | | | | -1000 | | -1000
  | Add T.P @ 10 % Excess | | | | | | 900
  | Sub Total 1 | | | | 9000 | | 9900
  | Grand Total | | | | 9000 | | 9900
"""
    )
    assert work.old_material == 1000
    assert work.stated_premium == 900
    assert codes(work) == []
