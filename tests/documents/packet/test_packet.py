"""The packet: every paper of a bill as a file, in one zip and, with LibreOffice, in one PDF."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from bills.domain.problems import Code, Level, Problem
from bills.domain.scrutiny.card import ScrutinyCard, ScrutinyLine, Verdict
from documents.services import DocumentKind, DocumentMaking, PacketOrder, make_packet
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    workslip_file,
)
from tests.golden.sheets import needs_office

CARD = ScrutinyCard((ScrutinyLine("Dates", Verdict.RIGHT, "In order", ("Bill!A9",)),))
PAPERS = ["Final_Bill.xlsx", "LS_Form.xlsx", "Cover_Letter.docx", "Movement_Slip.docx"]


@pytest.fixture(scope="module")
def final_bill() -> bytes:
    """Bill 2 of the example, Second & Final."""
    slip = workslip_file(example_slip())
    content: bytes = made(make(bill_1(), "firstpart_2nd_final", workslip=slip))
    return content


@pytest.fixture
def without_libreoffice(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def packet_of(content: bytes, order: PacketOrder | None = None) -> DocumentMaking:
    return make_packet(
        filename="Final_Bill.xlsx", content=content, order=order or PacketOrder()
    )


def names_of(packet: DocumentMaking) -> list[str]:
    return [file.filename for file in packet.files]


def missing_in(packet: DocumentMaking) -> list[Problem]:
    return [p for p in packet.problems if p.code == Code.NOT_MADE]


@pytest.mark.office
@needs_office
def test_one_pdf_holds_all_papers_in_filing_order_with_its_pages_numbered(final_bill):
    packet = packet_of(final_bill, PacketOrder(cards={"Bill": CARD.as_json()}))

    assert names_of(packet) == [
        *PAPERS,
        "Scrutiny_Card.xlsx",
        "Packet.pdf",
        "Packet.zip",
    ]
    assert missing_in(packet) == []
    pdf = PdfReader(io.BytesIO(packet.files[-2].content))
    marks: list[Any] = pdf.outline
    assert [mark["/Title"] for mark in marks] == [
        "Bill",
        "LS Form",
        "Covering letter",
        "Movement slip",
        "Scrutiny card",
    ]
    places = [pdf.get_destination_page_number(mark) or 0 for mark in marks]
    assert places == sorted(set(places))
    for number, page in enumerate(pdf.pages, start=1):
        stamp = f"Packet: Page {number} of {len(pdf.pages)}"
        assert stamp in page.extract_text()
    assert "In order" in pdf.pages[places[-1]].extract_text()


@pytest.mark.usefixtures("without_libreoffice")
def test_without_libreoffice_only_the_pdf_is_missing_and_it_is_said_how_to_get_it(
    final_bill,
):
    packet = packet_of(final_bill, PacketOrder(cards={}))

    assert names_of(packet) == [*PAPERS, "Packet.zip"]
    (problem,) = missing_in(packet)
    assert problem.level is Level.WARNING
    assert "apt install libreoffice-calc" in problem.message


@pytest.mark.usefixtures("without_libreoffice")
def test_the_zip_holds_the_bill_and_its_papers_byte_for_byte(final_bill):
    packet = packet_of(final_bill)

    *papers, archive = packet.files
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert {n: opened.read(n) for n in opened.namelist()} == {
            file.filename: file.content for file in papers
        }
    assert papers[0].content == final_bill


@pytest.mark.usefixtures("without_libreoffice")
def test_a_final_bill_gets_the_final_form_and_its_values_are_told_with_their_cells(
    final_bill,
):
    packet = packet_of(final_bill)

    assert not [p for p in packet.problems if p.code == Code.KIND_DIFFERS]
    (values,) = packet.values
    assert values["TILL_DATE_AMOUNT"].value == Decimal("33909.66")


@pytest.mark.usefixtures("without_libreoffice")
def test_an_own_letter_that_cannot_be_filled_does_not_stop_the_other_papers(final_bill):
    order = PacketOrder(templates={DocumentKind.COVERING: b"not a Word file"})
    packet = packet_of(final_bill, order)

    assert "Cover_Letter.docx" not in names_of(packet)
    assert {"LS_Form.xlsx", "Movement_Slip.docx"} <= set(names_of(packet))
    assert any(p.expected == "Covering letter" for p in missing_in(packet))


@pytest.mark.usefixtures("without_libreoffice")
def test_a_bill_that_was_not_made_here_has_no_scrutiny_card_and_that_is_said(
    final_bill,
):
    packet = packet_of(final_bill)

    (told,) = [p for p in missing_in(packet) if p.level is Level.INFO]
    assert told.expected == "Scrutiny card"


def test_a_workbook_without_a_bill_gives_no_packet():
    slip = workslip_file(example_slip())
    packet = packet_of(slip)

    assert packet.files == ()
    assert packet.problems
