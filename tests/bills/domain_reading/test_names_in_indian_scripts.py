"""Vowel signs belong to a word: names in Indian scripts that differ only in them are two items."""

from __future__ import annotations

import unicodedata

import pytest

from bills.domain.matching import is_alike, normalise

# Pairs of words with the same consonants: Telugu, Hindi, Tamil, Kannada.
PAIRS = [
    ("\u0c15\u0c3e\u0c32\u0c41", "\u0c15\u0c40\u0c32\u0c41"),
    ("\u0926\u093f\u0928", "\u0926\u0940\u0928"),
    ("\u0baa\u0bb2\u0bcd", "\u0baa\u0bbe\u0bb2\u0bcd"),
    ("\u0c95\u0cbe\u0cb2\u0cc1", "\u0c95\u0cbf\u0cb2\u0cc1"),
]


@pytest.mark.parametrize("one, other", PAIRS)
def test_words_that_differ_in_a_vowel_sign_are_two(one, other):
    assert normalise(one) != normalise(other)
    assert normalise(f"{one}, 20") == f"{unicodedata.normalize('NFC', one)} 20"


def test_one_word_in_two_encodings_is_one():
    composed, in_parts = "\u0929", "\u0928\u093c"  # Devanagari nnna
    assert normalise(composed) == normalise(in_parts)


def test_an_invisible_joiner_does_not_tell_words_apart():
    assert normalise("\u0915\u094d\u200d\u0937") == normalise("\u0915\u094d\u0937")


def test_a_vowel_sign_is_no_figure_of_the_name():
    name = "\u0c35\u0c40\u0c27\u0c3f \u0c26\u0c40\u0c2a\u0c02 \u0c0f\u0c30\u0c4d\u0c2a\u0c3e\u0c1f\u0c41"
    assert is_alike(normalise(name), normalise(name.replace("\u0c3e", "\u0c3f")))
