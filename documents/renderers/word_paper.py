"""Laying out a letter in Word: paper, heading, From and To, ruled tables; no letter's wording is here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
SIZE = 12
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210, 297, 22  # millimetres of A4
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
# The same template has the same bytes, whenever it is made.
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the properties of a Word file have no zone
ZIP_TIME = (2026, 1, 1, 0, 0, 0)

LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


class Paper:
    """A paper on A4 in the font of letters, filled downwards."""

    def __init__(self, title: str) -> None:
        """`title` is the property that Word shows; it is not printed."""
        self.document = Document()
        self._set_up_page()
        self._set_up_styles()
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = MADE

    def add(self, text: str = "", *, align: Any = LEFT, **look: Any) -> Paragraph:
        """A paragraph. `look`: bold, underline, size in points."""
        return _write(self.document.add_paragraph(), text, align=align, **look)

    def add_centred(self, *lines: str, **look: Any) -> None:
        for line in lines:
            self.add(line, align=CENTRE, **look)

    def add_columns(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two blocks of lines side by side, without rules."""
        table = self.document.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            cell.width = Mm(TEXT_WIDTH // 2)
            _write(cell.paragraphs[0], lines[0])
            for line in lines[1:]:
                _write(cell.add_paragraph(), line)
        self.add()

    def add_ends(self, left: str, right: str) -> None:
        """One line with a text at either margin."""
        stops = self.add(f"{left}\t{right}").paragraph_format.tab_stops
        stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)

    def add_labelled(self, label: str, text: str) -> None:
        """`Sub :-  text`, the text hanging beside its label."""
        shape = self.add(f"{label}\t{text}", align=JUSTIFIED).paragraph_format
        shape.left_indent, shape.first_line_indent = Mm(30), Mm(-18)
        shape.tab_stops.add_tab_stop(Mm(30))
        shape.space_after = Pt(6)

    def add_body(self, text: str) -> None:
        """A paragraph of the letter itself."""
        shape = self.add(text, align=JUSTIFIED).paragraph_format
        shape.first_line_indent, shape.space_after = Mm(13), Pt(8)
        shape.line_spacing = Pt(18)

    def add_list(self, lines: Sequence[str], style: str = "List Number") -> None:
        for line in lines:
            _write(self.document.add_paragraph(style=style), line)

    def add_signature(self, *lines: str) -> None:
        """Lines centred in the right half, with room to sign above the second."""
        for number, line in enumerate(lines):
            shape = self.add(line, align=CENTRE).paragraph_format
            shape.left_indent = Mm(TEXT_WIDTH // 2)
            shape.keep_with_next = number < len(lines) - 1
            if number == 0:
                shape.space_after = Pt(42)
        self.add()

    def add_table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Any:
        """A ruled table; its first row is the heading, in bold, on every page.

        `widths` are in millimetres. Gives the table of python-docx.
        """
        table = self._add_ruled(rows, widths)
        for cell in table.rows[0].cells:
            for paragraph in cell.paragraphs:
                paragraph.alignment = CENTRE
                for run in paragraph.runs:
                    run.bold = True
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        return table

    def add_facts(self, facts: Sequence[tuple[str, str]], label_width: int) -> None:
        """A ruled table of labels and values."""
        widths = (label_width, TEXT_WIDTH - label_width)
        self._add_ruled(facts, widths)
        self.add()

    def close(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _with_fixed_times(buffer.getvalue())

    def _add_ruled(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Any:
        table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for row, texts in zip(table.rows, rows, strict=True):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Mm(width)
                _write(cell.paragraphs[0], text)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def _set_up_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(MARGIN)

    def _set_up_styles(self) -> None:
        styles = self.document.styles
        for name in ("Normal", "List Number", "List Bullet"):
            style = styles[name]
            style.font.name, style.font.size = FONT, Pt(SIZE)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), FONT)
            style.paragraph_format.space_after = Pt(2)


def merge_into_first(cells: Sequence[Any]) -> None:
    """One cell in place of several of a row, with the text of the first."""
    merged = cells[0].merge(cells[-1])
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    align: Any = LEFT,
    bold: bool = False,
    underline: bool = False,
    size: int = SIZE,
) -> Paragraph:
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold = True if bold else None
    run.underline = True if underline else None
    if size != SIZE:
        run.font.size = Pt(size)
    return paragraph


def _with_fixed_times(content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(zipfile.ZipInfo(name, ZIP_TIME), source.read(name), 8)
    return target.getvalue()
