"""Each of the eight actions makes its bill over HTTP, with its figures to the paisa (spec outputs, sections 6 and 10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.bills.actions.workbooks import (
    CABLE,
    FAN,
    LIGHT,
    Item,
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.bills.web.posts import do_last_job, download, estimate, file, post_bill
from tests.golden.sheets import open_results

pytestmark = pytest.mark.django_db

TYPED_PREMIUM = {"tp_percent": "4.5", "tp_type": "Less"}
SLIP_1 = workslip_file(example_slip())
# 130 of 100 cables and 20 lights: 13400 + 4020 + 24570 + 1000 = 42990.00, less 4.5 %.
SLIP_2 = workslip_file(
    example_slip(
        items=[
            Item(CABLE, "Mtrs", "100", "134.00", ("130",)),
            Item(LIGHT, "Nos", "20", "1228.50", ("20",)),
        ],
        supplements=[[Item(FAN, "Nos", "0", "500.00", ("2",))]],
    )
)


def bill_2() -> bytes:
    return made(make(bill_1(), "firstpart_nth_part", workslip=SLIP_1))


@pytest.fixture
def bill_of(bala):
    """The summary of the bill, and the sheet that can be downloaded."""

    def make_it(action, **fields):
        answer = post_bill(bala, action=action, **fields)
        assert answer.status_code == 302, answer.context["form"].errors
        job = do_last_job(bala)
        (work,) = job.result["works"]
        return work, open_results(download(bala, job)).worksheets[0]

    return make_it


@pytest.mark.parametrize("kind", ["Part", "Final"])
def test_a_first_bill_of_an_estimate(bill_of, kind):
    work, sheet = bill_of(
        f"estimate_first_{kind.lower()}", workbook=estimate(), **TYPED_PREMIUM
    )

    assert sheet["A1"].value == f"CC First & {kind} Bill"
    assert work["total"] == "36261.35"


@pytest.mark.parametrize("kind", ["Part", "Final"])
def test_a_first_bill_of_a_workslip(bill_of, kind):
    work, sheet = bill_of(
        f"workslip_first_{kind.lower()}", workbook=file("ws.xlsx", SLIP_1)
    )

    assert sheet["A1"].value == f"CC First & {kind} Bill"
    assert work["total"] == "33909.66"


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("firstpart_nth_part", "CC Second & Part Bill"),
        ("firstpart_2nd_final", "CC Second & Final Bill"),
    ],
)
def test_bill_2_of_the_example_from_bill_1_and_the_workslip(bill_of, action, title):
    _, sheet = bill_of(
        action,
        workbook=file("bill.xlsx", bill_1()),
        workslip=file("ws.xlsx", SLIP_1),
    )

    figures = {
        "F12": "13400.00",
        "H12": "8040.00",
        "I12": "40",
        "J12": "5360.00",
        "F13": "2680.00",
        "J13": "2680.00",
        "F14": "18427.50",
        "H14": "6142.50",
        "J14": "12285.00",
        "F16": "1000.00",
        "F17": "35507.50",
        "H17": "14182.50",
        "J17": "21325.00",
        "F18": "1597.84",
        "H18": "638.21",
        "J18": "959.63",
        "F19": "33909.66",
        "H19": "13544.29",
        "J19": "20365.37",
    }
    assert sheet["A1"].value == title
    assert {cell: Decimal(repr(sheet[cell].value)) for cell in figures} == {
        cell: Decimal(figure) for cell, figure in figures.items()
    }


@pytest.mark.parametrize("kind", ["Part", "Final"])
def test_a_third_bill_from_the_second_and_the_workslip(bill_of, kind):
    work, sheet = bill_of(
        f"nth_nth_{kind.lower()}",
        workbook=file("bill.xlsx", bill_2()),
        workslip=file("ws.xlsx", SLIP_2),
    )

    assert sheet["A1"].value == f"CC Third & {kind} Bill"
    assert work["sub_total"] == "42990.00"
    assert work["tp_amount"] == "1934.55"
    assert work["total"] == "41055.45"
    assert work["previous_total"] == "33909.66"
    assert work["since_last_total"] == "7145.79"


def test_without_a_workslip_the_quantities_till_date_wait(bill_of):
    work, sheet = bill_of("firstpart_nth_part", workbook=file("b.xlsx", bill_1()))

    assert sheet["C12"].value is None
    assert work["previous_total"] == "13544.29"
    assert work["total"] == ""


def test_a_typed_number_is_that_of_the_bill(bill_of):
    _, sheet = bill_of(
        "nth_nth_part",
        workbook=file("bill.xlsx", bill_2()),
        workslip=file("ws.xlsx", SLIP_2),
        number="7",
    )

    assert sheet["A1"].value == "CC Seventh & Part Bill"


def test_the_scrutiny_card_is_a_sheet_when_it_is_asked_for(bala):
    post_bill(bala, workbook=estimate(), with_scrutiny="on", **TYPED_PREMIUM)

    book = open_results(download(bala, do_last_job(bala)))
    assert book.sheetnames == ["Bill", "Scrutiny"]
