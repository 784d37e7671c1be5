"""Letters state values in phrases, without labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.documents.sources.files import value

LETTER = """Sir,
I submit the L.S. 3rd Part Bill for the work of "Providing LED lights to
Block A" duly check measured in MB.No. 12 P.No. 3 to 18 (Measurements)
executed by M/s. Rao & Sons, Hanamkonda for an amount of Rs. 1,10,000/- only
vide Agt. No. 30/2025-26 with T.P @ 7.86 % Less, to be completed within 6 months.
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NAME_OF_WORK", "Providing LED lights to Block A"),
        ("NAME_OF_AGENCY", "M/s. Rao & Sons"),
        ("AMOUNT", Decimal(110000)),
        ("REF_OF_AGREEMENT", "30/2025-26"),
        ("TP_DETAILS", "T.P @ 7.86 % Less"),
        ("PERIOD_OF_COMPLETION", "6 months"),
        ("CC_HEADER", "L.S. 3rd Part Bill"),
        ("MB_DETAILS", "MB.No. 12 P.No. 3 to 18 (Measurements)"),
    ],
)
def test_a_phrase_gives_its_value(name, expected):
    assert value(LETTER, name) == expected


@pytest.mark.parametrize(
    "title", ["L.S. Bill", "3rd Part Bill", "Final Bill", "CC II & Part Bill"]
)
def test_each_type_of_bill_is_known(title):
    assert value(f"Submission of {title} - Regarding", "CC_HEADER") == title


def test_an_unused_premium_is_not_the_premium():
    text = "Unused T.P @ 4.5 % Less\nT.P @ 7.86 % Less"
    assert value(text, "TP_DETAILS") == "T.P @ 7.86 % Less"


def test_words_of_a_name_of_work_are_no_labels():
    text = "Work of painting name boards for M/s Sri Firm"
    assert value(text, "NAME_OF_WORK") is None
