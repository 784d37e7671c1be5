"""What the sheets of all bills share: page, header block, and the looks of rows; columns are with each kind of bill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bills.domain import sheet_plan
from bills.domain.bill import BillHeading, BillLine
from bills.domain.header import BillHeader
from bills.domain.money import format_quantity
from bills.domain.nth_line import NthLine
from bills.writers.sheet import (
    FONT_SIZE,
    HEADER_FILL,
    TOTALS_FILL,
    Book,
    put_figure,
    put_formula,
    put_text,
)
from bills.writers.text_fit import (
    MAX_ROW_HEIGHT,
    cell_width,
    fit_in_row,
    row_height,
    size_for_one_line,
)

Line = TypeVar("Line", BillLine, NthLine)

TITLE_ROW = sheet_plan.TITLE_ROW - 1  # rows of XlsxWriter count from 0
HEADER_ROW = sheet_plan.HEADER_ROW - 1
CELL: dict[str, Any] = {
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
LEFT = CELL | {"align": "left", "indent": 1}
FIGURE = {"border": 1, "align": "center", "valign": "vcenter", "shrink": True}
TOTALS = {"bold": True, "bg_color": TOTALS_FILL}
MARGIN = 0.4  # inches at the left and right edge of the paper


class BillSheet:
    """One sheet being filled from the title down; `row` counts from 0."""

    widths: ClassVar[tuple[int, ...]]
    item_column: ClassVar[int]
    first_line: ClassVar[int]  # the row below the heading rows
    font_size: ClassVar[int] = FONT_SIZE
    title_size: ClassVar[int] = 14
    label_height: ClassVar[int] = 20

    def __init__(self, book: Book, sheet: Worksheet, money: str) -> None:
        self.book = book
        self.sheet = sheet
        self.money = money
        self.row = self.first_line
        # Looked up for every row, so each is made from its properties once.
        self.figure_style = cache(self._figure_style)
        self.item_style = cache(self._item_style)
        self.room = [cell_width([width]) for width in self.widths]
        self.room_for_item = cell_width([self.widths[self.item_column]], indent=1)
        self.centred = self.style(**CELL)
        self.figure = self.style(**FIGURE, num_format=money)

    def style(self, **properties: Any) -> Format:
        return self.book.style(**{"font_size": self.font_size} | properties)

    def _figure_style(self, size: int) -> Format:
        return self.style(**FIGURE, font_size=size)

    def _item_style(self, size: int, bold: bool) -> Format:
        return self.style(**LEFT | {"valign": "top"}, bold=bold, font_size=size)

    def set_up_page(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_margins(left=MARGIN, right=MARGIN, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADER_ROW, self.first_line - 1)

    def write_header_block(self, header: BillHeader) -> None:
        """The title and the rows of fields, merged over all columns."""
        self._write_across(TITLE_ROW, header.title, self.title_size, CELL)
        for row, text in enumerate(header.rows, start=TITLE_ROW + 1):
            self._write_across(row, text, self.font_size, LEFT)

    def _write_across(
        self, row: int, text: str, size: int, cell: dict[str, Any]
    ) -> None:
        width = cell_width(self.widths, indent=1)
        size, height = fit_in_row(text, width, size, bold=True)
        style = self.style(**cell, bold=True, font_size=size)
        self.sheet.merge_range(row, 0, row, len(self.widths) - 1, "", style)
        put_text(self.sheet, row, 0, text, style)
        self.sheet.set_row(row, min(height + 2, MAX_ROW_HEIGHT))

    @property
    def heading_style(self) -> Format:
        return self.style(**CELL, bold=True, bg_color=HEADER_FILL)

    def write_table(
        self, lines: Sequence[Line | BillHeading], write_line: Callable[[Line], None]
    ) -> tuple[int, int]:
        """Writes every row; returns the first and last item row, counted from 1."""
        item_rows: list[int] = []
        for line in lines:
            if isinstance(line, BillHeading):
                self.write_heading(line)
            else:
                item_rows.append(self.row + 1)
                write_line(line)
            self.row += 1
        return item_rows[0], item_rows[-1]

    def write_heading(self, heading: BillHeading) -> None:
        # Bold, so that a reader never takes it for more text of the item above.
        self._write_blanks(self.centred)
        self.write_description(heading.text, {}, bold=True)

    def put_text(self, column: int, text: str) -> None:
        put_text(self.sheet, self.row, column, text, self.centred)

    def put_serial(self, column: int, serial: str) -> None:
        """A plain whole number as a number; anything else (`2a`, `1.10`, `007`) as text."""
        is_plain = serial.isascii() and serial.isdecimal() and len(serial) < 10
        if is_plain and serial == str(int(serial)):
            put_figure(self.sheet, self.row, column, Decimal(serial), self.centred)
        else:
            self.put_text(column, serial)

    def put_money(self, column: int, value: Decimal) -> None:
        put_figure(self.sheet, self.row, column, value, self.figure)

    def put_amount(self, column: int, formula: str, value: Decimal | None) -> None:
        """A formula and its result; None shows as blank."""
        result = "" if value is None else value
        put_formula(self.sheet, self.row, column, formula, result, self.figure)

    def quantity_style(self, column: int, value: Decimal) -> Format:
        # A General figure too long for its column would be shown rounded, so it
        # is set smaller.
        text = format_quantity(value)
        size = size_for_one_line(text, self.room[column], self.font_size)
        return self.figure_style(size)

    def put_quantity(self, column: int, value: Decimal) -> None:
        style = self.quantity_style(column, value)
        put_figure(self.sheet, self.row, column, value, style)

    def write_description(
        self, text: str, beside: Mapping[int, str], *, bold: bool = False
    ) -> None:
        """The description, and the height of its row: that of the longest cell.

        `beside` are the other texts of the row, by column.
        """
        size, height = fit_in_row(text, self.room_for_item, self.font_size, bold=bold)
        style = self.item_style(size, bold)
        put_text(self.sheet, self.row, self.item_column, text, style)
        heights = (
            row_height(other, self.room[column], self.font_size)
            for column, other in beside.items()
        )
        height = max(height, *heights) if beside else height
        self.sheet.set_row(self.row, min(height + 1, MAX_ROW_HEIGHT))

    def write_total(
        self, label: str, amounts: Mapping[int, tuple[str, Decimal | None]]
    ) -> None:
        """A row below the table: its label, and a formula with its result by column."""
        self._write_blanks(self.style(**CELL, **TOTALS))
        left = self.style(**LEFT, **TOTALS)
        put_text(self.sheet, self.row, self.item_column, label, left)
        style = self.style(**FIGURE, **TOTALS, num_format=self.money)
        for column, (formula, value) in amounts.items():
            result = "" if value is None else value
            put_formula(self.sheet, self.row, column, formula, result, style)
        self.sheet.set_row(self.row, self.label_height)
        self.row += 1

    def _write_blanks(self, style: Format) -> None:
        for column in range(len(self.widths)):
            put_text(self.sheet, self.row, column, "", style)
