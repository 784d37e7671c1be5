"""The page of a bill that was made makes its papers, and all of them as one packet."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

import documents.actors  # noqa: F401 - the work that the jobs need
from tests.bills.web.posts import do_last_job, estimate, page, post_bill
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

PREMIUM = {"tp_percent": "4.5", "tp_type": "Less"}


@pytest.fixture
def bill(bala, tmp_path, monkeypatch):
    """The job of a first & part bill, on a machine without LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))
    post_bill(bala, workbook=estimate(), **PREMIUM)
    return do_last_job(bala)


def paper_of(bala, bill, kind: str):
    address = reverse("document_make", args=[kind])
    sign_in(bala).post(address, {"job": str(bill.pk), "key": str(uuid4())})
    return do_last_job(bala)


@pytest.mark.parametrize("kind", ["packet", "ls_form", "covering", "movement"])
def test_the_page_of_a_bill_offers_each_paper(bala, bill, kind):
    address = reverse("document_make", args=[kind])
    assert f'hx-post="{address}"' in page(bala, bill)


@pytest.mark.parametrize(
    ("kind", "filename"),
    [
        ("ls_form", "LS_Form.xlsx"),
        ("covering", "Cover_Letter.docx"),
        ("movement", "Movement_Slip.docx"),
    ],
)
def test_a_paper_is_made_of_the_bill_without_an_upload(bala, bill, kind, filename):
    paper = paper_of(bala, bill, kind)
    assert [output.filename for output in paper.outputs.all()] == [filename]


def test_one_click_makes_the_packet_with_the_card_of_the_bill(bala, bill):
    packet = paper_of(bala, bill, "packet")

    assert {output.filename: output.file_type for output in packet.outputs.all()} == {
        "Bills.xlsx": "excel",
        "LS_Form.xlsx": "excel",
        "Cover_Letter.docx": "docx",
        "Movement_Slip.docx": "docx",
        "Scrutiny_Card.xlsx": "excel",
        "Packet.zip": "zip",
    }


def test_the_page_of_a_packet_without_pdf_says_how_to_get_it(bala, bill):
    packet = paper_of(bala, bill, "packet")
    assert "apt install libreoffice-calc" in page(bala, packet)
