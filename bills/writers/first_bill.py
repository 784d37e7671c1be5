"""The first bill as a sheet of eight columns; its figures come computed. Source: spec outputs, section 4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bills.domain.bill import BillHeading, BillLine, FirstBill
from bills.domain.money import format_percent, format_quantity
from bills.domain.work import PremiumType
from bills.writers.sheet import (
    FONT_SIZE,
    HEADER_FILL,
    INDIAN_MONEY,
    MONEY,
    TOTALS_FILL,
    Book,
    put_figure,
    put_formula,
    put_text,
    sheet_names,
)
from bills.writers.text_fit import (
    MAX_ROW_HEIGHT,
    cell_width,
    row_height,
    size_for_one_line,
    size_to_fit,
)

HEADINGS = ("S.No", "Quantity", "Unit", "Item", "Rate", "Per", "Unit", "Amount")
WIDTHS = (6, 10, 10, 45, 10, 6, 10, 15)
SERIAL, QUANTITY, UNIT, ITEM, RATE, PER, UNIT_SINGULAR, AMOUNT = range(8)
TITLE_ROW = 0
HEADER_ROW = 9  # row 10 of the sheet
FIRST_LINE = HEADER_ROW + 1
LABEL_HEIGHT = 20
TITLE_SIZE = 14
CELL: dict[str, Any] = {
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
LEFT = CELL | {"align": "left", "indent": 1}
FIGURE = {"border": 1, "align": "center", "valign": "vcenter", "shrink": True}
MARGIN = 0.4  # inches at the left and right edge of the paper


def write_first_bills(
    bills: Sequence[FirstBill], *, created: datetime, indian_grouping: bool = False
) -> bytes:
    """A workbook with one sheet per bill: `Bill`, or `Bill-1`, `Bill-2`, ... for several."""
    book = Book(created)
    money = INDIAN_MONEY if indian_grouping else MONEY
    for bill, name in zip(bills, sheet_names("Bill", len(bills)), strict=True):
        _FirstBillSheet(book, book.add_sheet(name), money).write(bill)
    return book.close()


class _FirstBillSheet:
    """One sheet being filled from the title down."""

    def __init__(self, book: Book, sheet: Worksheet, money: str) -> None:
        self.book = book
        self.sheet = sheet
        self.money = money
        self.centred = book.style(**CELL)
        self.row = FIRST_LINE

    def write(self, bill: FirstBill) -> None:
        self._set_up_page()
        self._write_header_block(bill)
        item_rows: list[int] = []
        for line in bill.lines:
            if isinstance(line, BillHeading):
                self._write_heading(line)
            else:
                item_rows.append(self.row)
                self._write_line(line)
            self.row += 1
        self._write_totals(bill, first=item_rows[0] + 1, last=item_rows[-1] + 1)

    def _set_up_page(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.set_margins(left=MARGIN, right=MARGIN, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADER_ROW)

    def _write_header_block(self, bill: FirstBill) -> None:
        self._write_across(TITLE_ROW, bill.header.title, TITLE_SIZE, CELL)
        for row, text in enumerate(bill.header.rows, start=TITLE_ROW + 1):
            self._write_across(row, text, FONT_SIZE, LEFT)
        style = self.book.style(**CELL, bold=True, bg_color=HEADER_FILL)
        for column, heading in enumerate(HEADINGS):
            put_text(self.sheet, HEADER_ROW, column, heading, style)
        self.sheet.set_row(HEADER_ROW, LABEL_HEIGHT)

    def _write_across(
        self, row: int, text: str, size: int, cell: dict[str, Any]
    ) -> None:
        width = cell_width(WIDTHS, indent=1)
        size = size_to_fit(text, width, size, bold=True)
        height = row_height(text, width, size, bold=True)
        style = self.book.style(**cell, bold=True, font_size=size)
        self.sheet.merge_range(row, 0, row, AMOUNT, "", style)
        put_text(self.sheet, row, 0, text, style)
        self.sheet.set_row(row, min(height + 2, MAX_ROW_HEIGHT))

    def _write_heading(self, heading: BillHeading) -> None:
        # Bold, so that a reader never takes it for more text of the item above.
        for column in range(len(HEADINGS)):
            put_text(self.sheet, self.row, column, "", self.centred)
        self._write_description(heading.text, bold=True)

    def _write_line(self, line: BillLine) -> None:
        row = self.row
        put_serial(self.sheet, row, SERIAL, line.serial, self.centred)
        self._write_quantity(line)
        put_text(self.sheet, row, UNIT, line.unit, self.centred)
        figure = self.book.style(**FIGURE, num_format=self.money)
        put_figure(self.sheet, row, RATE, line.rate, figure)
        put_figure(self.sheet, row, PER, line.per, self.book.style(**FIGURE))
        put_text(self.sheet, row, UNIT_SINGULAR, line.unit_singular, self.centred)
        r = row + 1
        product = f"B{r}*E{r}" if line.per == 1 else f"B{r}*E{r}/F{r}"
        formula = f"=ROUND({product},2)"
        put_formula(self.sheet, row, AMOUNT, formula, line.amount, figure)
        self._write_description(line.description, line.serial, line.unit)

    def _write_quantity(self, line: BillLine) -> None:
        # A General figure too long for its column would be shown rounded, so it
        # is set smaller.
        width = cell_width([WIDTHS[QUANTITY]])
        size = size_for_one_line(format_quantity(line.quantity), width, FONT_SIZE)
        style = self.book.style(**FIGURE, font_size=size)
        put_figure(self.sheet, self.row, QUANTITY, line.quantity, style)

    def _write_description(
        self, text: str, serial: str = "", unit: str = "", *, bold: bool = False
    ) -> None:
        """The description, and the height of its row: that of its longest cell."""
        width = cell_width([WIDTHS[ITEM]], indent=1)
        size = size_to_fit(text, width, FONT_SIZE, bold=bold)
        style = self.book.style(**LEFT | {"valign": "top"}, bold=bold, font_size=size)
        put_text(self.sheet, self.row, ITEM, text, style)
        heights = [
            row_height(text, width, size, bold=bold),
            row_height(serial, cell_width([WIDTHS[SERIAL]]), FONT_SIZE),
            row_height(unit, cell_width([WIDTHS[UNIT]]), FONT_SIZE),
        ]
        self.sheet.set_row(self.row, min(max(heights) + 1, MAX_ROW_HEIGHT))

    def _write_totals(self, bill: FirstBill, *, first: int, last: int) -> None:
        """Three rows below the table; `first` and `last` are item rows counted from 1."""
        totals, premium = bill.totals, bill.totals.premium
        sub_total = f"H{self.row + 1}"
        premium_amount = f"H{self.row + 2}"
        sign = "-" if premium.type is PremiumType.LESS else "+"
        percent = format_percent(premium.percent)
        for label, formula, value in (
            ("Sub Total Amount", f"SUM(H{first}:H{last})", totals.sub_total),
            (
                totals.premium_label,
                f"{sub_total}*{percent}/100",
                totals.premium_amount,
            ),
            ("Total", f"{sub_total}{sign}{premium_amount}", totals.total),
        ):
            self._write_total(label, f"=ROUND({formula},2)", value)
            self.row += 1

    def _write_total(self, label: str, formula: str, value: Decimal) -> None:
        shade = {"bold": True, "bg_color": TOTALS_FILL}
        blank = self.book.style(**CELL, **shade)
        for column in range(len(HEADINGS)):
            put_text(self.sheet, self.row, column, "", blank)
        left = self.book.style(**LEFT, **shade)
        put_text(self.sheet, self.row, ITEM, label, left)
        figure = self.book.style(**FIGURE, **shade, num_format=self.money)
        put_formula(self.sheet, self.row, AMOUNT, formula, value, figure)
        self.sheet.set_row(self.row, LABEL_HEIGHT)


def put_serial(
    sheet: Worksheet, row: int, column: int, serial: str, style: Format
) -> None:
    """A plain whole number as a number; anything else (`2a`, `1.10`, `007`) as text."""
    is_plain = serial.isascii() and serial.isdecimal() and len(serial) < 10
    if is_plain and serial == str(int(serial)):
        put_figure(sheet, row, column, Decimal(serial), style)
    else:
        put_text(sheet, row, column, serial, style)
