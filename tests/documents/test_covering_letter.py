"""The covering letter: its wording, its amount, its prompts, one for each bill."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bills.domain.problems import Level
from documents.domain.options import DocumentOptions
from tests.documents.papers import (
    SETTINGS,
    bill,
    final_bill,
    letters,
    open_letter,
    text_of,
)
from tests.documents.test_bill_values import TYPED_MB


def test_the_letter_of_bill_1_says_what_is_submitted_to_the_paisa() -> None:
    made = letters(bill())
    text = text_of(made)
    assert (
        "I submit herewith the L.S. CC First & Part Bill for the work of “Providing LED "
        "street lights at the guest house, Warangal”, duly check measured in "
        f"{TYPED_MB}, for Rs. 13,544.29 (Rupees Thirteen Thousand Five Hundred and Forty "
        "Four and Paise Twenty Nine Only), for pre-audit and for arranging payment to "
        "the firm."
    ) in text
    assert "Agt.No.30/2026-27" in text
    assert "Lr. No. AEE/R&B/Bill/2026-27/" in text
    assert "Copy to the Asst. Engineer, Section II for information." in text
    assert made.problems == ()


def test_the_letter_of_a_later_bill_asks_for_what_is_since_last() -> None:
    text = text_of(letters(final_bill()))
    assert "CC Second & Final Bill" in text
    assert "Rs. 20,365.37 (Rupees Twenty Thousand Three Hundred" in text
    assert "33,909.66" not in text


def test_the_date_has_its_day_left_for_the_pen() -> None:
    text = text_of(letters(bill()))
    assert "Date: -   .11.2026" in text
    assert "dd.mm" not in text


def test_from_and_to_stand_side_by_side() -> None:
    (table, *_) = open_letter(letters(bill())).tables
    left, right = table.rows[0].cells
    assert left.text.splitlines() == [
        "From",
        "Officer One, B.Tech,",
        "Asst. Executive Engineer (R&B),",
        "R&B Sub-division No. 2,",
        "Hanamkonda.",
    ]
    assert right.text.splitlines()[:2] == ["To", "The Executive Engineer [R&B],"]


def test_unset_settings_are_grey_bracketed_prompts_and_warnings() -> None:
    options = DocumentOptions(
        letter=replace(SETTINGS, officer_name="", office_code=" ")
    )
    made = letters(bill(), options=options)
    runs = {
        run.text: run.font.color.rgb
        for table in open_letter(made).tables
        for paragraph in table.rows[0].cells[0].paragraphs
        for run in paragraph.runs
    }
    assert str(runs["[officer name]"]) == "808080"
    assert runs["Hanamkonda"] is None
    assert "Lr. No. [office code]/Bill/" in text_of(made)
    assert [(p.level, p.expected) for p in made.problems] == [
        (Level.WARNING, "officer name, office code"),
    ]


def test_a_field_that_the_bill_leaves_blank_is_a_prompt_named_with_its_sheet() -> None:
    made = letters(bill(agency=""))
    assert "pertaining to [name of the agency] for pre-audit" in text_of(made)
    (problem,) = made.problems
    assert problem.message.startswith("Bill: name of the agency is not set")


def test_several_bills_are_letters_in_one_file_each_with_its_own_amount() -> None:
    made = letters(bill("Bill-1"), final_bill())
    text = text_of(made)
    assert text.count("Sir,") == 2
    first, second = text.split("Copy to the")[0], text.split("Copy to the")[1]
    assert "13,544.29" in first and "20,365.37" not in first
    assert "20,365.37" in second and "13,544.29" not in second
    assert "33,909.66" not in text  # amounts are never added together


def test_each_letter_begins_on_a_page_and_numbers_its_enclosures_from_1() -> None:
    document = open_letter(letters(bill(), final_bill()))
    numbered = [
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(numbered) in (2, 4)
    assert len(set(numbered)) == len(numbered) // 2
    breaks = document.element.body.xpath(
        ".//w:br[@w:type='page'] | .//w:pageBreakBefore"
    )
    assert len(breaks) == 1


@pytest.mark.parametrize("name", ["M/s A & B <Sons>", 'M/s "Q" {x}', "రమేశ్ & Co."])
def test_any_name_prints_as_typed(name) -> None:
    made = letters(bill(agency=name))
    assert f"pertaining to {name} for pre-audit" in text_of(made)


def test_the_same_bill_gives_the_same_bytes() -> None:
    assert letters(bill()).content == letters(bill()).content
