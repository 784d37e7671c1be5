"""Grouping of figures in lakhs and crores."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bills.domain.money import format_indian

amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False)


@given(amounts)
def test_a_grouped_amount_without_its_commas_is_the_amount(amount) -> None:
    assert Decimal(format_indian(amount).replace(",", "")) == amount


@given(amounts)
def test_groups_are_pairs_of_digits_above_the_last_three(amount) -> None:
    assert re.fullmatch(
        r"-?(\d{1,3}|\d{1,2}(,\d\d)*,\d{3})\.\d\d", format_indian(amount)
    )
