"""One door for every workbook file: what it is, by its content, and whether it is safe to open."""

from __future__ import annotations

from pathlib import PureWindowsPath

from bills.domain.grid import Grid
from bills.readers.errors import Refusal, WorkbookUnreadable
from bills.readers.xls import read_xls
from bills.readers.xlsx import read_xlsx

ZIP_START = b"PK\x03\x04"
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF_STARTS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# An encrypted .xlsx is a compound file with a stream of this name.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_workbook(filename: str, content: bytes) -> Grid:
    """The cells of the workbook with every formula, stored result and the look that matters.

    The content decides what it is, not the extension; macros are never run.

    Raises: WorkbookUnreadable.
    """
    # Windows path: it splits at both kinds of slash.
    name = PureWindowsPath(filename).name
    if name.startswith("~$"):
        raise WorkbookUnreadable(Refusal.LOCK_FILE)
    if not content:
        raise WorkbookUnreadable(Refusal.EMPTY)
    if content.startswith(ZIP_START):
        return Grid(name, read_xlsx(content))
    if content.startswith(COMPOUND_START) and ENCRYPTED_STREAM in content:
        raise WorkbookUnreadable(Refusal.ENCRYPTED)
    if content.startswith((COMPOUND_START, *BARE_BIFF_STARTS)):
        return Grid(name, read_xls(content))
    raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)
