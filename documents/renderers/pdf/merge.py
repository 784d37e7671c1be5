"""PDFs joined into one whose pages are numbered at the foot."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
)

FONT_SIZE = 8
FROM_EDGE = 18  # points, a quarter of an inch
DIGIT_WIDTH = 0.5  # of a character of Times, on average, in parts of the font size


def merge_pdfs(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """One PDF of all parts, each given with its title, in their order.

    Each title is the bookmark of its part, in place of those that the part has. The number stands at the right of the foot, for a paper
    has its own number in the middle.
    """
    writer = PdfWriter()
    for title, content in parts:
        writer.append(io.BytesIO(content), outline_item=title, import_outline=False)
    count = len(writer.pages)
    for number, page in enumerate(writer.pages, start=1):
        _stamp(page, f"Packet: Page {number} of {count}")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def count_pages(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def _stamp(page: PageObject, text: str) -> None:
    """Writes the text, which is plain ASCII, at the lower right corner of the page."""
    page.transfer_rotation_to_content()
    box = page.mediabox
    x = round(box.right) - FROM_EDGE - round(len(text) * FONT_SIZE * DIGIT_WIDTH)
    y = round(box.bottom) + FROM_EDGE
    stamp = PageObject.create_blank_page(width=box.width, height=box.height)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 {FONT_SIZE} Tf {x} {y} Td ({text}) Tj ET".encode("ascii"))
    stamp[NameObject("/Contents")] = content
    stamp[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): _font()})}
    )
    page.merge_page(stamp)


def _font() -> DictionaryObject:
    """One of the fonts that every reader of PDF has."""
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Times-Roman"),
        }
    )
