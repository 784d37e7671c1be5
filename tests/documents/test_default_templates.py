"""The default letters as templates that an office may download, change and put in their place."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.shared import Mm

from documents.domain.bill_placeholders import compute_placeholders
from documents.domain.estimate_placeholders import (
    compute_estimate_placeholders,
    compute_forwarding_placeholders,
)
from documents.domain.movement import book_placeholders
from documents.domain.placeholders import PLACEHOLDERS
from documents.renderers.templates.docx.template import check_docx, find_placeholders
from documents.services.kinds import DocumentKind
from documents.services.letters import default_template
from tests.documents.papers import ON, SETTINGS, bill, letters, open_letter
from tests.documents.test_estimate_papers import estimate

LETTERS = [kind for kind in DocumentKind if kind.is_letter]
each_letter = pytest.mark.parametrize("kind", LETTERS)


def given_names() -> set[str]:
    """Every name that the product fills in."""
    one = bill()
    found = compute_placeholders(one.work, one.values, on=ON)
    return {
        *PLACEHOLDERS,
        *SETTINGS.by_placeholder(),
        *found,
        *book_placeholders(found["MB_DETAILS"]),
        *compute_estimate_placeholders(estimate()),
        *compute_forwarding_placeholders([estimate()], on=ON),
        *("BODY_OF_LETTER", "SOR_YEAR"),
    }


@each_letter
def test_a_template_uses_only_names_that_are_filled_in(kind) -> None:
    uses = find_placeholders(default_template(kind))
    plain = {use.name for use in uses if "." not in use.name}
    assert plain
    assert plain <= given_names()
    assert all(use.is_known for use in uses if "." in use.name)


@each_letter
def test_the_tags_of_a_template_fit_together(kind) -> None:
    assert check_docx(default_template(kind)) == ()


@each_letter
def test_a_template_is_on_a4_in_the_font_of_letters(kind) -> None:
    document = Document(io.BytesIO(default_template(kind)))
    (section,) = document.sections
    width, height = section.page_width, section.page_height
    assert (round(width / Mm(1)), round(height / Mm(1))) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"


@each_letter
def test_a_template_names_no_person_and_no_place(kind) -> None:
    properties = Document(io.BytesIO(default_template(kind))).core_properties
    assert properties.author == properties.comments == ""


@each_letter
def test_a_template_has_the_same_bytes_whenever_it_is_made(kind) -> None:
    assert default_template(kind) == default_template(kind)


def test_the_quality_memo_states_work_sanctions_and_contract() -> None:
    made = letters(bill(), kind=DocumentKind.QUALITY_MEMO)
    facts = {
        row.cells[0].text: row.cells[1].text
        for table in open_letter(made).tables
        for row in table.rows
    }
    assert facts["Ref. to Estimate:"] == "G.O.Rt.No. 112, dt. 04-05-2026"
    assert facts["Technical Sanction:"] == "41/2026-27"
    contract = facts["Contract value, tender excess / less"]
    assert contract == "Rs. 13,544.29 (T.P @ 4.5 % Less)"
