"""Since last is till date less previous to the paisa, on every line and every total."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bills.domain.bill import BillAction, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.nth_bill import NthBill, compute_nth_bill
from bills.domain.work import PremiumType, TenderPremium
from bills.writers.first_bill import write_first_bills
from bills.writers.nth_bill import write_nth_bills
from tests.bills.actions.workbooks import Item, Slip, read_one, workslip_file
from tests.golden.sheets import (
    needs_office,
    open_formulas,
    open_results,
    recalculate,
)
from tests.golden.works import CREATED

PREMIUMS = st.builds(
    TenderPremium,
    st.decimals(0, 40, places=2),
    st.sampled_from(PremiumType),
)
QUANTITIES = st.decimals(0, 5000, places=3).map(str)
RATES = st.decimals("0.01", 99999, places=2).map(str)


@st.composite
def slips(draw) -> tuple[Slip, ...]:
    """Three workslips of one work, each with its own executed quantities."""
    size = draw(st.integers(1, 6))
    names = [f"Item of work {'abcdef'[n]}" for n in range(size)]
    figures = [(draw(QUANTITIES), draw(RATES)) for _ in names]
    return tuple(
        Slip(
            items=[
                Item(name, "Nos", estimate, rate, (draw(QUANTITIES),))
                for name, (estimate, rate) in zip(names, figures, strict=True)
            ]
        )
        for _ in range(3)
    )


def chain(slips: tuple[Slip, ...], premium: TenderPremium) -> list[NthBill]:
    """Bills 2 and 3 of the works, each read from the file of the one before."""
    inputs = BillInputs(premium=premium)
    works = [read_one(workslip_file(slip)) for slip in slips]
    first = compute_first_bill(works[0], BillAction.WORKSLIP_FIRST_PART, inputs)
    before = read_one(write_first_bills([first], created=CREATED))
    bills = []
    for action, slip in (
        (BillAction.FIRSTPART_NTH_PART, works[1]),
        (BillAction.NTH_NTH_FINAL, works[2]),
    ):
        bills.append(compute_nth_bill(before, action, inputs, workslip=slip))
        before = read_one(write_nth_bills(bills[-1:], created=CREATED))
    return bills


def has_quantity(slips: tuple[Slip, ...]) -> bool:
    return all(any(Decimal(i.executed[0]) > 0 for i in slip.items) for slip in slips)


@settings(max_examples=25, deadline=None)
@given(slips().filter(has_quantity), PREMIUMS)
def test_every_line_and_total_adds_up_through_the_chain(slips, premium):
    second, third = chain(slips, premium)
    for bill in (second, third):
        check_lines(bill)
        till_date, since = bill.till_date, bill.since_last
        assert till_date is not None and since is not None
        for name in ("sub_total", "premium_amount", "total"):
            assert getattr(since, name) == getattr(till_date, name) - getattr(
                bill.previous, name
            )
        assert since.sub_total == sum(line.since_amount or 0 for line in bill.items)
    assert second.till_date == third.previous


def check_lines(bill: NthBill) -> None:
    for line in bill.items:
        assert line.till_date is not None and line.value is not None
        assert line.since_quantity == line.till_date - line.previous_quantity
        assert line.since_amount == line.value - line.previous_amount


@settings(max_examples=25, deadline=None)
@given(slips().filter(has_quantity), PREMIUMS)
def test_the_made_workbook_is_read_back_to_the_same_lines_and_totals(slips, premium):
    for bill in chain(slips, premium):
        work = read_one(write_nth_bills([bill], created=CREATED))
        assert [
            (line.quantity, line.stated_amount, line.previous_amount, line.since_amount)
            for line in work.items
        ] == [
            (line.till_date, line.value, line.previous_amount, line.since_amount)
            for line in bill.items
        ]
        assert bill.till_date is not None and bill.since_last is not None
        assert work.stated_total == bill.till_date.total
        assert work.stated_previous_total == bill.previous.total
        assert work.stated_since_total == bill.since_last.total
        assert (work.premium.percent, work.premium.type) == (
            premium.percent,
            premium.type,
        )


def long_chain() -> list[NthBill]:
    """Bills 2 and 3 of sixty items with quantities of three places."""
    slips = tuple(
        Slip(
            items=[
                Item(
                    f"Item {chr(97 + n // 26)}{chr(97 + n % 26)}",
                    "Nos",
                    f"{n * 3 + 1}.005",
                    f"{n * 97 + 1}.{n % 100:02}",
                    (f"{n * bill}.{n * 37 % 1000:03}",),
                )
                for n in range(1, 61)
            ]
        )
        for bill in (1, 3, 5)
    )
    return chain(slips, TenderPremium(Decimal("7.86"), PremiumType.LESS))


@pytest.mark.office
@needs_office
def test_libreoffice_calculates_the_stored_results(tmp_path: Path):
    bills = long_chain()
    content = write_nth_bills(bills, created=CREATED)
    stored, recalculated = open_results(content), recalculate(content, tmp_path)
    count = 0
    for sheet in open_formulas(content):
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            count += 1
            ours = stored[sheet.title][cell.coordinate].value
            theirs = recalculated[sheet.title][cell.coordinate].value
            if cell.column_letter == "I":
                # A difference of binary fractions, which the cell shows in full.
                theirs = round(theirs, 9)
            assert ours == theirs, f"{sheet.title}!{cell.coordinate}"
    assert count == sum(3 * len(bill.items) + 9 for bill in bills)
