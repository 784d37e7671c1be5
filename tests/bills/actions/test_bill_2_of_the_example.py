"""Bill 2 of the worked example, from bill 1 and workslip 1, has its figures to the paisa (spec outputs, section 10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.work import LineKind
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    read_one,
    told,
    workslip_file,
)
from tests.bills.reading.office_files import convert
from tests.golden.sheets import needs_office, open_formulas, open_results


@pytest.fixture(scope="module")
def making():
    slip = workslip_file(example_slip())
    return make(bill_1(), "firstpart_2nd_final", workslip=slip)


@pytest.mark.parametrize(
    ("cell", "figure"),
    {
        "F12": "13400.00",
        "H12": "8040.00",
        "I12": "40",
        "J12": "5360.00",
        "F13": "2680.00",
        "H13": "0.00",
        "J13": "2680.00",
        "F14": "18427.50",
        "H14": "6142.50",
        "J14": "12285.00",
        "F16": "1000.00",
        "J16": "1000.00",
        "F17": "35507.50",
        "H17": "14182.50",
        "J17": "21325.00",
        "F18": "1597.84",
        "H18": "638.21",
        "J18": "959.63",
        "F19": "33909.66",
        "H19": "13544.29",
        "J19": "20365.37",
    }.items(),
)
def test_the_cell_holds_the_figure_of_the_example(making, cell, figure):
    value = open_results(made(making)).worksheets[0][cell].value
    assert Decimal(repr(value)) == Decimal(figure)


def test_the_rows_are_item_ae_item_heading_and_supplemental_item(making):
    sheet = open_results(made(making)).worksheets[0]
    assert [
        (sheet[f"A{row}"].value, sheet[f"B{row}"].value) for row in range(12, 20)
    ] == [
        (1, "Supply and run of 2 of 2.5 sq.mm cable"),
        (None, "AE1"),
        (2, "Supply and fixing of LED street light"),
        (None, "Supplemental Items"),
        (3, "Supply and fixing of ceiling fan 1200 mm"),
        (None, "Sub Total"),
        (None, "Deduct T.P @ 4.5 % Less"),
        (None, "Total"),
    ]


def test_the_summary_has_the_totals_and_pays_what_is_since_last(making):
    (work,) = making.works
    assert work["kind"] == "nth_bill"
    assert work["title"] == "CC Second & Final Bill"
    assert work["items"] == 4
    assert work["sub_total"] == "35507.50"
    assert work["tp_amount"] == "1597.84"
    assert work["total"] == "33909.66"
    assert work["previous_total"] == "13544.29"
    assert work["since_last_total"] == "20365.37"
    assert work["amount_in_words"] == (
        "Rupees Twenty Thousand Three Hundred and Sixty Five and Paise Thirty Seven Only"
    )


def test_nothing_is_doubtful_about_it(making):
    assert told(making) == told(making, "error") == []


def test_the_formulas_are_those_of_the_specification(making):
    sheet = open_formulas(made(making)).worksheets[0]
    assert [sheet[f"{column}12"].value for column in "FGHIJ"] == [
        "=ROUND(C12*E12,2)",
        60,
        8040,
        "=C12-G12",
        "=ROUND(F12-H12,2)",
    ]
    assert [sheet[f"{column}17"].value for column in "FHJ"] == [
        "=ROUND(SUM(F12:F16),2)",
        "=ROUND(SUM(H12:H16),2)",
        "=ROUND(SUM(J12:J16),2)",
    ]
    assert [sheet[f"{column}18"].value for column in "FHJ"] == [
        "=ROUND(F17*4.5/100,2)",
        "=ROUND(H17*4.5/100,2)",
        "=ROUND(F18-H18,2)",
    ]
    assert [sheet[f"{column}19"].value for column in "FHJ"] == [
        "=ROUND(F17-F18,2)",
        "=ROUND(H17-H18,2)",
        "=ROUND(F19-H19,2)",
    ]


def figures_read(work):
    return {
        "kind": work.kind,
        "lines": [
            (li.kind, li.serial, li.description, li.unit, li.quantity, li.rate)
            for li in work.lines
        ],
        "amounts": [
            (li.stated_amount, li.previous_amount, li.since_amount) for li in work.items
        ],
        "totals": (
            work.stated_total,
            work.stated_previous_total,
            work.stated_since_total,
        ),
        "premium": (work.premium.percent, work.premium.type),
        "title": work.title,
        "name": work.fields["name_of_work"].value,
    }


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_saved_again_by_libreoffice_it_is_read_the_same(making, tmp_path, suffix):
    again = convert(made(making), suffix, tmp_path)
    assert figures_read(read_one(again)) == figures_read(read_one(made(making)))


def test_our_own_reader_reads_the_same_figures_back(making):
    work = read_one(made(making))
    assert (work.stated_total, work.stated_previous_total, work.stated_since_total) == (
        Decimal("33909.66"),
        Decimal("13544.29"),
        Decimal("20365.37"),
    )
    assert [(line.kind, line.serial, line.quantity) for line in work.items] == [
        (LineKind.ITEM, "1", 100),
        (LineKind.AE, "", 20),
        (LineKind.ITEM, "2", 15),
        (LineKind.ITEM, "3", 2),
    ]
    assert {problem.level for problem in work.problems} <= {"info"}
