"""Workbook templates for the tests, made with XlsxWriter and opened with openpyxl; the tests are beside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.workbook import Workbook

from documents.domain.template_findings import (
    Filled,
    FillOptions,
    SectionValues,
    TemplateContext,
    WorkValues,
)
from documents.renderers.templates.xlsx.filling import fill_workbook


def make_book(**sheets: Mapping[str, object]) -> bytes:
    """A workbook of sheets given as cell to value; a text that begins with = is a formula."""

    def draw(book: xlsxwriter.Workbook) -> None:
        for title, cells in sheets.items():
            write(book.add_worksheet(title), cells)

    return build(draw)


def build(draw: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        draw(book)
    return target.getvalue()


def write(sheet: xlsxwriter.worksheet.Worksheet, cells: Mapping[str, object]) -> None:
    for cell, value in cells.items():
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(cell, value)
        elif isinstance(value, str):
            sheet.write_string(cell, value)
        else:
            sheet.write(cell, value)


def item(serial: int, amount: str, **fields: Any) -> dict[str, Any]:
    return {
        "serial": str(serial),
        "description": f"Item {serial}",
        "unit": "Nos",
        "quantity": Decimal(serial),
        "rate": Decimal(amount) / serial,
        "amount": Decimal(amount),
        **fields,
    }


def items(count: int) -> list[dict[str, Any]]:
    return [item(number, f"{number * 10}.25") for number in range(1, count + 1)]


def one_work(count: int = 0, **values: Any) -> TemplateContext:
    return TemplateContext(values, [WorkValues({}, items(count))])


def sections(*counts: int) -> TemplateContext:
    parts = [
        SectionValues(f"Section {number}", items(count))
        for number, count in enumerate(counts, start=1)
    ]
    return TemplateContext({}, [WorkValues({}, [], parts)])


def works(*counts: int) -> TemplateContext:
    return TemplateContext(
        {},
        [
            WorkValues(
                {"NAME_OF_WORK": f"Work {number}", "AMOUNT": Decimal(number * 1000)},
                items(count),
            )
            for number, count in enumerate(counts, start=1)
        ],
    )


def fill(
    template: bytes, context: TemplateContext, options: FillOptions | None = None
) -> Filled:
    """The filled workbook, after a look that every part of it is well-formed."""
    filled = fill_workbook(template, context, options)
    for name, content in parts(filled.content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    return filled


def formulas(filled: Filled) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(filled.content), rich_text=True)


def results(filled: Filled) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(filled.content), data_only=True)


def column(filled: Filled, letter: str, title: str | None = None) -> list[object]:
    """The results in one column, without the blank cells at its end."""
    book = results(filled)
    sheet = book[title] if title else book.worksheets[0]
    values = [cell.value for cell in sheet[letter]]
    while values and values[-1] is None:
        values.pop()
    return values


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The workbook with the text of one part changed, or the part added."""
    target = io.BytesIO()
    old = parts(content)
    old.setdefault(name, b"")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in old.items():
            archive.writestr(each, change(part.decode()) if each == name else part)
    return target.getvalue()


def tags_left(content: bytes) -> list[str]:
    return [
        f"{name}: {found.decode()}"
        for name, part in parts(content).items()
        if name.endswith((".xml", ".vml", ".rels"))
        for found in re.findall(rb".{0,20}\{\{.{0,20}", part)
    ]
