"""Text and .csv files to lines, whatever their encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re

from bills.domain.grid import cell_name
from documents.domain.source_lines import Place, SourceLine, SourceText, join_row
from documents.readers.errors import Refusal, SourceUnreadable

MOST_CHARACTERS = 10_000_000
_DELIMITERS = ",;\t|"
_WIDE_GAP = re.compile(r"\t+| {2,}")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_ENCODING = (
    "The text is not UTF-8; it was read as Windows text. Look at names with accents."
)


def read_text(filename: str, content: bytes) -> SourceText:
    """The lines of a text; two parts with a wide gap between are as two cells.

    Raises: SourceUnreadable.
    """
    text, notes = decode(content)
    lines = tuple(
        split_line(line, Place(line=number))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    )
    return SourceText(filename, lines, notes=notes)


def read_csv(filename: str, content: bytes) -> SourceText:
    """The rows of a table, its cells named as those of a sheet.

    Raises: SourceUnreadable.
    """
    text, notes = decode(content)
    lines = []
    try:
        rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
        for number, row in enumerate(rows, start=1):
            cells = [(cell_name(number, at), cell) for at, cell in enumerate(row, 1)]
            if any(cell.strip() for _, cell in cells):
                lines.append(join_row(cells, Place(line=number)))
    except csv.Error as error:
        raise SourceUnreadable(Refusal.DAMAGED) from error
    return SourceText(filename, tuple(lines), notes=notes)


def split_line(line: str, place: Place, *, is_page: bool = False) -> SourceLine:
    """A line of text whose wide gaps divide it as cells are divided."""
    parts = [("", part) for part in _WIDE_GAP.split(line.strip())]
    return join_row(parts, place, is_page=is_page)


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what to say of its encoding.

    Raises: SourceUnreadable: it is no text, or too long.

    >>> decode("M/s Rao ₹ 5".encode("utf-16"))[0], decode(b"caf\\xe9")[0]
    ('M/s Rao ₹ 5', 'café')
    """
    if len(content) > 2 * MOST_CHARACTERS:
        raise SourceUnreadable(Refusal.TOO_LARGE)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ()
    if b"\0" in content:
        raise SourceUnreadable(Refusal.NOT_A_SOURCE)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (_OTHER_ENCODING,)


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines."""
    head = "\n".join(text.splitlines()[:20])
    return max(_DELIMITERS, key=head.count)
