"""What rows keep in English is shown in the reader's language, as far as it is a closed list."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.formats import localize

from jobs.queries.stored_texts import PATTERNS, translated
from jobs.templatetags.ui import rupees


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Reading Excel file...", "Excel ఫైల్ చదవబడుతోంది..."),
        ("Bill 2 of 5: roads.xlsx", "బిల్లు 2 / 5: roads.xlsx"),
        ("About 25 to 55 seconds left", "ఇంకా సుమారు 25 నుండి 55 సెకన్లు"),
        (
            "Your role in this office is viewer, which may not do this. "
            "Ask the office's owner or an admin.",
            "ఈ కార్యాలయంలో మీ పాత్ర: వీక్షకుడు; దీనికి అనుమతి లేదు. కార్యాలయ యజమానిని లేదా అడ్మిన్‌ను అడగండి.",
        ),
        ("Bill!E14: rate is blank", "Bill!E14: rate is blank"),
        ("", ""),
    ],
)
def test_a_stored_text_is_translated_when_it_is_shown(stored, shown):
    with translation.override("te"):
        assert translated(stored) == shown


@pytest.mark.parametrize("pattern", PATTERNS)
def test_english_is_left_as_it_is(pattern):
    text = pattern % dict.fromkeys(
        [
            "number",
            "count",
            "name",
            "paper",
            "last",
            "first",
            "missing",
            "office",
            "title",
            "reference",
            "role",
        ],
        "7",
    )

    assert translated(text) == text


@pytest.mark.parametrize("language", ["en", "te", "hi"])
def test_figures_are_the_same_in_every_language(language):
    with translation.override(language):
        assert rupees("1234567.50") == "12,34,567.50"
        assert localize(1234567) == "1234567"
        assert localize(0.5) == "0.5"
