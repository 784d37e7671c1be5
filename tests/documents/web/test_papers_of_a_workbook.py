"""Papers of an uploaded bill or of uploaded estimates, from the page."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

import documents.actors  # noqa: F401 - the work that the jobs need
from documents.services import DocumentKind
from tests.bills.actions.workbooks import bill_1
from tests.bills.web.posts import CUT, do_last_job, download, estimate, file, names
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def order(member, *workbooks, kind="packet", headers=None, **typed):
    given = {"workbook": workbooks, "kind": kind, "key": str(uuid4())} | typed
    return sign_in(member).post(reverse("papers_new"), given, headers=headers)


def bill():
    return file("Bill.xlsx", bill_1())


def text_of(content: bytes) -> str:
    letter = Document(io.BytesIO(content))
    cells = [c.text for t in letter.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in letter.paragraphs] + cells)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("ls_form", "LS_Form.xlsx"),
        ("covering", "Cover_Letter.docx"),
        ("movement", "Movement_Slip.docx"),
        ("qc_memo", "QC_Memo.docx"),
    ],
)
def test_a_paper_of_an_uploaded_bill(bala, kind, name):
    assert order(bala, bill(), kind=kind).status_code == 302
    assert names(do_last_job(bala)) == [name]


def test_a_specification_report_of_an_uploaded_estimate(bala):
    typed = {"body_of_letter": "The room is dark.", "sor_year": "2026-27"}
    order(bala, estimate(), kind="spec_report", **typed)

    text = text_of(download(bala, do_last_job(bala)))
    assert "The room is dark." in text
    assert "2026-27" in text


def test_one_forwarding_letter_of_several_estimates(bala):
    workbooks = (estimate("a.xlsx"), estimate("b.xlsx"))
    order(bala, *workbooks, kind="fwd_letter")

    text = text_of(download(bala, do_last_job(bala)))
    assert text.count("Electrification of the new record room") >= 2
    assert "Rs. 92,000.00" in text  # twice the grand total


def test_a_workbook_that_is_no_estimate_is_told_by_its_name(bala):
    order(bala, estimate(), file("bill.xlsx", bill_1()), kind="fwd_letter")

    job = do_last_job(bala)
    assert job.status == "completed"
    assert any(p["message"].startswith("bill.xlsx: ") for p in job.result["problems"])


def test_several_workbooks_are_for_a_forwarding_letter(bala):
    answer = order(bala, bill(), bill(), headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Only a forwarding letter" in answer.content.decode()


def test_a_file_without_a_bill_fails_with_a_sentence(bala):
    order(bala, file("notes.xlsx", CUT), kind="covering")
    assert do_last_job(bala).status == "failed"


def test_every_paper_can_be_chosen(bala):
    shown = sign_in(bala).get(reverse("papers_new")).content.decode()
    wanted = set(DocumentKind) - {DocumentKind.LS_PART, DocumentKind.LS_FINAL}
    assert all(f'value="{kind.value}"' in shown for kind in wanted)


def test_a_viewer_orders_nothing(vani):
    assert order(vani, bill()).status_code == 403
