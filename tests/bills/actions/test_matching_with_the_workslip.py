"""A later bill finds its items in the workslip by name, unit, rate and occurrence, never by position."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bills.writers.first_bill import write_first_bills
from tests.bills.actions.workbooks import (
    CABLE,
    FAN,
    LIGHT,
    Item,
    Slip,
    bill_1,
    example_slip,
    made,
    make,
    read_one,
    told,
    workslip_file,
)
from tests.golden.works import CREATED, first_bill, item, work


def bill_of(*lines) -> bytes:
    return write_first_bills([first_bill(work(*lines))], created=CREATED)


def make_next(bill: bytes, slip: Slip, **options):
    return make(bill, "firstpart_nth_part", workslip=workslip_file(slip), **options)


def rows_of(making) -> list[tuple]:
    """Serial, description, till date, previous and since-last quantity of each line."""
    return [
        (
            line.serial,
            line.description,
            line.quantity,
            line.previous_quantity,
            line.since_quantity,
        )
        for line in read_one(made(making)).lines
    ]


def test_items_in_another_order_are_still_found():
    cable, light = example_slip().items
    making = make_next(bill_1(), Slip(items=[light, cable]))
    assert rows_of(making) == [
        ("1", CABLE, 100, 60, 40),
        ("", "AE1", 20, 0, 20),
        ("2", LIGHT, 15, 5, 10),
    ]
    assert told(making) == []


def test_spacing_case_and_dots_do_not_matter():
    cable, light = example_slip().items
    slip = Slip(items=[replace(cable, description=f"{CABLE.upper()}."), light])
    assert told(make_next(bill_1(), slip)) == []


def test_the_same_name_is_told_apart_by_unit_and_then_by_occurrence():
    bill = bill_of(
        item("Switch", "1", "50", "Nos"),
        item("Switch", "2", "50", "Sets"),
        item("Switch", "3", "50", "Nos"),
    )
    slip = Slip(
        items=[
            Item("Switch", "Sets", "20", "50", ("12",)),
            Item("Switch", "Nos", "20", "50", ("11",)),
            Item("Switch", "Nos", "20", "50", ("13",)),
        ]
    )
    making = make_next(bill, slip)
    assert [row[2:4] for row in rows_of(making)] == [(11, 1), (12, 2), (13, 3)]
    assert told(making) == []


def test_the_same_name_at_two_rates_is_told_apart_by_rate():
    bill = bill_of(item("Cable", "1", "100"), item("Cable", "2", "200"))
    slip = Slip(
        items=[
            Item("Cable", "Nos", "20", "200", ("12",)),
            Item("Cable", "Nos", "20", "100", ("11",)),
        ]
    )
    making = make_next(bill, slip)
    assert [row[2:4] for row in rows_of(making)] == [(11, 1), (12, 2)]
    assert told(making) == []


def test_a_changed_rate_keeps_that_of_the_bill_with_a_warning():
    cable, light = example_slip().items
    making = make_next(bill_1(), Slip(items=[replace(cable, rate="140.00"), light]))
    assert read_one(made(making)).items[0].rate == 134
    (warning,) = told(making)
    assert warning.startswith("Bill!B11: the rate of item 1")
    assert "134 in the bill but 140 in the workslip (WorkSlip!G9)" in warning


def test_an_item_that_the_workslip_lacks_keeps_what_was_billed_with_a_warning():
    making = make_next(bill_1(), Slip(items=[example_slip().items[0]]))
    assert rows_of(making)[-1] == ("2", LIGHT, 5, 5, 0)
    (warning,) = told(making)
    assert warning.startswith('Bill!B12: item 2 "Supply and fixing of LED')
    assert "not in the workslip" in warning


def test_a_name_written_otherwise_is_taken_only_with_a_warning():
    cable, light = example_slip().items
    other = "Supply & fixing of LED street lights"
    making = make_next(bill_1(), Slip(items=[cable, replace(light, description=other)]))
    assert rows_of(making)[-1] == ("2", LIGHT, 15, 5, 10)
    (warning,) = told(making)
    assert "is taken to be" in warning
    assert "WorkSlip!G11" in warning


def test_a_name_with_other_figures_is_another_item():
    bill = bill_of(item("LED street light 40 W", "5", "900"))
    slip = Slip(items=[Item("LED street light 60 W", "Nos", "20", "900", ("7",))])
    making = make_next(bill, slip)
    assert [row[1:4] for row in rows_of(making)] == [
        ("LED street light 60 W", 7, 0),
        ("LED street light 40 W", 5, 5),
    ]


def test_a_new_item_of_the_estimate_stands_before_the_supplemental_ones():
    slip = example_slip()
    bill = make(
        workslip_file(replace(slip, items=[slip.items[0]])), "workslip_first_part"
    )
    making = make_next(made(bill), slip)
    assert [row[1] for row in rows_of(making)] == [
        CABLE,
        "AE1",
        LIGHT,
        "Supplemental Items",
        FAN,
    ]
    assert rows_of(making)[2] == ("3", LIGHT, 15, 0, 15)  # 2 is the fan's serial


def test_the_items_of_the_bill_never_come_under_a_new_heading():
    slip = example_slip()
    making = make_next(bill_1(), replace(slip, items=[slip.items[0]]))
    assert [row[1] for row in rows_of(making)] == [
        CABLE,
        "AE1",
        LIGHT,
        "Supplemental Items",
        FAN,
    ]


def test_a_new_item_that_is_not_executed_is_left_out_and_listed():
    slip = example_slip(supplements=[[Item(FAN, "Nos", "0", "500.00", ("0",))]])
    making = make_next(bill_1(), slip)
    assert [row[1] for row in rows_of(making)] == [CABLE, "AE1", LIGHT]
    assert [p.cell for p in making.problems if p.code == "QTY_MISSING"] == ["G13"]


def test_less_than_was_billed_is_allowed_with_a_warning_that_names_the_line():
    cable, light = example_slip().items
    making = make_next(bill_1(), Slip(items=[replace(cable, executed=("50",)), light]))
    assert rows_of(making)[0] == ("1", CABLE, 50, 60, -10)
    (warning,) = told(making)
    assert "50 till date but 60 was billed before; since last it is -10" in warning


def test_a_heading_of_the_first_workslip_is_known_in_the_second():
    second = Slip(
        items=[Item(CABLE, "Mtrs", "100", "134.00", ("120", "130"))],
        supplements=[
            [Item(FAN, "Nos", "0", "500.00", ("2", "3"))],
            [Item("Pump", "Nos", "0", "900.00", ("", "1"))],
        ],
    )
    first = Slip(
        items=[Item(CABLE, "Mtrs", "100", "134.00", ("120",))],
        supplements=[[Item(FAN, "Nos", "0", "500.00", ("2",))]],
    )
    bill = made(make(workslip_file(first), "workslip_first_part"))
    making = make_next(bill, second)
    assert rows_of(making) == [
        ("1", CABLE, 100, 100, 0),
        ("", "AE1", 30, 20, 10),
        ("", "Supplemental Items", None, None, None),
        ("2", FAN, 3, 2, 1),
        ("", "Supplemental Items-2", None, None, None),
        ("3", "Pump", 1, 0, 1),
    ]


def test_a_rate_per_hundred_is_carried_as_the_rate_of_one():
    bill = bill_of(item("Earth work", "250", "1250.00", "Cum", per="100"))
    slip = Slip(items=[Item("Earth work", "Cum", "300", "12.5", ("260",))])
    making = make_next(bill, slip)
    (line,) = read_one(made(making)).items
    assert (line.rate, line.per, line.stated_amount) == (12.5, 1, 3250)
    assert (line.previous_quantity, line.previous_amount) == (250, 3125)
    assert told(making) == []


@pytest.mark.parametrize(
    ("till_date", "expected"), [("90", (90, 0)), ("150", (100, 50))]
)
def test_no_quantity_shifts_between_an_item_and_its_ae_line(till_date, expected):
    cable, light = example_slip().items
    slips = [
        Slip(items=[replace(cable, executed=(quantity,)), light])
        for quantity in ("120", till_date)
    ]
    second = made(make_next(bill_1(), slips[0]))
    third = make(second, "nth_nth_part", workslip=workslip_file(slips[1]))
    lines = read_one(made(third)).items[:2]
    assert tuple(line.quantity for line in lines) == expected
    assert [line.previous_quantity for line in lines] == [100, 20]


def test_more_billed_on_the_item_line_than_estimated_stays_there():
    making = make_next(bill_1("120"), example_slip())
    assert [row[2:] for row in rows_of(making)[:1]] == [(120, 120, 0)]
    assert "AE1" not in [row[1] for row in rows_of(making)]
