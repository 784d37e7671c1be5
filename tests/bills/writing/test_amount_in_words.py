"""Amounts in words: the table of spec outputs, section 8, and amounts of any size."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bills.domain.words import BELOW_TWENTY, TENS, amount_in_words

TABLE = """
1234567.50 | Rupees Twelve Lakh Thirty Four Thousand Five Hundred and Sixty Seven and Paise Fifty Only
0 | Rupees Zero Only
1 | Rupee One Only
0.50 | Rupees Zero and Paise Fifty Only
1.01 | Rupee One and Paisa One Only
105 | Rupees One Hundred and Five Only
1005 | Rupees One Thousand Five Only
100000 | Rupees One Lakh Only
10000000 | Rupees One Crore Only
1000000000 | Rupees One Hundred Crore Only
1234567890.12 | Rupees One Hundred and Twenty Three Crore Forty Five Lakh Sixty Seven Thousand Eight Hundred and Ninety and Paise Twelve Only
10000000000 | Rupees One Thousand Crore Only
1000000000000 | Rupees One Lakh Crore Only
-5 | Minus Rupees Five Only
-0.004 | Rupees Zero Only
-0.005 | Minus Rupees Zero and Paisa One Only
13544.29 | Rupees Thirteen Thousand Five Hundred and Forty Four and Paise Twenty Nine Only
20365.37 | Rupees Twenty Thousand Three Hundred and Sixty Five and Paise Thirty Seven Only
33909.66 | Rupees Thirty Three Thousand Nine Hundred and Nine and Paise Sixty Six Only
100.255 | Rupees One Hundred and Paise Twenty Six Only
"""
ROWS = [line.split(" | ") for line in TABLE.strip().splitlines()]
VALUES = {word: number for number, word in enumerate(BELOW_TWENTY)} | {
    word: number * 10 for number, word in enumerate(TENS) if number > 1
}
GROUPS = {"Hundred": 100, "Thousand": 1000, "Lakh": 10**5}


@pytest.mark.parametrize(("amount", "words"), ROWS)
def test_an_amount_of_the_table_is_spelt_as_the_table_says(amount, words) -> None:
    assert amount_in_words(Decimal(amount)) == words


def test_the_option_rounds_half_up_to_the_rupee() -> None:
    assert amount_in_words(Decimal("99.50"), to_rupee=True) == (
        "Rupees One Hundred Only"
    )


def read_back(words: str) -> int:
    """The number that the words say, found by adding and multiplying."""
    head, crore, tail = words.rpartition("Crore")
    if crore:
        return read_back(head) * 10**7 + read_back(tail)
    total = group = 0
    for word in words.replace(" and ", " ").split():
        if word == "Hundred":
            group *= 100
        elif word in GROUPS:
            total, group = total + group * GROUPS[word], 0
        else:
            group += VALUES[word]
    return total + group


@given(st.integers(min_value=0, max_value=10**32))
def test_words_of_any_size_say_the_number_to_the_paisa(paise_total) -> None:
    amount = Decimal(f"{paise_total // 100}.{paise_total % 100:02d}")
    words = amount_in_words(amount).removesuffix(" Only")
    rupees, _, paise = words.partition(" and Pais")
    said = read_back(rupees.split(" ", 1)[1]) * 100
    said += read_back(paise.split(" ", 1)[1]) if paise else 0
    assert said == paise_total
