"""The stages that making a document goes through, in the words and percents of the specification."""

from __future__ import annotations

import pytest

from bills.domain.inputs import BillInputs
from bills.services import make_sample_estimate
from documents.services import (
    DocumentKind,
    list_steps,
    make_documents,
)
from tests.bills.actions.workbooks import bill_1

REPORTED = list[tuple[int, str]]


def report_of(kind: DocumentKind, content: bytes) -> REPORTED:
    told: REPORTED = []
    making = make_documents(
        filename="Bills.xlsx",
        content=content,
        kind=kind,
        inputs=BillInputs(),
        report=lambda percent, step: told.append((percent, step)),
    )
    assert making.files
    return told


def test_a_form_of_a_bill():
    told = report_of(DocumentKind.LS_PART, bill_1())

    assert told == [
        (10, "Reading bill file..."),
        (20, "Extracting header data..."),
        (40, f"Generating {DocumentKind.LS_PART.label} document..."),
        (80, "Saving output file..."),
    ]
    assert [step for _, step in told] == list_steps(DocumentKind.LS_PART)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind.is_of_estimate])
def test_a_paper_of_an_estimate(kind):
    told = report_of(kind, make_sample_estimate().content)

    assert [percent for percent, _ in told] == [10, 40, 80]
    assert [step for _, step in told] == list_steps(kind)
