"""An office that rounds every row in its own way is told so once, not row by row."""

from __future__ import annotations

from tests.bills.domain_reading.text_tables import make_sheet, read_sheets

HEADER = "Sl.No | Item | Quantity | Rate | Amount"


def read(amounts, rate="10.4"):
    rows = [
        f"{n} | Item no {n} | 1 | {rate} | {amount}"
        for n, amount in enumerate(amounts, 1)
    ]
    return read_sheets(make_sheet("Estimate", "\n".join([HEADER, *rows])))


def differing(reading):
    return [p for p in reading.problems if p.code == "AMOUNT_MISMATCH"]


def test_up_to_25_amounts_are_told_one_by_one():
    assert len(differing(read([11] * 25))) == 25


def test_the_26th_and_what_follows_are_told_in_one_line_that_names_the_rounding():
    problems = differing(read([11] * 40))
    assert len(problems) == 26
    last = problems[-1]
    assert last.place == "Estimate!E27"
    assert last.message.startswith(
        "Estimate!E27: 15 more amounts, down to E41, are not"
    )
    assert "rounds each row to the rupee" in last.message


def test_a_difference_of_a_rupee_or_more_is_no_rounding_to_the_rupee():
    last = differing(read([11] * 39 + [9]))[-1]
    assert "rupee" not in last.message


def test_paise_in_the_stated_amounts_are_no_rounding_to_the_rupee():
    last = differing(read([11] * 39 + ["10.5"]))[-1]
    assert "rupee" not in last.message


def test_errors_are_told_row_by_row_however_many():
    reading = read([""] * 40, rate="")
    assert len([p for p in reading.problems if p.code == "RATE_MISSING"]) == 40
