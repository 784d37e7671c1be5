"""A figure below 0, or of 0, is said at its cell; an amount alone is never passed over."""

from __future__ import annotations

from tests.bills.domain_reading.text_tables import codes, read_table

HEADER = "S.No | Quantity | Unit | Item | Rate | Per | Unit | Amount"
ITEM = "1 | 10 | Nos | Light | 100 | 1 | No | 1000"


def read_rows(*rows):
    return read_table("\n".join((HEADER, *rows)))


def test_a_quantity_below_0_is_kept_and_said_at_its_cell():
    work = read_rows(
        ITEM, "2 | -2 | Sqm | Openings | 50 | 1 | Sqm | -100", "|||Total||||900"
    )

    assert codes(work) == ["NUMBER_UNREADABLE B3"]
    assert not work.has_errors
    assert work.sum_of_amounts == 900


def test_a_rate_below_0_stops_the_sheet():
    work = read_rows(
        ITEM, "2 | 2 | Sqm | Openings | -50 | 1 | Sqm | -100", "|||Total||||900"
    )

    assert codes(work) == ["NUMBER_UNREADABLE E3"]
    assert work.has_errors


def test_a_rate_or_quantity_of_0_is_said_because_the_item_adds_nothing():
    work = read_rows(
        "1 | 2 | Nos | Light | 0 | 1 | No | 0",
        "2 | 0 | Nos | Fan | 5 | 1 | No | 0",
        ITEM.replace("1 |", "3 |", 1),
        "|||Total||||1000",
    )

    assert codes(work) == ["RATE_MISSING E2", "QTY_MISSING B3"]
    assert not work.has_errors


def test_a_provision_numbered_among_the_items_is_not_passed_over():
    work = read_rows(
        ITEM,
        "2 | | LS | Lump sum provision for scaffolding | | | | 5000",
        "|||Total||||6000",
    )

    assert "RATE_MISSING E3" in codes(work)
    assert work.has_errors


def test_a_total_above_which_unused_premium_is_only_told_is_right():
    work = read_rows(
        ITEM,
        "|||Sub Total||||1000",
        "|||Deduct T.P @ 4.5 % Less||||45",
        "|||Unused T.P @ 4.5 % on ECV||||45",
        "|||Total||||955",
    )

    assert codes(work) == []
