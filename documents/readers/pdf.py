"""PDF files to lines: the text that is in them, else what a scan of their pages shows."""

from __future__ import annotations

import io

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from documents.domain.source_lines import Place, SourceLine, SourceText
from documents.readers.errors import Refusal, SourceUnreadable
from documents.readers.scans import DPI, MOST_PIXELS, read_scanned_pdf
from documents.readers.text import MOST_CHARACTERS, split_line

PDF_MARK = b"%PDF-"
MOST_PAGES = 200
# Fewer lines than these are a stamp on a scan. Source: spec templates, section 1.
LEAST_LINES = 3
# What pypdf lets out when the bytes of a file contradict each other.
_DAMAGE = (
    PyPdfError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
)


def read_pdf(filename: str, content: bytes) -> SourceText:
    """The lines of every page as they are set, so that rows of tables stay rows.

    Raises: SourceUnreadable.
    """
    lines = _read_pages(content)
    if len(lines) >= LEAST_LINES:
        return SourceText(filename, tuple(lines))
    try:
        return read_scanned_pdf(filename, content)
    except SourceUnreadable as error:
        if not lines:
            raise
        return SourceText(filename, tuple(lines), notes=(str(error),))


def _read_pages(content: bytes) -> list[SourceLine]:
    try:
        reader = PdfReader(io.BytesIO(content))
        # Many PDFs are locked against changes only, with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceUnreadable(Refusal.ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise SourceUnreadable(Refusal.TOO_LONG)
        return _lines_of(reader)
    except DependencyError as error:  # an encryption that needs another library
        raise SourceUnreadable(Refusal.ENCRYPTED) from error
    except _DAMAGE as error:
        raise SourceUnreadable(Refusal.DAMAGED) from error


def _lines_of(reader: PdfReader) -> list[SourceLine]:
    lines = []
    characters = 0
    for page_number, page in enumerate(reader.pages, start=1):
        _check_size(page)
        text = page.extract_text(extraction_mode="layout")
        characters += len(text)
        if characters > MOST_CHARACTERS:
            raise SourceUnreadable(Refusal.TOO_LARGE)
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                place = Place(page=page_number, line=number)
                lines.append(split_line(line, place, is_page=True))
    return lines


def _check_size(page: PageObject) -> None:
    """Refuses a page that would be a bomb as a picture; a unit is 1/72 inch."""
    dots = page.user_unit * DPI / 72
    if page.mediabox.width * dots * page.mediabox.height * dots > MOST_PIXELS:
        raise SourceUnreadable(Refusal.TOO_LARGE)
