"""Scrutiny cards as sheets of text behind the bills that they are about; their findings come computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bills.domain.header import BillHeader
from bills.domain.scrutiny.card import (
    VERDICT_WORDS,
    ScrutinyCard,
    ScrutinyLine,
    Verdict,
)
from bills.writers.sheet import FONT_SIZE, HEADER_FILL, Book, put_text, sheet_names
from bills.writers.text_fit import (
    MAX_ROW_HEIGHT,
    cell_width,
    row_height,
    size_to_fit,
)

TITLE = "Scrutiny card"
TITLE_SIZE = 14
HEADINGS = ("No.", "Check", "Finding", "Verdict", "Cells")
WIDTHS = (6, 19, 55, 14, 27)
CELL: dict[str, Any] = {
    "border": 1,
    "align": "left",
    "valign": "top",
    "indent": 1,
    "text_wrap": True,
}
CENTRED: dict[str, Any] = {"align": "center", "indent": 0}


def write_scrutiny(
    book: Book, headers: Sequence[BillHeader], cards: Sequence[ScrutinyCard]
) -> None:
    """Adds `Scrutiny`, or `Scrutiny-1`, ... for several bills; nothing without cards."""
    if not cards:
        return
    names = sheet_names("Scrutiny", len(cards))
    for header, card, name in zip(headers, cards, names, strict=True):
        _ScrutinySheet(book, book.add_sheet(name)).write(header, card)


class _ScrutinySheet:
    """One card being written from the title down; `row` counts from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 0

    def write(self, header: BillHeader, card: ScrutinyCard) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.fit_to_pages(1, 0)
        self._write_across(TITLE, TITLE_SIZE, CENTRED)
        for text in (
            header.title,
            f"Name of the work : {header.name_of_work}",
            f"Ref. to Agreement : {header.agreement}",
            f"Result : {card.summary}",
        ):
            self._write_across(text, FONT_SIZE, {})
        self.sheet.repeat_rows(self.row)
        self._write_row(HEADINGS, is_header=True)
        for number, line in enumerate(card.lines, start=1):
            self._write_line(number, line)

    def _write_across(self, text: str, size: int, look: dict[str, Any]) -> None:
        width = cell_width(WIDTHS, indent=1)
        size = size_to_fit(text, width, size, bold=True)
        style = self.book.style(**CELL | look, bold=True, font_size=size)
        self.sheet.merge_range(self.row, 0, self.row, len(WIDTHS) - 1, "", style)
        put_text(self.sheet, self.row, 0, text, style)
        height = row_height(text, width, size, bold=True)
        self.sheet.set_row(self.row, min(height + 2, MAX_ROW_HEIGHT))
        self.row += 1

    def _write_line(self, number: int, line: ScrutinyLine) -> None:
        word = VERDICT_WORDS[line.verdict]
        texts = (str(number), line.check, line.sentence, word, _places(line))
        self._write_row(texts, is_wrong=line.verdict is Verdict.WRONG)

    def _write_row(
        self, texts: Sequence[str], *, is_header: bool = False, is_wrong: bool = False
    ) -> None:
        """The texts of a row, which is as high as the longest of them needs."""
        look: dict[str, Any] = {"bold": is_header or is_wrong}
        if is_header:
            look |= {"bg_color": HEADER_FILL, **CENTRED}
        heights = []
        for column, text in enumerate(texts):
            width = cell_width([WIDTHS[column]], indent=1)
            size = size_to_fit(text, width, FONT_SIZE, bold=look["bold"])
            heights.append(row_height(text, width, size, bold=look["bold"]))
            put_text(self.sheet, self.row, column, text, self._style(size, look))
        self.sheet.set_row(self.row, min(max(heights) + 1, MAX_ROW_HEIGHT))
        self.row += 1

    def _style(self, size: int, look: dict[str, Any]) -> Format:
        return self.book.style(**CELL | look, font_size=size)


def _places(line: ScrutinyLine) -> str:
    """The cells of the bill, and below them those of its sources."""
    return line.places.replace("; source", "\nsource")
