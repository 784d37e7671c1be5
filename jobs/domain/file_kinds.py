"""What a file is by its bytes, whatever its name says; reading it is the work of the readers."""

from __future__ import annotations

import re
import struct
from enum import StrEnum
from pathlib import PureWindowsPath


class FileKind(StrEnum):
    """The kinds that are told apart, so that a refusal can name what was given."""

    EMPTY = "empty"
    LOCK_FILE = "lock_file"
    ENCRYPTED = "encrypted"
    XLSX = "xlsx"  # and .xlsm
    XLSB = "xlsb"
    XLS = "xls"
    DOCX = "docx"  # and .docm
    DOC = "doc"
    CUT_PACKAGE = "cut_package"  # of Office, without its end with the list of parts
    OPEN_DOCUMENT = "open_document"
    PRESENTATION = "presentation"
    PDF = "pdf"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    TEXT = "text"
    ARCHIVE = "archive"
    PROGRAM = "program"
    UNKNOWN = "unknown"


_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Office 97-2003, and of passwords
_BARE_SHEETS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # before Excel 5
_PDF = b"%PDF-"
_PDF_HEAD = 1024  # some programs write a few bytes before the mark
_PROGRAMS = (b"MZ", b"\x7fELF")
# The first is a zip of nothing.
_ARCHIVES = (b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}<(?:!doctype html|html|head|body|table)\b",
    re.IGNORECASE,
)
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# A zip file ends with where its list of parts is; an entry's name stands 46 bytes in.
_END_OF_ZIP, _LONGEST_END = b"PK\x05\x06", 22 + 0xFFFF
_FOLDER = re.compile(
    rb"PK\x01\x02.{42}(xl[/\\]workbook\.bin|xl[/\\]|word[/\\]|ppt[/\\])",
    re.IGNORECASE | re.DOTALL,
)
_RELATIONS = re.compile(rb"PK\x01\x02.{42}_rels[/\\]\.rels", re.IGNORECASE | re.DOTALL)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_OF_FOLDER = {
    b"xl/workbook.bin": FileKind.XLSB,
    b"xl/": FileKind.XLSX,
    b"word/": FileKind.DOCX,
    b"ppt/": FileKind.PRESENTATION,
}

_TEXTS = (FileKind.TEXT, FileKind.WEB_PAGE)
# Endings that say of a file that it is no text.
_NOT_OF_TEXTS = frozenset(
    [
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".docx",
        ".docm",
        ".doc",
        ".pdf",
        ".jpg",
        ".jpeg",
        ".png",
        ".bmp",
        ".tif",
        ".tiff",
        ".gif",
        ".webp",
        ".ods",
        ".odt",
        ".zip",
        ".exe",
    ]
)


def find_kind(filename: str, content: bytes) -> FileKind:
    """What the file is; its name counts only for the lock file that Office leaves.

    >>> find_kind("bill.xlsx", b"S.No,Item").value, find_kind("~$bill.xlsx", b"A").value
    ('text', 'lock_file')
    """
    # Windows path: it splits at both kinds of slash.
    if PureWindowsPath(filename).name.startswith("~$"):
        return FileKind.LOCK_FILE
    if not content:
        return FileKind.EMPTY
    if content.startswith(_ZIP):
        return _find_kind_of_zip(content)
    if content.startswith(_COMPOUND):
        return _find_kind_of_compound(content)
    if content.startswith(_BARE_SHEETS):
        return FileKind.XLS
    if _PDF in content[:_PDF_HEAD]:
        return FileKind.PDF
    if is_picture(content):
        return FileKind.PICTURE
    return _find_kind_of_others(content)


def is_text_misnamed(filename: str, kind: FileKind) -> bool:
    """Whether it is a text by its bytes and something else by its name.

    >>> is_text_misnamed("facts.xlsx", FileKind.TEXT)
    True
    """
    ending = PureWindowsPath(filename).suffix.lower()
    return kind in _TEXTS and ending in _NOT_OF_TEXTS


def is_picture(content: bytes) -> bool:
    """Whether the first bytes are those of a picture; a text may begin with BM or RIFF.

    >>> is_picture(b"BM Constructions"), is_picture(b"\\x89PNG...")
    (False, True)
    """
    is_bitmap = content.startswith(b"BM") and b"\0" in content[:14]
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or is_bitmap or is_webp


def _find_kind_of_zip(content: bytes) -> FileKind:
    if _OPEN_DOCUMENT in content[:100]:
        return FileKind.OPEN_DOCUMENT
    end = content.rfind(_END_OF_ZIP, max(0, len(content) - _LONGEST_END))
    if end < 0 or end + 22 > len(content):
        return FileKind.CUT_PACKAGE
    (length,) = struct.unpack_from("<L", content, end + 12)
    parts = content[max(0, end - length) : end]
    found = {name.lower().replace(b"\\", b"/") for name in _FOLDER.findall(parts)}
    for folder, kind in _OF_FOLDER.items():
        if folder in found:
            return kind
    # A workbook may keep its parts in a folder of any name, which its relations tell.
    return FileKind.CUT_PACKAGE if _RELATIONS.search(parts) else FileKind.ARCHIVE


def _find_kind_of_compound(content: bytes) -> FileKind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileKind.ENCRYPTED
    if any(_has_stream(content, name) for name in ("Workbook", "Book")):
        return FileKind.XLS
    if _has_stream(content, "WordDocument"):
        return FileKind.DOC
    if _has_stream(content, "PowerPoint Document"):
        return FileKind.PRESENTATION
    # One that was cut may have lost its list of streams.
    return FileKind.UNKNOWN if _has_stream(content, "Root Entry") else FileKind.XLS


def _has_stream(content: bytes, name: str) -> bool:
    """Whether a stream has the name, which a directory pads and the text of a letter does not."""
    return name.encode("utf-16-le").ljust(64, b"\0") in content


def _find_kind_of_others(content: bytes) -> FileKind:
    is_text = b"\0" not in content or content.startswith(_UTF_16_MARKS)
    if content.startswith(_PROGRAMS) and not is_text:
        return FileKind.PROGRAM
    if content.startswith(_ARCHIVES):
        return FileKind.ARCHIVE
    if not is_text:
        return FileKind.UNKNOWN
    return FileKind.WEB_PAGE if _WEB_PAGE.match(content) else FileKind.TEXT
