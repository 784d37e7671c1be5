"""A workbook of work order, bill quantity and extra items is one work with agreed and executed quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.work import LineKind, SheetKind
from tests.bills.domain_reading.text_tables import codes, make_sheet, read_sheets

TITLE = """
FOR CONTRACTORS ONLY
Name of Contractor : | M/s Sri
Name of Work :- | Wiring of the hostel
Serial No. of this bill : | First & Final Bill
Reference to work order or Agreement : | 0511 Dt. 05-11-2024
Agreement No. | 48/2024-25
TENDER PREMIUM % | 5
Premium Type | Above
Amount Paid Vide Last Bill | 0
"""
ORDER = """
Item | Description | Unit | Quantity | Rate | Amount | BSR
1 | Wiring of points | | | | | 1.5
  | Short | Nos | 50 | 100 | 5000 | 1.5.1
  | Long  | Nos | 20 | 300 | 6000 | 1.5.2
2 | Switch | Nos | 10 | 20 | 200 | 7.1
  | Total | | | | 11200 |
  | Add Tender Premium | % | 5 | Above | 560 |
  | Grand Total | | | | 11760 |
"""
BILL = """
Item | Description | Unit | Quantity | Rate | Amount | BSR
2 | Switch | Nos | 12 | 20 | 240 | 7.1
1 | Wiring of points | | | | | 1.5
  | Short | Nos | 40 | 100 | 4000 | 1.5.1
  | Long  | Nos |    | 300 |      | 1.5.2
  | Total | | | | 4240 |
  | Add Tender Premium | % | 5 | Above | 212 |
  | Grand Total | | | | 4452 |
"""
EXTRAS = """
EXTRA ITEM SLIP
S.No. | Ref. BSR No. | Particulars | Qty. | unit | Rate | Amount
E-01 | | Post top lamp | 2 | Each | 500 | 1000
     | | Total | | | | 1000
     | | Add Tender Premium | % | 5 | Above | 50
     | | Grand Total | | | | 1050
