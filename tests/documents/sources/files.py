"""Small source files of every kind, made in memory."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from docx import Document
from openpyxl import Workbook

from documents.domain.extraction import ExtractedValues, extract_values
from documents.domain.mappings import parse_mappings
from documents.readers import read_source

TODAY = date(2026, 11, 24)


def extract(
    content: str | bytes, filename: str = "source.txt", mappings: str = ""
) -> ExtractedValues:
    """The values of a file of that name; a text is written as UTF-8."""
    raw = content.encode() if isinstance(content, str) else content
    return extract_values(
        read_source(filename, raw), parse_mappings(mappings)[0], TODAY
    )


def value(content: str | bytes, name: str, filename: str = "source.txt"):
    """The value of one placeholder; None when it was not found."""
    found = extract(content, filename).values.get(name)
    return found.value if found else None


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


HEADER: list[object] = [
    "Sl.No",
    "Quantity",
    "Unit",
    "Item",
    "Rate",
    "Per",
    "Unit",
    "Amount",
]


def bill_rows(work: str, quantity: int = 10) -> list[list[object]]:
    """A first bill of one item at 9,927.50 each, with an estimate amount in its head."""
    amount = quantity * 9927.5
    return [
        ["CC First & Part Bill"],
        [f"Name of the work : {work}"],
        ["Estimate Amount : Rs. 4,50,000/-"],
        ["Ref. to Agreement : 30/2025-26"],
        ["Name of the Agency : M/s Rao & Sons"],
        ["NIT.No14/EE/R&B/2025-26, Dt:04.04.2025"],
        HEADER,
        [1, quantity, "Nos", "LED street light", 9927.5, 1, "No", amount],
        [None, None, None, "Sub Total", None, None, None, amount],
        [None, None, None, "Add T.P @ 0 % Excess", None, None, None, 0],
        [None, None, None, "Total", None, None, None, amount],
    ]


def word_file(
    *paragraphs: str, rows: list[list[str]] | None = None, header: str = ""
) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
