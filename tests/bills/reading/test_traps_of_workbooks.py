"""The traps of the specification that need whole workbooks, each named after its trap; those of one sheet are in domain_reading."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from bills.domain.reading import read_works
from bills.domain.work import LineKind
from bills.readers import read_workbook
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    read_one,
    workslip_file,
)
from tests.bills.reading.office_files import make_estimate, make_first_bill


def read(content):
    return read_works(read_workbook("file.xlsx", content))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(make_estimate(with_results=False), id="estimate"),
        pytest.param(workslip_file(example_slip()), id="workslip"),
        pytest.param(make_first_bill(with_results=False), id="bill"),
    ],
)
def test_a_workbook_never_opened_in_excel_gives_all_rows_with_their_rates(content):
    stored = load_workbook(io.BytesIO(content), data_only=True).active
    assert all(stored.cell(row, 8).value is None for row in range(4, 7))
    (work,) = read(content).works
    assert not work.has_errors
    assert work.items
    assert all(line.rate and line.amount is not None for line in work.items)


def test_a_rate_on_datas_is_read_without_a_stored_result():
    (work,) = read(make_estimate(with_results=False)).works
    assert work.items[0].rate == 134


def test_the_ae_row_of_a_workslip_never_opened_has_the_rate_of_its_item():
    (work,) = read(workslip_file(example_slip())).works
    (excess,) = [line for line in work.items if line.kind is LineKind.AE]
    assert (excess.quantity, excess.rate, excess.amount) == (20, 134, 2680)


def test_of_three_works_the_second_without_items_bill_1_and_bill_2_are_made():
    book = load_workbook(io.BytesIO(make_estimate(with_results=False)))
    first = book["Estimate"]
    for title in ("Estimate 2", "Estimate 3"):
        copy = book.copy_worksheet(first)
        copy.title = title
    for row in (4, 5):
        for column in range(1, 9):
            book["Estimate 2"].cell(row, column).value = None
    stream = io.BytesIO()
    book.save(stream)
    making = make(stream.getvalue(), "estimate_first_part")
    titles = load_workbook(io.BytesIO(made(making))).sheetnames
    assert titles == ["Bill-1", "Bill-2"]
    assert [work["sheet"] for work in making.works] == ["Estimate", "Estimate 3"]
    about = [p for p in making.problems if p.sheet == "Estimate 2"]
    assert [p.code for p in about] == ["SHEET_SKIPPED"]


def test_ae_rows_of_an_nth_bill_stay_ae_rows_without_serial_in_the_next():
    slip = workslip_file(example_slip())
    second = made(make(bill_1(), "firstpart_nth_part", workslip=slip))
    third = made(make(second, "nth_nth_part", workslip=slip))
    for content in (second, third):
        work = read_one(content)
        excess = [line for line in work.items if line.kind is LineKind.AE]
        assert [(line.description, line.serial) for line in excess] == [("AE1", "")]
    assert excess[0].previous_quantity == excess[0].quantity == Decimal(20)