"""


def read(*, title=TITLE, order=ORDER, bill=BILL, extras=EXTRAS):
    sheets = {
        "Title": title,
        "Work Order": order,
        "Bill Quantity": bill,
        "Extra Items": extras,
    }
    return read_sheets(
        *(make_sheet(name, text) for name, text in sheets.items() if text)
    )


def lines(work):
    return [
        (line.description, line.estimate_quantity, line.quantity, line.place)
        for line in work.items
    ]


def test_each_line_has_its_agreed_and_executed_quantity_in_the_order_of_the_work_order():
    (work,) = read().works
    assert work.kind is SheetKind.WORKSLIP
    assert lines(work) == [
        ("Short", 50, 40, "Bill Quantity!D4"),
        ("Long", 20, 0, "Bill Quantity!D5"),
        ("Switch", 10, 12, "Bill Quantity!D2"),
        ("Post top lamp", None, 2, "Extra Items!D3"),
    ]
    assert codes(read()) == ["SHEET_SKIPPED"]  # the title page


def test_every_row_of_the_one_work_has_a_number_of_its_own():
    (work,) = read().works
    assert [line.row for line in work.lines] == [1, 2, 3, 4, 5, 6]


def test_its_bill_has_the_excess_on_ae_lines_and_the_extras_under_their_heading():
    (work,) = read().works
    bill = compute_first_bill(work, BillAction.WORKSLIP_FIRST_PART, BillInputs())
    assert [(i.description, i.quantity, i.amount) for i in bill.items] == [
        ("Short", 40, Decimal("4000.00")),
        ("Switch", 10, Decimal("200.00")),
        ("AE1", 2, Decimal("40.00")),
        ("Post top lamp", 2, Decimal("1000.00")),
    ]
    assert bill.totals.total == Decimal("5502.00")


def test_the_totals_are_those_of_bill_and_extras_together():
    (work,) = read().works
    assert (work.stated_sub_total, work.stated_premium) == (5240, 262)
    assert work.stated_total == 5502


def test_the_parts_stay_visible_as_sheets():
    sheets = {sheet.sheet: sheet for sheet in read().sheets}
    assert sheets["Work Order"].work.stated_total == 11760
    assert sheets["Bill Quantity"].work.kind is SheetKind.FIRST_BILL
    assert sheets["Extra Items"].work.items[0].row == 3


def test_the_title_page_gives_the_fields_the_title_and_what_was_paid():
    (work,) = read().works
    assert {name: field.value for name, field in work.fields.items()} == {
        "agency": "M/s Sri",
        "name_of_work": "Wiring of the hostel",
        "agreement": "48/2024-25",
    }
    assert work.title == "First & Final Bill"
    assert work.stated_last_bill == 0


def test_what_was_paid_vide_the_last_bill_is_told_because_it_is_not_deducted():
    reading = read(title=TITLE.replace("Last Bill | 0", "Last Bill | 90000"))
    (problem,) = [p for p in reading.problems if p.code == "NOT_CARRIED"]
    assert (problem.place, problem.found) == ("Title!B9", "90,000.00")


def test_lines_without_codes_are_matched_by_description():
    bill = "\n".join(row.rpartition("|")[0] for row in BILL.splitlines())
    (work,) = read(bill=bill).works
    assert [line[1:3] for line in lines(work)][:3] == [(50, 40), (20, 0), (10, 12)]


def test_a_code_counts_before_a_description():
    bill = BILL.replace("| Switch |", "| Modular switch of 6 A |")
    reading = read(bill=bill)
    (work,) = reading.works
    assert lines(work)[2][1:3] == (10, 12)
    (problem,) = [p for p in reading.problems if p.code == "ITEM_UNMATCHED"]
    assert problem.place == "Bill Quantity!D2"
    assert "which is not written the same" in problem.message


def test_a_line_that_is_billed_but_not_agreed_is_kept_and_told():
    reading = read(order=ORDER.replace("2 | Switch | Nos | 10 | 20 | 200 | 7.1\n", ""))
    (work,) = reading.works
    assert ("Switch", None, 12, "Bill Quantity!D2") in lines(work)
    assert "ITEM_UNMATCHED D2" in codes(work)


def test_a_line_that_is_agreed_but_not_in_the_bill_is_not_executed_and_told():
    reading = read(bill=BILL.replace("2 | Switch | Nos | 12 | 20 | 240 | 7.1\n", ""))
    (work,) = reading.works
    assert ("Switch", 10, 0, "Work Order!D5") in lines(work)
    (problem,) = [p for p in work.problems if p.code == "ITEM_UNMATCHED"]
    assert problem.place == "Work Order!D5"


def test_another_rate_in_the_bill_is_told_with_both():
    reading = read(bill=BILL.replace("12 | 20 | 240", "12 | 25 | 300"))
    (problem,) = [p for p in reading.problems if "the rate of" in p.message]
    assert problem.place == "Bill Quantity!D2"
    assert "is 25 but 20" in problem.message


@pytest.mark.parametrize(
    ("part", "text"), [("order", ORDER), ("extras", EXTRAS), ("title", TITLE)]
)
def test_a_part_with_another_premium_is_told(part, text):
    reading = read(**{part: text.replace("| Above", "| Below")})
    assert "TP_AMBIGUOUS" in {p.code for p in reading.problems}
    assert reading.works[0].premium.type == "Excess"


def test_a_premium_that_only_the_title_page_states_is_used():
    def without(text):
        return "\n".join(r for r in text.splitlines() if "Premium" not in r)

    (work,) = read(
        order=without(ORDER), bill=without(BILL), extras=without(EXTRAS)
    ).works
    assert (work.premium.percent, work.premium.type) == (5, "Excess")


def test_totals_that_the_rupee_rounds_are_told_with_both_figures():
    bill = BILL.replace("240 | 7.1", "240.00 | 7.1").replace("| 212", "| 213")
    reading = read(bill=bill.replace("4452", "4453"))
    found = [p for p in reading.problems if p.code == "TOTAL_MISMATCH"]
    assert [(p.place, p.found, p.expected) for p in found] == [
        ("Bill Quantity!F7", "213.00", "212.00"),
        ("Bill Quantity", "5,503.00", "5,502.00"),
    ]
    (sheet,) = [s for s in reading.sheets if s.sheet == "Bill Quantity"]
    assert list(sheet.problems) == found


def test_an_error_on_any_part_stops_the_one_work():
    (work,) = read(extras=EXTRAS.replace("500 | 1000", "#REF! | 1000")).works
    assert work.has_errors


def test_without_extra_items_the_bill_quantity_alone_is_executed():
    (work,) = read(extras="").works
    assert [line.kind for line in work.lines].count(LineKind.HEADING) == 1
    assert work.stated_total == 4452


def test_a_work_order_alone_is_an_estimate():
    (work,) = read(bill="", extras="").works
    assert work.kind is SheetKind.ESTIMATE


def test_a_work_of_another_kind_beside_it_is_left_alone():
    other = "Sl.No | Item | Quantity | Rate | Amount\n1 | Pole | 1 | 10 | 10"
    sheets = {"Work Order": ORDER, "Bill Quantity": BILL, "Estimate": other}
    reading = read_sheets(*(make_sheet(*pair) for pair in sheets.items()))
    assert [work.sheet for work in reading.works] == ["Bill Quantity", "Estimate"]
