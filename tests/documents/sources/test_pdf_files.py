"""PDF files as sources: their text with page and line; locked, damaged and endless ones."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from documents.readers import Refusal, SourceUnreadable, read_source
from tests.documents.sources.files import extract, word_file


def pdf_of(content: bytes, folder: Path) -> bytes:
    """The document as LibreOffice prints it."""
    source = folder / "source.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", source.name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "source.pdf").read_bytes()


def encrypted(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def blank_pdf(pages: int = 1, width: int = 595) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.office
def test_text_and_tables_of_a_pdf_are_read_with_page_and_line(tmp_path: Path):
    content = pdf_of(
        word_file(
            "Name of work : Lights: Block A",
            "Agreement No: 30/2025-26",
            "NIT.No14/EE/R&B/2025-26, Dt:04.04.2025",
            rows=[
                ["Name of the agency", "M/s A & B"],
                ["Date of completion", "1.9.25"],
            ],
        ),
        tmp_path,
    )
    values = extract(content, "memo.pdf").values
    assert values["NAME_OF_WORK"].value == "Lights: Block A"
    assert (values["NAME_OF_WORK"].page, values["NAME_OF_WORK"].line) == (1, 1)
    assert values["NAME_OF_AGENCY"].value == "M/s A & B"
    assert values["DATE_OF_COMPLETION"].value == "1.9.25"
    assert values["NIT_NO"].value == "14/EE/R&B/2025-26, Dt:04.04.2025"
    locked_for_changes = extract(encrypted(content, ""), "memo.pdf").values
    assert locked_for_changes["NAME_OF_WORK"].value == "Lights: Block A"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encrypted(blank_pdf(), "secret"), Refusal.ENCRYPTED),
        (b"%PDF-1.7\nnothing", Refusal.DAMAGED),
        (blank_pdf(201), Refusal.TOO_LONG),
        (blank_pdf(width=14_400), Refusal.TOO_LARGE),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(content, code):
    with pytest.raises(SourceUnreadable) as refused:
        read_source("a.pdf", content)
    assert refused.value.code is code


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceUnreadable, match="apt-get install tesseract-ocr"):
        read_source("a.pdf", blank_pdf())
