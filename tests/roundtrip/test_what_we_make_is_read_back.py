"""Every generated bill workbook is read back to the same values, as made and as LibreOffice saves it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bills.domain.bill import BillHeading, FirstBill
from bills.domain.nth_bill import NthBill
from bills.domain.problems import Level
from bills.domain.work import Line, LineKind, Work
from tests.bills.actions.workbooks import read
from tests.golden.sheets import (
    differences,
    needs_office,
    open_results,
    resave_all,
    without_results,
)
from tests.roundtrip.chains import Bill, MadeWorkbook, chains, make_chain

CHAINS = int(os.environ.get("ROUND_TRIP_CHAINS", "12"))


@pytest.fixture(scope="module")
def workbooks() -> list[MadeWorkbook]:
    """The same chains in every run; ROUND_TRIP_CHAINS asks for more of them."""
    made: list[MadeWorkbook] = []

    @settings(
        max_examples=CHAINS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(chains())
    def collect(slips) -> None:
        made.extend(make_chain(slips))

    collect()
    assert len(made) >= 4 * CHAINS
    return made


def test_the_generated_bills_have_what_bills_can_have(workbooks) -> None:
    """Excess lines, several works, headings, both premiums: else the rest proves little."""
    bills = [bill for workbook in workbooks for bill in workbook.bills]
    first = [bill for bill in bills if isinstance(bill, FirstBill)]
    later = [bill for bill in bills if isinstance(bill, NthBill)]

    assert any(len(workbook.bills) > 1 for workbook in workbooks)
    assert {bill.totals.premium.type.value for bill in first} == {"Excess", "Less"}
    assert any(isinstance(line, BillHeading) for bill in bills for line in bill.lines)
    assert any(item.is_excess for bill in later for item in bill.items)
    assert any((i.since_quantity or 0) < 0 for bill in later for i in bill.items)


def test_as_made_they_are_read_back_to_the_same_values(workbooks) -> None:
    for workbook in workbooks:
        check_reading(workbook, workbook.content)


@pytest.mark.office
@needs_office
def test_saved_again_by_libreoffice_they_are_read_back_to_the_same_values(
    workbooks, tmp_path: Path
) -> None:
    saved = resave_all([workbook.content for workbook in workbooks], tmp_path)
    for workbook, content in zip(workbooks, saved, strict=True):
        check_reading(workbook, content)


@pytest.mark.office
@needs_office
def test_libreoffice_recalculates_every_formula_to_the_stored_result(
    workbooks, tmp_path: Path
) -> None:
    stripped = [without_results(workbook.content) for workbook in workbooks]
    for workbook, content in zip(
        workbooks, resave_all(stripped, tmp_path), strict=True
    ):
        count, found = differences(workbook.content, open_results(content))
        assert found == []
        assert count > 0


def check_reading(workbook: MadeWorkbook, content: bytes) -> None:
    works = read(content)
    assert len(works) == len(workbook.bills)
    for work, bill in zip(works, workbook.bills, strict=True):
        assert summarise(work) == expect(bill), workbook.name
        is_waiting = isinstance(bill, NthBill) and bill.till_date is None
        errors = [p.message for p in work.problems if p.level is Level.ERROR]
        assert is_waiting or errors == []


def summarise(work: Work) -> dict[str, object]:
    """What the reader says, in the shape of `expect`."""
    is_first = "since_amount" not in work.columns
    return {
        "lines": [_line_as_read(line, is_first=is_first) for line in work.lines],
        "premium": work.premium and (work.premium.percent, work.premium.type),
        "totals": (work.stated_sub_total, work.stated_premium, work.stated_total),
        "others": (work.stated_previous_total, work.stated_since_total),
        "fields": {name: " ".join(f.value.split()) for name, f in work.fields.items()},
    }


def expect(bill: Bill) -> dict[str, object]:
    """What the bill says, figure by figure."""
    totals = bill.totals if isinstance(bill, FirstBill) else bill.till_date
    since = bill.since_last if isinstance(bill, NthBill) else None
    previous = bill.previous if isinstance(bill, NthBill) else None
    premium = (totals or previous).premium
    fields = {n: " ".join(v.split()) for n, v in bill.header.fields().items()}
    return {
        "lines": _lines(bill),
        "premium": (premium.percent, premium.type),
        "totals": (
            (totals.sub_total, totals.premium_amount, totals.total)
            if totals
            else (None, None, None)
        ),
        "others": (previous and previous.total, since and since.total),
        "fields": {name: value for name, value in fields.items() if value},
    }


def _line_as_read(line: Line, *, is_first: bool) -> tuple[object, ...]:
    if line.kind is LineKind.HEADING:
        return (line.description,)
    words = (line.kind is LineKind.AE, line.serial, line.description, line.unit)
    figures = (line.rate, line.quantity, line.stated_amount)
    if is_first:
        return (*words, line.per, line.unit_singular, *figures)
    before = (line.previous_quantity, line.previous_amount)
    return (*words, *figures, *before, line.since_quantity, line.since_amount)


def _lines(bill: Bill) -> list[tuple[object, ...]]:
    return list(
        _lines_of_first(bill) if isinstance(bill, FirstBill) else _lines_of_later(bill)
    )


def _lines_of_first(bill: FirstBill) -> Iterator[tuple[object, ...]]:
    for line in bill.lines:
        if isinstance(line, BillHeading):
            yield (line.text,)
            continue
        words = (not line.serial, line.serial, line.description, line.unit)
        figures = (line.rate, line.quantity, line.amount)
        yield (*words, line.per, line.unit_singular, *figures)


def _lines_of_later(bill: NthBill) -> Iterator[tuple[object, ...]]:
    for line in bill.lines:
        if isinstance(line, BillHeading):
            yield (line.text,)
            continue
        words = (line.is_excess, line.serial, line.description, line.unit)
        figures = (line.rate, line.till_date, line.value)
        before = (line.previous_quantity, line.previous_amount)
        yield (*words, *figures, *before, line.since_quantity, line.since_amount)
