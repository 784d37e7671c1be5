"""Typed inputs: measurement books, premium, dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bills.domain.inputs import (
    BillInputs,
    InputUnreadable,
    format_date,
    parse_date,
    parse_mb,
    parse_premium,
)
from bills.domain.problems import Code, Level
from bills.domain.work import PremiumType
from tests.golden.works import FIELDS, INPUTS, example, first_bill, item, work


@pytest.mark.parametrize("text", ["", "12 3 18 14 5", "12 3 18 14 5 9 1"])
def test_mb_details_that_are_not_six_parts_are_refused(text) -> None:
    with pytest.raises(InputUnreadable, match="write six"):
        parse_mb(text)


@pytest.mark.parametrize(
    ("text", "percent", "kind"),
    [
        ("4.5 less", "4.5", PremiumType.LESS),
        ("4.5% Less", "4.5", PremiumType.LESS),
        ("0.1 BELOW", "0.1", PremiumType.LESS),
        ("5 excess", "5", PremiumType.EXCESS),
        ("5.11 above", "5.11", PremiumType.EXCESS),
    ],
)
def test_a_typed_premium_is_its_percentage_and_type(text, percent, kind) -> None:
    premium = parse_premium(text)
    assert (premium.percent, premium.type) == (Decimal(percent), kind)


@pytest.mark.parametrize("text", ["4.5", "less", "-4.5 less", "4,5 less", "4.5 more"])
def test_a_premium_without_percentage_or_type_is_refused(text) -> None:
    with pytest.raises(InputUnreadable):
        parse_premium(text)


@pytest.mark.parametrize("text", ["31-03-2026", "31.03.2026", "31/3/2026"])
def test_a_date_prints_as_day_month_year_whatever_parts_it_was_typed_with(text) -> None:
    assert format_date(parse_date(text)) == "31-03-2026"


@pytest.mark.parametrize("text", ["31-02-2026", "03-2026", "", "on completion"])
def test_a_text_that_is_no_date_has_no_date(text) -> None:
    assert parse_date(text) is None


def test_typed_books_and_dates_are_printed_before_those_of_the_sheet() -> None:
    sheet = {**FIELDS, "mb_details": "MB.No. 1", "doi": "01-01-2020"}
    header = first_bill(work(item("Light", "1", "1"), fields=sheet)).header
    assert header.rows[6].startswith("M.B.No Details: MB.No. 112 P.No. 3 to 18")
    assert header.rows[7].startswith("DOI : 01-04-2026    DOC : 30-09-2026")


def test_books_and_dates_of_the_sheet_are_kept_where_nothing_is_typed() -> None:
    sheet = {**FIELDS, "mb_details": "MB.No. 1", "doi": "01-01-2020"}
    bill = first_bill(work(item("Light", "1", "1"), fields=sheet), BillInputs())
    assert bill.header.rows[6] == "M.B.No Details: MB.No. 1"
    assert bill.header.rows[7] == "DOI : 01-01-2020    DOC :     DOMR :     DOBR : "


def test_dates_out_of_order_are_a_warning_that_names_both() -> None:
    inputs = replace(INPUTS, doc=date(2026, 3, 1), domr=None)
    (problem,) = first_bill(example(), inputs).problems
    assert (problem.level, problem.code) == (Level.WARNING, Code.DATE_ORDER)
    assert problem.message == "Estimate: DOC 01-03-2026 is before DOI 01-04-2026"
