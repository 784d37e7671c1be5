"""The amount of a source counts at any size and is never that of the estimate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.documents.sources.files import bill_rows, extract, value, workbook


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Amount : Rs. 1,10,000/-", "110000"),
        ("Amount: 7.5", "7.5"),
        ("Total amount = 99,275", "99275"),
        ("Grand Total   1   4,82,000.50", "482000.50"),
        ("Bill amount: Rs. 4.50 Lakhs", "450000"),
    ],
)
def test_an_amount_counts_at_any_size(line, expected):
    assert value(line, "AMOUNT") == Decimal(expected)


def test_the_estimate_amount_is_never_the_amount():
    text = "Estimate Amount: Rs. 4,50,000/-\nfor an estimate amount of Rs. 4,50,000/-"
    assert value(text, "AMOUNT") is None
    assert value(text, "ESTIMATE_AMOUNT") == 450000


def test_the_grand_total_goes_before_a_later_total():
    text = "Grand Total 5,000\nTotal 4,000"
    assert value(text, "AMOUNT") == 5000
    assert value(text, "EST_GRAND_TOTAL") == 5000


def test_a_percentage_is_no_deposit():
    assert value("Security Deposit: 2.5 % of the value", "SECURITY_DEPOSIT") == (
        "2.5 % of the value"
    )


def test_the_amount_of_a_bill_workbook_is_its_total():
    found = extract(workbook(Bill=bill_rows("Lights")), "bill.xlsx")
    assert found.values["AMOUNT"].value == Decimal("99275.00")
    assert found.as_preview(["AMOUNT"])["placeholders"] == {"{{AMOUNT}}": "99,275.00"}


def test_a_total_station_is_no_total():
    assert value("Total Rs. 5,000\nTotal station survey 3 Nos 4500", "AMOUNT") == 5000


def test_the_amount_of_a_work_order_is_not_its_number():
    assert value("WORK ORDER AMOUNT RS.: 87588", "WORK_ORDER_NO") is None
