"""The figures of a first bill: amounts, premium, totals, and what is carried."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bills.domain.bill import (
    BillAction,
    BillHeading,
    Layout,
    WorkHasErrors,
    compute_totals,
)
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import LineKind, PremiumType, SheetKind, TenderPremium
from tests.golden.works import (
    INPUTS,
    LESS_4_5,
    example,
    first_bill,
    heading,
    item,
    work,
)

EXCESS_5 = TenderPremium(Decimal(5), PremiumType.EXCESS)
money = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("quantities", "premium", "expected"),
    [
        (("100", "20"), LESS_4_5, ("37970.00", "1708.65", "36261.35")),
        (("60", "5"), LESS_4_5, ("14182.50", "638.21", "13544.29")),
        (("60", "5"), EXCESS_5, ("14182.50", "709.13", "14891.63")),
    ],
)
def test_the_bills_of_the_example_have_the_figures_of_the_specification(
    quantities, premium, expected
) -> None:
    summary = first_bill(replace(example(*quantities), premium=premium)).summary()
    keys = ("sub_total", "tp_amount", "total")
    assert tuple(summary[key] for key in keys) == expected


def test_the_summary_has_the_shape_that_scripts_rely_on() -> None:
    summary = first_bill(example("60", "5")).summary()
    fields = summary.pop("fields")
    assert summary == {
        "sheet": "Estimate",
        "kind": "first_bill",
        "title": "CC First & Part Bill",
        "items": 2,
        "sub_total": "14182.50",
        "tp_percent": "4.5",
        "tp_type": "Less",
        "tp_amount": "638.21",
        "total": "13544.29",
        "previous_total": "0.00",
        "since_last_total": "13544.29",
        "amount_in_words": "Rupees Thirteen Thousand Five Hundred and Forty Four"
        " and Paise Twenty Nine Only",
    }
    assert fields["cc_header"] == "CC First & Part Bill"
    assert fields["dobr"] == "20-10-2026"


@given(st.lists(money, min_size=1), money, st.sampled_from(PremiumType))
def test_the_total_is_sub_total_and_premium_to_the_paisa(
    amounts, percent, kind
) -> None:
    totals = compute_totals(amounts, TenderPremium(percent, kind))
    signed = totals.premium_amount * (-1 if kind is PremiumType.LESS else 1)
    assert totals.sub_total == sum(amounts)
    assert totals.total == totals.sub_total + signed
    error = totals.sub_total * percent / 100 - totals.premium_amount
    assert abs(error) <= Decimal("0.005")


def test_a_typed_premium_goes_before_that_of_the_source() -> None:
    bill = first_bill(example(), replace(INPUTS, premium=EXCESS_5))
    assert bill.totals.premium_label == "Add T.P @ 5 % Excess"


def test_without_any_premium_the_bill_has_0_percent_excess_and_a_warning() -> None:
    bill = first_bill(replace(example(), premium=None))
    assert bill.totals.premium_label == "Add T.P @ 0 % Excess"
    assert bill.totals.total == Decimal("37970.00")
    (problem,) = bill.problems
    assert (problem.level, problem.code) == (Level.WARNING, Code.TP_NOT_FOUND)


def test_the_type_word_of_the_source_is_kept_at_0_percent() -> None:
    nothing_less = TenderPremium(Decimal("0.0"), PremiumType.LESS)
    bill = first_bill(replace(example(), premium=nothing_less))
    assert bill.totals.premium_label == "Deduct T.P @ 0 % Less"


def test_headings_and_excess_lines_are_carried_in_their_places() -> None:
    bill = first_bill(
        work(
            heading("Part A"),
            item("Light", "10", "5"),
            item("AE", "2", "5", kind=LineKind.AE),
            item("Fan", "1", "7", serial="2a"),
            item("AE 7", "1", "7", kind=LineKind.AE),
        )
    )
    assert bill.lines[0] == BillHeading("Part A")
    printed = [(line.serial, line.description) for line in bill.items]
    assert printed == [("1", "Light"), ("", "AE1"), ("2a", "Fan"), ("", "AE7")]


def test_an_item_of_quantity_0_stays_in_a_bill_from_an_estimate() -> None:
    bill = first_bill(work(item("Light", "0", "5"), item("Fan", "1", "7")))
    assert [line.description for line in bill.items] == ["Light", "Fan"]


def test_old_material_is_not_deducted_but_reported() -> None:
    bill = first_bill(replace(example(), old_material=Decimal("970")))
    assert bill.totals.sub_total == Decimal("37970.00")
    (problem,) = bill.problems
    assert problem.level is Level.INFO
    assert "Deduct Old Material Cost 970.00" in problem.message


def test_a_sheet_with_errors_gives_no_bill_but_all_its_problems() -> None:
    error = Problem(
        Level.ERROR, Code.RATE_MISSING, "Estimate", "E5", "", "a rate", "Estimate!E5"
    )
    warning = replace(error, level=Level.WARNING, cell="E6")
    with pytest.raises(WorkHasErrors) as raised:
        first_bill(replace(example(), problems=(warning, error)))
    assert raised.value.problems == (warning, error)


def test_a_sheet_without_items_gives_no_bill() -> None:
    with pytest.raises(WorkHasErrors):
        first_bill(work(heading("Part A")))


@pytest.mark.parametrize(
    ("action", "number", "title", "layout", "source"),
    [
        ("estimate_first_part", None, "CC First & Part Bill", 8, "estimate"),
        ("estimate_first_final", 4, "CC First & Final Bill", 8, "estimate"),
        ("workslip_first_part", None, "CC First & Part Bill", 8, "workslip"),
        ("workslip_first_final", None, "CC First & Final Bill", 8, "workslip"),
        ("firstpart_nth_part", None, "CC Second & Part Bill", 11, "first_bill"),
        ("firstpart_2nd_final", 3, "CC Second & Final Bill", 11, "first_bill"),
        ("nth_nth_part", 11, "CC 11th & Part Bill", 11, "nth_bill"),
        ("nth_nth_final", 3, "CC Third & Final Bill", 11, "nth_bill"),
    ],
)
def test_each_action_has_its_title_layout_and_source(
    action, number, title, layout, source
) -> None:
    action = BillAction(action)
    assert action.title(number) == title
    assert action.layout is Layout(layout)
    assert action.source is SheetKind(source)
    assert action.is_final == ("Final" in title)
