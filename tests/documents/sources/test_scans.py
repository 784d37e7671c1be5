"""Photographs and scans, through the real Tesseract; what it misreads is only suggested."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from documents.domain.extraction import extract_values
from documents.domain.source_lines import Place, SourceLine, SourceText
from documents.readers import Refusal, SourceUnreadable, read_source
from tests.documents.sources.files import TODAY, extract

has_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs Tesseract (tesseract-ocr)"
)


def picture(*lines: str, kind: str = "PNG") -> bytes:
    page = Image.new("L", (1600, 120 + 90 * len(lines)), 235)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((60, 60 + 90 * number), line, 20, ImageFont.load_default(44))
    target = io.BytesIO()
    page.save(target, kind)
    return target.getvalue()


@has_tesseract
@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_a_scan_gives_values_that_are_less_sure_and_says_so(kind):
    content = picture(
        "Name of work : Providing lights", "Agreement No : 30/2025-26", kind=kind
    )
    found = extract(content, f"scan.{kind.lower()}")
    name = found.values["NAME_OF_WORK"]
    assert name.value == "Providing lights"
    assert (name.page, name.line) == (1, 1)
    assert 0.5 < name.confidence < 0.95
    assert found.values["REF_OF_AGREEMENT"].value == "30/2025-26"
    assert "compare" in found.notes[0]


def test_a_picture_without_tesseract_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceUnreadable, match="apt-get install tesseract-ocr"):
        read_source("scan.png", picture("x"))


@has_tesseract
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture("x")[:60], Refusal.DAMAGED),
        (b"RIFF0000WEBP", Refusal.DAMAGED),
    ],
)
def test_a_damaged_picture_is_refused(content, code):
    with pytest.raises(SourceUnreadable) as refused:
        read_source("scan.png", content)
    assert refused.value.code is code


@has_tesseract
def test_a_picture_of_too_many_pixels_is_refused_unopened():
    target = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(target, "PNG")
    with pytest.raises(SourceUnreadable) as refused:
        read_source("scan.png", target.getvalue())
    assert refused.value.code is Refusal.TOO_LARGE


def read(text: str, recognised: float | None):
    line = SourceLine(text, Place(page=1, line=1), recognised=recognised)
    values = extract_values(SourceText("scan.png", (line,)), [], TODAY).values
    return values.get("DATE_OF_COMPLETION")


def test_letters_in_a_date_of_a_scan_are_suggested_as_digits():
    found = read("Date of completion : O1.l0.2025", 0.9)
    assert found.value == "01.10.2025"
    assert found.confidence < 0.5
    assert "O1.l0.2025" in found.hint


def test_the_text_of_other_files_is_never_corrected():
    assert read("Date of completion : O1.l0.2025", None) is None
