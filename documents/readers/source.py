"""One door for every source file: what it is, by its content; each kind is read in its own module."""

from __future__ import annotations

from pathlib import PureWindowsPath

from documents.domain.source_lines import SourceText
from documents.readers.errors import Refusal, SourceUnreadable
from documents.readers.pdf import PDF_MARK, read_pdf
from documents.readers.scans import read_picture
from documents.readers.text import read_csv, read_text
from documents.readers.word import is_word, read_word
from documents.readers.workbooks import read_workbook_source
from jobs.domain.file_kinds import is_picture

ZIP_START = b"PK\x03\x04"
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF_STARTS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
# The stream that holds the text of an old Word file.
OLD_WORD_STREAM = "WordDocument".encode("utf-16-le")
# Some programs write a few bytes before the mark of a PDF.
PDF_HEAD = 1024


def read_source(filename: str, content: bytes) -> SourceText:
    """Every line of the file with its place; of a workbook, its works too.

    The content decides what it is; only a text is told from a table by its name.

    Raises: SourceUnreadable.
    """
    # Windows path: it splits at both kinds of slash.
    name = PureWindowsPath(filename).name
    if not content:
        raise SourceUnreadable(Refusal.EMPTY)
    if content.startswith((ZIP_START, COMPOUND_START, *BARE_BIFF_STARTS)):
        return _read_office_file(name, content)
    if PDF_MARK in content[:PDF_HEAD]:
        return read_pdf(name, content)
    if is_picture(content):
        return read_picture(name, content)
    if name.lower().endswith(".csv"):
        return read_csv(name, content)
    return read_text(name, content)


def _read_office_file(name: str, content: bytes) -> SourceText:
    if content.startswith(ZIP_START) and is_word(content):
        return read_word(name, content)
    if content.startswith(COMPOUND_START) and OLD_WORD_STREAM in content:
        raise SourceUnreadable(Refusal.OLD_WORD)
    return read_workbook_source(name, content)
