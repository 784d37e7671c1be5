"""The tender premium row in all its wordings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.premium import PremiumText, derive_percent, parse_premium
from bills.domain.work import PremiumType
from tests.bills.domain_reading.text_tables import codes, read_table

EXCESS, LESS = PremiumType.EXCESS, PremiumType.LESS


@pytest.mark.parametrize(
    ("text", "percent", "kind"),
    [
        ("Add T.P @ 5 % Excess", "5", EXCESS),
        ("Deduct T.P @ 4.5 % Less", "4.5", LESS),
        ("Add/ Deduct T.P @ 5 % Excess", "5", EXCESS),
        ("Add/Deduct T.P. @ 5% Less", "5", LESS),
        ("Add Excess T.P @ 5 %", "5", EXCESS),
        ("Less T.P @ 4.5%", "4.5", LESS),
        ("T.P @ 7.86 % Less", "7.86", LESS),
        ("T. P @ 7.86 % Above", "7.86", EXCESS),
        ("TP 3% below", "3", LESS),
        ("Tender Premium 4.5% Less", "4.5", LESS),
        ("ADD TENDER PREMIUM @5.11% ABOVE", "5.11", EXCESS),
        ("Add T.P @ 5 % Less", "5", LESS),
        ("T.P @ 5 %", "5", None),
        ("Add/ Deduct T.P @ 5 %", "5", None),
        ("Add T.P @ 0 % Excess", "0", EXCESS),
        ("Deduct T.P", None, LESS),
        ("Less 0.1% below BSR", "0.1", LESS),
        ("Add 5 % above", "5", EXCESS),
        ("Add 5.11% Tender Premium (Above)", "5.11", EXCESS),
    ],
)
def test_a_premium_row_states_its_percentage_and_type(text, percent, kind):
    expected = PremiumText(None if percent is None else Decimal(percent), kind)
    assert parse_premium(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "UPS output efficiency 95%",
        "Unused T.P @ 4.5 % on ECV",
        "Add LC @ 1 %",
        "Add : 1% for Quality Control",
        "TPN switch 32 A",
        "Supply of T.P switch fuse unit 63 A",
        "HTP pump 5%",
        "Less than 5 m depth",
    ],
)
def test_other_rows_are_no_premium(text):
    assert parse_premium(text) is None


HEADER = "S.No | Quantity | Unit | Item | Rate | Per | Unit | Amount"
ITEM = "1 | 10 | Nos | Light | 100 | 1 | No | 1000"


def read_sums(*rows):
    return read_table("\n".join((HEADER, ITEM, *rows)))


def test_without_a_type_word_the_total_above_or_below_the_sub_total_decides():
    work = read_sums("|||Sub Total||||1000", "|||T.P @ 5 %||||50", "|||Total||||950")
    assert work.premium.type is LESS
    assert codes(work) == []


def test_without_totals_a_negative_amount_is_less():
    work = read_sums("|||Sub Total||||1000", "|||T.P @ 5 %||||-50")
    assert work.premium.type is LESS


def test_with_nothing_to_decide_it_is_excess_with_a_warning():
    work = read_sums("|||Sub Total||||1000", "|||T.P @ 5 %||||50")
    assert work.premium.type is EXCESS
    assert codes(work) == ["TP_AMBIGUOUS H4"]


def test_a_premium_with_an_amount_only_gets_the_shortest_percentage():
    work = read_sums(
        "|||Sub Total||||14182.50", "|||Deduct T.P||||638.21", "|||Total||||13544.29"
    )
    assert work.premium.percent == Decimal("4.5")


def test_a_premium_that_no_percentage_gives_is_a_problem():
    work = read_sums("|||Deduct T.P||||45")
    assert work.premium is None
    assert "TP_AMBIGUOUS H3" in codes(work)


def test_the_percentage_may_stand_in_cells_of_its_own():
    work = read_table("""
S.No | Description | Unit | Quantity | Rate | Amount
1 | Light | Nos | 10 | 100 | 1000
  | Total | | | | 1000
  | Add Tender Premium | % | 5.11 | Above | 51.1
  | Grand Total | | | | 1051.1
""")
    assert (work.premium.percent, work.premium.type) == (Decimal("5.11"), EXCESS)
    assert len(work.items) == 1
    assert work.stated_total == Decimal("1051.1")


def test_a_premium_amount_that_the_percentage_does_not_give_is_a_warning():
    work = read_sums("|||Sub Total||||1000", "|||Deduct T.P @ 5 % Less||||60")
    assert codes(work) == ["TOTAL_MISMATCH H4"]
    assert work.premium.percent == 5


def test_of_two_premium_rows_the_last_is_used_with_a_warning():
    work = read_sums(
        "|||Sub Total||||1000",
        "|||Add T.P @ 5 % Excess||||50",
        "|||Deduct T.P @ 3 % Less||||",
    )
    assert work.premium.percent == 3
    assert "TP_AMBIGUOUS H5" in codes(work)


def test_an_amount_of_an_unknown_percentage_has_no_short_figure():
    assert derive_percent(Decimal(1), Decimal(0)) is None
