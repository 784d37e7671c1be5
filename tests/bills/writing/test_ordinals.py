"""Ordinals of bill numbers."""

from __future__ import annotations

import pytest

from bills.domain.ordinals import ordinal, ordinal_in_words, parse_ordinal


@pytest.mark.parametrize("number", [*range(1, 130), 999])
def test_both_spellings_of_an_ordinal_are_read_back_as_its_number(number) -> None:
    assert parse_ordinal(ordinal(number)) == number
    assert parse_ordinal(ordinal_in_words(number)) == number


@pytest.mark.parametrize("text", ["", "Part", "th", "2", "CC First & Part Bill"])
def test_a_text_that_is_no_ordinal_has_no_number(text) -> None:
    assert parse_ordinal(text) is None
