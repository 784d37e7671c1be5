"""Custom mappings: KEY = label text to find."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from documents.domain.mappings import find_mapped_values, parse_mappings


def found(text: str, *lines: str) -> dict[str, object]:
    mappings, bad = parse_mappings(text)
    assert bad == []
    return {
        key: value.value for key, value in find_mapped_values(mappings, lines).items()
    }


def test_keys_are_put_in_capitals_and_comments_left_out():
    mappings, bad = parse_mappings(
        "# ours\n\ngst-in no = GSTIN\nEMD (Number) = Deposit\n"
    )

    assert [(m.key, m.label, m.hint) for m in mappings] == [
        ("GST_IN_NO", "GSTIN", None),
        ("EMD", "Deposit", "number"),
    ]
    assert bad == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no equals sign", "write KEY = label text to find"),
        ("KEY =", "the label after KEY = is missing"),
        ("= label", "write KEY = label text to find"),
        ("KEY (money) = label", "(money) is not number, date or text"),
        ("A = again", "A is there already"),
    ],
)
def test_a_bad_line_is_reported_with_its_number(line, message):
    _, bad = parse_mappings(f"A = first\n# note\n{line}\n")

    assert [(each.number, each.text, each.message) for each in bad] == [
        (3, line, message)
    ]


def test_the_value_is_the_text_after_the_label():
    assert found("GST = GSTIN", "GSTIN : 36AAA:1", "Other : x") == {"GST": "36AAA:1"}
    assert found("GST = GSTIN", "GSTIN 36AAA") == {"GST": "36AAA"}


def test_the_most_similar_label_wins():
    lines = ("Date of agreement : 01-02-2025", "Agreement date : 05-06-2025")

    assert found("D = Agreement date", *lines) == {"D": "05-06-2025"}


def test_only_the_label_part_is_compared():
    assert found("D = Deposit paid", "Remarks : deposit paid in full") == {}


def test_nothing_similar_enough_is_not_found():
    assert found("X = Seigniorage charges", "Name of work : Lights") == {}


def test_a_number_is_read_where_it_is_asked_for():
    assert found("E (number) = EMD", "EMD : Rs. 1,10,000/- by DD") == {
        "E": Decimal(110000)
    }
    assert found("E (number) = EMD", "EMD : not paid") == {}


def test_a_date_is_read_where_it_is_asked_for():
    line = "Work order date : issued on 04.04.2025 at Guntur"

    assert found("D (date) = Work order date", line) == {"D": date(2025, 4, 4)}


def test_a_label_without_a_value_is_not_found():
    assert found("A = Agency", "Agency :") == {}
