"""A made workbook as another program opens it."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


class Opened:
    """The sheets of a workbook by name; `saved` gives it back as a file."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    @property
    def sheetnames(self) -> list[str]:
        return self.book.sheetnames

    def __getitem__(self, name: str) -> Worksheet:
        sheet = self.book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def open_made(content: bytes) -> Opened:
    return Opened(content)
