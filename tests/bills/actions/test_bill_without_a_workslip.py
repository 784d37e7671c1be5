"""From the previous bill alone, quantities till date wait to be typed and everything else is ready."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    read_file,
    told,
    workslip_file,
)
from tests.golden.sheets import needs_office, open_formulas, open_results, recalculate


@pytest.fixture(scope="module")
def making():
    return make(bill_1(), "firstpart_nth_part")


def test_the_deduct_columns_are_filled_and_the_others_show_blank(making):
    sheet = open_results(made(making)).worksheets[0]
    assert [sheet[f"{column}12"].value for column in "ABCDEFGHIJK"] == [
        *(1, "Supply and run of 2 of 2.5 sq.mm cable", None, "Mtrs", 134),
        *(None, 60, 8040, None, None, None),
    ]
    assert [sheet[f"H{row}"].value for row in (14, 15, 16)] == [
        14182.5,
        638.21,
        13544.29,
    ]
    assert [sheet[f"{c}{r}"].value for c in "FJ" for r in (14, 15, 16)] == [None] * 6


def test_the_formulas_wait_for_the_quantity(making):
    sheet = open_formulas(made(making)).worksheets[0]
    assert [sheet[f"{column}12"].value for column in "FIJ"] == [
        '=IF(C12="","",ROUND(C12*E12,2))',
        '=IF(C12="","",C12-G12)',
        '=IF(C12="","",ROUND(F12-H12,2))',
    ]
    assert [sheet[f"F{row}"].value for row in (14, 15, 16)] == [
        '=IF(COUNT(C12:C13)<2,"",ROUND(SUM(F12:F13),2))',
        '=IF(F14="","",ROUND(F14*4.5/100,2))',
        '=IF(F14="","",ROUND(F14-F15,2))',
    ]
    assert [sheet[f"J{row}"].value for row in (14, 15, 16)] == [
        '=IF(F14="","",ROUND(SUM(J12:J13),2))',
        '=IF(F14="","",ROUND(F15-H15,2))',
        '=IF(F14="","",ROUND(F16-H16,2))',
    ]


def test_the_summary_leaves_open_what_waits(making):
    (work,) = making.works
    assert work["previous_total"] == "13544.29"
    waiting = ("sub_total", "tp_amount", "total", "since_last_total", "amount_in_words")
    assert [work[name] for name in waiting] == [""] * 5


def typed(content: bytes, **cells: float) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.office
@needs_office
def test_totals_appear_when_every_quantity_is_typed(making, tmp_path: Path):
    (tmp_path / "one").mkdir()
    half = recalculate(typed(made(making), C12=100), tmp_path / "one").worksheets[0]
    assert (half["F12"].value, half["J12"].value) == (13400, 5360)
    assert [half[f"{c}{r}"].value or None for c in "FJ" for r in (14, 16)] == [None] * 4
    whole = recalculate(typed(made(making), C12=100, C13=15), tmp_path).worksheets[0]
    # 13,400.00 + 18,427.50 = 31,827.50, less 4.5 % (1,432.24)
    assert [whole[f"{column}16"].value for column in "FHJ"] == [
        30395.26,
        13544.29,
        16850.97,
    ]


def test_a_bill_with_typed_quantities_is_the_source_of_the_next(making):
    second = typed(made(making), C12=100, C13=15)
    third = make(second, "nth_nth_final", workslip=workslip_file(example_slip()))
    (work,) = third.works
    assert work["title"] == "CC Third & Final Bill"
    assert work["previous_total"] == "30395.26"
    assert work["total"] == "33909.66"
    assert work["since_last_total"] == "3514.40"


def test_a_bill_whose_quantities_are_still_blank_is_refused_by_cell(making):
    third = make(made(making), "nth_nth_part")
    assert third.files == ()
    assert [m.partition(":")[0] for m in told(third, "error")] == [
        "Bill!C12",
        "Bill!C13",
    ]


def test_it_is_recognised_as_a_later_bill_before_anything_is_typed(making):
    reading = read_file(filename="second.xlsx", content=made(making))
    assert [work.kind for work in reading.works] == ["nth_bill"]
