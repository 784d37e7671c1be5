"""A first bill of a workslip bills what was executed, keeps AE lines, and lists what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.work import LineKind
from tests.bills.actions.workbooks import (
    CABLE,
    FAN,
    LIGHT,
    Item,
    Slip,
    example_slip,
    made,
    make,
    read_one,
    told,
    workslip_file,
)
from tests.bills.domain_reading.text_tables import make_sheet, read_sheets


def bill_of(slip: Slip, action: str = "workslip_first_part"):
    return make(workslip_file(slip), action)


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("workslip_first_part", "CC First & Part Bill"),
        ("workslip_first_final", "CC First & Final Bill"),
    ],
)
def test_the_total_of_the_example_is_reached(action, title):
    making = bill_of(example_slip(), action)
    (work,) = making.works
    assert (work["title"], work["total"]) == (title, "33909.66")
    assert [file.filename for file in making.files] == ["Bills.xlsx"]
    assert told(making) == []


def test_ae_lines_and_the_supplemental_heading_are_carried():
    work = read_one(made(bill_of(example_slip())))
    assert [(line.kind, line.serial, line.description) for line in work.lines] == [
        (LineKind.ITEM, "1", CABLE),
        (LineKind.AE, "", "AE1"),
        (LineKind.ITEM, "2", LIGHT),
        (LineKind.HEADING, "", "Supplemental Items"),
        (LineKind.ITEM, "3", FAN),
    ]


@pytest.mark.parametrize("executed", ["0", ""])
def test_an_item_not_executed_is_left_out_and_listed_with_its_cell(executed):
    slip = example_slip()
    cable, light = slip.items
    slip = replace(slip, items=[cable, replace(light, executed=(executed,))])
    making = bill_of(slip)
    assert [line.serial for line in read_one(made(making)).items] == ["1", "", "3"]
    listed = [problem for problem in making.problems if problem.code == "QTY_MISSING"]
    assert [(p.level, p.sheet, p.cell) for p in listed] == [("info", "WorkSlip", "G11")]
    assert LIGHT in listed[0].message


def test_a_heading_whose_items_are_all_left_out_goes_with_them():
    slip = example_slip(supplements=[[Item(FAN, "Nos", "0", "500.00", ("0",))]])
    assert read_one(made(bill_of(slip))).headings == ()


def test_the_quantity_of_the_last_phase_counts():
    slip = Slip(items=[Item(CABLE, "Mtrs", "100", "134.00", ("40", "70"))])
    (work,) = bill_of(slip).works
    assert work["sub_total"] == "9380.00"


def test_a_workslip_without_any_executed_quantity_is_an_error():
    slip = Slip(items=[Item(CABLE, "Mtrs", "100", "134.00", ("0",))])
    making = bill_of(slip)
    assert making.files == ()
    assert told(making, "error") == [
        "WorkSlip: no item has an executed quantity, so there is nothing to bill"
    ]


def test_a_quantity_past_the_estimate_is_split_even_if_the_workslip_did_not():
    reading = read_sheets(
        make_sheet(
            "WorkSlip",
            """
Sl.No | Description of Item | Unit | Qty (Estimate) | Rate (Estimate) | Amount (Estimate) | Qty (Execution) | Amount (Execution)
1 | Cable | Mtrs | 100 | 134 | 13400 | 120 | 16080
2 | Light | Nos | 20 | 1228.5 | 24570 | 15 | 18427.5
""",
        )
    )
    bill = compute_first_bill(
        reading.works[0], BillAction.WORKSLIP_FIRST_PART, BillInputs()
    )
    assert [(line.serial, line.description, line.quantity) for line in bill.items] == [
        ("1", "Cable", 100),
        ("", "AE1", 20),
        ("2", "Light", 15),
    ]
    assert any("goes on an AE line" in problem.message for problem in bill.problems)
