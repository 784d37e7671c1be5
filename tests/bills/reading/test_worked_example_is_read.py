"""The estimate and the first bill of the worked example are read to their exact figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.reading import read_works
from bills.domain.work import PremiumType, SheetKind
from bills.readers import read_workbook
from tests.bills.reading.office_files import (
    convert,
    make_estimate,
    make_first_bill,
)

with_or_without_results = pytest.mark.parametrize("with_results", [True, False])


def read(content, filename="file.xlsx"):
    reading = read_works(read_workbook(filename, content))
    (work,) = reading.works
    return work, reading


def estimate_figures(work):
    return {
        "kind": work.kind,
        "items": [
            (i.serial, i.quantity, i.unit, i.rate, i.per, i.unit_singular, i.amount)
            for i in work.items
        ],
        "sub_total": work.stated_sub_total,
        "total": work.stated_total,
        "name": work.fields["name_of_work"].value,
        "percentages": work.percentages,
    }


ESTIMATE = {
    "kind": SheetKind.ESTIMATE,
    "items": [
        ("1", 100, "Mtrs", 134, 1, "Mtr", Decimal("13400.00")),
        ("2", 20, "Nos", Decimal("1228.5"), 1, "No", Decimal("24570.00")),
    ],
    "sub_total": Decimal("37970.00"),
    "total": 46000,
    "name": "Street lighting: Ward 5",
    "percentages": {"lc": 1, "qc": 1, "nac": Decimal("0.1"), "gst": 18},
}


@with_or_without_results
def test_an_estimate_with_rates_on_datas_is_read(with_results):
    work, reading = read(make_estimate(with_results=with_results))
    assert estimate_figures(work) == ESTIMATE
    assert [(p.level, p.code) for p in reading.problems] == [("info", "SHEET_SKIPPED")]


def bill_figures(work):
    return {
        "kind": work.kind,
        "title": work.title,
        "items": [(i.serial, i.quantity, i.rate, i.amount) for i in work.items],
        "premium": (work.premium.percent, work.premium.type),
        "sums": (work.stated_sub_total, work.stated_premium, work.stated_total),
        "fields": {name: field.value for name, field in work.fields.items()},
    }


BILL = {
    "kind": SheetKind.FIRST_BILL,
    "title": "CC First & Part Bill",
    "items": [
        ("1", 60, 134, Decimal("8040.00")),
        ("2", 5, Decimal("1228.5"), Decimal("6142.50")),
    ],
    "premium": (Decimal("4.5"), PremiumType.LESS),
    "sums": (Decimal("14182.50"), Decimal("638.21"), Decimal("13544.29")),
    "fields": {
        "cc_header": "CC First & Part Bill",
        "name_of_work": "Street lighting: Ward 5",
        "estimate_amount": "46,000.00",
        "admin_sanction": "Procs. 12/2025",
        "tech_sanction": "T.S. 7/2025-26",
        "agreement": "30/2025-26",
        "agency": "Sri Sai Electricals",
        "mb_details": "MB.No. 12 P.No. 1 to 5 (Measurements) & "
        "MB.No. 12 P.No. 6 to 7 (Abstract)",
        "doi": "01-10-2025",
        "doc": "30-10-2025",
        "domr": "02-11-2025",
    },
}


@with_or_without_results
def test_a_first_bill_is_read(with_results):
    work, reading = read(make_first_bill(with_results=with_results))
    assert bill_figures(work) == BILL
    assert [(p.level, p.code, p.cell) for p in reading.problems] == [
        ("info", "LABEL_WITHOUT_VALUE", "A9")
    ]


@pytest.mark.office
def test_the_same_workbook_as_xls_gives_the_same_result(tmp_path):
    estimate = convert(make_estimate(with_results=False), "xls", tmp_path)
    bill = convert(make_first_bill(with_results=False), "xls", tmp_path)
    assert estimate_figures(read(estimate, "a.xls")[0]) == ESTIMATE
    assert bill_figures(read(bill, "b.xls")[0]) == BILL


@pytest.mark.office
def test_a_workbook_saved_again_by_libreoffice_gives_the_same_result(tmp_path):
    bill = convert(make_first_bill(with_results=True), "xlsx", tmp_path)
    work, reading = read(bill)
    assert bill_figures(work) == BILL
    assert [p.code for p in reading.problems] == ["LABEL_WITHOUT_VALUE"]


def test_the_content_decides_and_not_the_extension():
    work, _ = read(make_first_bill(with_results=True), "bill.xls")
    assert bill_figures(work) == BILL
