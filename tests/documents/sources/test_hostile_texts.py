"""Texts made to keep the patterns busy are read in a moment."""

from __future__ import annotations

import time

import pytest

from tests.documents.sources.files import extract

LONG = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "agreement 1" + "/" * LONG,
        "for the work of " * (LONG // 16),
        "M/s M/s " * (LONG // 8),
        "Rs. " + "1," * (LONG // 2),
        "NIT No " + "1" * LONG,
        ": - = " * (LONG // 6),
        "estimate " + "a" * LONG,
        "L.S. a " * (LONG // 7),
        "Total " + "( " * (LONG // 2),
        "Name of work :\n" * (LONG // 15),
    ],
    ids=lambda text: text[:16],
)
def test_a_hostile_text_takes_no_time(text):
    began = time.monotonic()
    extract(text, mappings="A = agreement\nB (number) = Total\nC (date) = NIT")
    assert time.monotonic() - began < 3
