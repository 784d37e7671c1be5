"""Real workbooks of other offices are read to the figures that their publishers printed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.reading import read_works
from bills.domain.work import SheetKind
from bills.readers import read_workbook
from tests.bills.reading.office_files import SAMPLES

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the sample workbooks are not at {SAMPLES}"
)


def read(name):
    return read_works(read_workbook(name, (SAMPLES / name).read_bytes()))


def read_as_one(name) -> Any:
    (work,) = read(name).works
    return work


def figures(name):
    content = json.loads((SAMPLES / "figures.json").read_text(), parse_float=Decimal)
    return content[name]["figures"]


def by_sheet(reading):
    return {sheet.sheet: sheet.work for sheet in reading.sheets if sheet.work}


def summary(reading):
    (only,) = reading.summaries
    return {row.cell: row.amount for row in only.rows}


@pytest.mark.parametrize(
    "name", ["work-order-small.xlsx", "work-order-with-extras.xlsx"]
)
def test_work_order_bill_quantity_and_extra_items_are_read(name):
    expected, works = figures(name), by_sheet(read(name))
    agreed, billed, extra = (
        works[sheet] for sheet in ("Work Order", "Bill Quantity", "Extra Items")
    )
    for work, part in ((agreed, "work_order"), (billed, "bill"), (extra, "extra")):
        assert work.sum_of_amounts == expected[f"{part}_total"]
        assert work.stated_sub_total == expected[f"{part}_total"]
        assert work.stated_premium == expected[f"{part}_premium"]
        assert work.stated_total == expected[f"{part}_grand"]
        assert work.premium.percent == expected["premium_pct"]
        assert work.premium.type == "Excess"
        assert not work.has_errors
    assert len(agreed.items) == expected["items_wo_priced"]
    assert len(agreed.headings) == expected["items_wo_heading_only"]
    assert len(extra.items) == expected["items_extra"]
    priced = [line for line in billed.items if line.stated_amount is not None]
    assert len(priced) == expected["items_bill_priced"]


@pytest.mark.parametrize(
    "name", ["work-order-small.xlsx", "work-order-with-extras.xlsx"]
)
def test_a_work_order_its_bill_and_its_extras_are_one_work(name):
    expected = figures(name)
    work = read_as_one(name)
    assert work.kind is SheetKind.WORKSLIP
    assert work.stated_total == expected["payable"]
    assert work.stated_last_bill == expected["last_bill"]
    assert work.premium.percent == expected["premium_pct"]
    agreed = sum(line.estimate_amount or 0 for line in work.items)
    assert agreed == expected["work_order_total"]
    assert work.sum_of_amounts == expected["bill_total"] + expected["extra_total"]
    assert len(work.items) == expected["items_wo_priced"] + expected["items_extra"]


def test_the_title_sheet_gives_the_fields_of_the_one_work():
    work = read_as_one("work-order-small.xlsx")
    cells = {name: (f.sheet, f.cell) for name, f in work.fields.items()}
    assert cells["name_of_work"] == ("Title", "B6")
    assert cells["agency"] == ("Title", "B5")
    assert work.fields["agreement"].value == "48/2024-25"
    assert work.title == "First & Final Bill"


def test_the_bill_of_a_work_order_is_of_its_executed_and_extra_items_to_the_paisa():
    name = "work-order-with-extras.xlsx"
    work, expected = read_as_one(name), figures(name)
    bill = compute_first_bill(work, BillAction.WORKSLIP_FIRST_FINAL, BillInputs())
    sub_total = expected["bill_total"] + expected["extra_total"]
    assert bill.totals.sub_total == sub_total
    premium = (sub_total * expected["premium_pct"] / 100).quantize(Decimal("0.01"))
    assert bill.totals.total == sub_total + premium
    # The office rounds each premium to the rupee: both figures are told.
    (problem,) = [p for p in bill.problems if p.message.startswith("Bill Quantity: ")]
    assert problem.code == "TOTAL_MISMATCH"
    assert Decimal(problem.found.replace(",", "")) == expected["payable"]
    assert Decimal(problem.expected.replace(",", "")) == bill.totals.total


def test_excess_and_saving_against_the_work_order_follow_from_its_lines():
    name = "work-order-with-extras.xlsx"
    differences = [
        line.amount - (line.estimate_amount or 0) for line in read_as_one(name).items
    ]
    assert sum(d for d in differences if d > 0) == figures(name)["dev_excess_base"]
    assert -sum(d for d in differences if d < 0) == figures(name)["dev_saving_base"]


def test_a_legacy_bill_with_premium_below_and_two_unit_columns_is_read():
    expected = figures("final-bill-legacy.xls")
    work = by_sheet(read("final-bill-legacy.xls"))["bill amt"]
    assert len(work.items) == expected["items"]
    assert work.sum_of_stated_amounts == Decimal(expected["sum_of_items"])
    assert work.stated_sub_total == expected["bill_total"]
    assert work.stated_premium == -expected["bill_premium"]
    assert (work.premium.percent, work.premium.type) == (
        expected["premium_pct"],
        "Less",
    )
    assert work.stated_total == expected["net_amount"]
    assert (work.items[0].unit, work.items[0].unit_singular) == ("Cum", "Cum")


def test_an_estimate_with_a_general_abstract_is_read():
    reading = read("estimate-hall.xlsx")
    expected = {k: Decimal(str(v)) for k, v in figures("estimate-hall.xlsx").items()}
    (work,) = reading.works
    assert round(work.stated_total, 4) == expected["civil"]
    cells = {cell: round(amount, 4) for cell, amount in summary(reading).items()}
    assert cells["G6"] == expected["civil"]
    assert cells["G8"] == expected["electric_12pct"]
    assert cells["G10"] == expected["total"]
    assert cells["G13"] == expected["fixtures_2pct"]
    assert cells["G14"] == expected["grand_total"]
    assert cells["G16"] == expected["say_lacs"]


def test_error_cells_are_named_and_give_no_total():
    reading = read("estimate-ref-error.xlsx")
    named = {p.place for p in reading.problems if p.code == "CELL_ERROR"}
    for cell in ("G7", "G11", "G13", "G16", "G17", "G19"):
        assert f"gen-abstract!{cell}" in named
    assert "GF1_ABS!G263" in named
    work = by_sheet(reading)["GF1_ABS"]
    assert work.stated_total is None
    assert work.has_errors


def test_units_on_the_row_below_and_a_misspelt_header_are_read():
    reading = read("estimate-unit-below.xls")
    expected, works = figures("estimate-unit-below.xls"), by_sheet(reading)
    assert works["Sheet01"].stated_total == expected["part1"]
    assert works["Sheet02"].stated_total == expected["part2a"]
    assert works["Sheet03"].stated_total == expected["part2b"]
    assert works["Sheet01"].items[0].unit == "cum"
    cells = summary(reading)
    assert cells["C17"] == expected["total"]
    assert cells["C18"] == Decimal(expected["qc_1pct"])
    assert cells["C19"] == Decimal(expected["contingency_3pct"])
    assert cells["C20"] == Decimal(expected["grand_total"])


def test_a_printed_estimate_turned_into_a_sheet_is_read():
    expected = figures("estimate-from-pdf.xlsx")
    (work,) = read("estimate-from-pdf.xlsx").works
    assert len(work.items) == expected["item_rows"]
    assert work.sum_of_stated_amounts == expected["sum_of_item_amounts"]
    assert work.stated_total == expected["civil"]
