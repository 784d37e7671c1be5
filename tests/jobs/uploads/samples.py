"""Files of every kind that people give, as small as their kind can be told by."""

from __future__ import annotations

import io
import zipfile

from bills.services import make_sample_estimate
from tests.documents.formats.pages import NOTE

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "<part/>")
    return stream.getvalue()


def compound(*streams: str) -> bytes:
    """The head of an Office 97-2003 file and its list of streams."""
    entries = [
        name.encode("utf-16-le").ljust(64, b"\0") + bytes(64)
        for name in ("Root Entry", *streams)
    ]
    return COMPOUND + b"".join(entries)


def open_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        package.writestr("mimetype", kind)
        package.writestr("content.xml", "<part/>")
    return stream.getvalue()


def with_embedded_workbook(document: bytes) -> bytes:
    """A Word file that holds a workbook, stored without packing it."""
    stream = io.BytesIO(document)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as package:
        package.writestr("word/embeddings/Rates.xlsx", make_sample_estimate().content)
    return stream.getvalue()


# Name of the kind, then such a file.
SAMPLES = {
    "empty": b"",
    "encrypted": COMPOUND + "EncryptedPackage".encode("utf-16-le"),
    "xlsx": make_sample_estimate().content,
    "xlsb": zipped("_rels/.rels", "xl/workbook.bin", "xl/worksheets/sheet1.bin"),
    "xls": compound("Workbook"),
    "docx": NOTE,
    "doc": compound("1Table", "WordDocument"),
    "cut_package": make_sample_estimate().content[:3000],
    "open_document": open_document(),
    "presentation": zipped("_rels/.rels", "ppt/presentation.xml"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "picture": PNG,
    "web_page": b"<html><table><tr><td>1</td></tr></table></html>",
    "text": b"S.No,Item,Rate\n1,Light,500\n",
    "archive": zipped("photo.jpg"),
    "program": EXE,
    "unknown": b"\x01\x02\0\x03",
}
