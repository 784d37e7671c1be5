"""The first bill as a sheet of eight columns; its figures come computed. Source: spec outputs, section 4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bills.domain.bill import BillLine, FirstBill
from bills.domain.money import format_percent
from bills.domain.scrutiny.card import ScrutinyCard
from bills.domain.sheet_plan import FIRST_PLAN
from bills.domain.table_header import Role
from bills.domain.work import PremiumType
from bills.writers.bill_sheet import HEADER_ROW, BillSheet
from bills.writers.scrutiny_sheet import write_scrutiny
from bills.writers.sheet import (
    INDIAN_MONEY,
    MONEY,
    Book,
    put_figure,
    put_text,
    sheet_names,
)

HEADINGS = ("S.No", "Quantity", "Unit", "Item", "Rate", "Per", "Unit", "Amount")
SERIAL, QUANTITY, UNIT, ITEM, RATE, PER, UNIT_SINGULAR, AMOUNT = FIRST_PLAN.positions(
    Role.SERIAL,
    Role.QUANTITY,
    Role.UNIT,
    Role.DESCRIPTION,
    Role.RATE,
    Role.PER,
    Role.UNIT_SINGULAR,
    Role.AMOUNT,
)


def write_first_bills(
    bills: Sequence[FirstBill],
    *,
    created: datetime,
    indian_grouping: bool = False,
    cards: Sequence[ScrutinyCard] = (),
) -> bytes:
    """A workbook with one sheet per bill: `Bill`, or `Bill-1`, `Bill-2`, ... for several.

    `cards` are none, or the scrutiny card of each bill, which then follow all bills.
    """
    book = Book(created)
    money = INDIAN_MONEY if indian_grouping else MONEY
    for bill, name in zip(bills, sheet_names("Bill", len(bills)), strict=True):
        _FirstBillSheet(book, book.add_sheet(name), money).write(bill)
    write_scrutiny(book, [bill.header for bill in bills], cards)
    return book.close()


class _FirstBillSheet(BillSheet):
    widths = (6, 10, 10, 45, 10, 6, 10, 15)
    item_column = ITEM
    first_line = FIRST_PLAN.first_row - 1

    def write(self, bill: FirstBill) -> None:
        self.set_up_page()
        self.write_header_block(bill.header)
        self._write_headings()
        first, last = self.write_table(bill.lines, self._write_line)
        self._write_totals(bill, first=first, last=last)

    def _write_headings(self) -> None:
        for column, heading in enumerate(HEADINGS):
            put_text(self.sheet, HEADER_ROW, column, heading, self.heading_style)
        self.sheet.set_row(HEADER_ROW, self.label_height)

    def _write_line(self, line: BillLine) -> None:
        self.put_serial(SERIAL, line.serial)
        self.put_quantity(QUANTITY, line.quantity)
        self.put_text(UNIT, line.unit)
        self.put_money(RATE, line.rate)
        put_figure(
            self.sheet, self.row, PER, line.per, self.figure_style(self.font_size)
        )
        self.put_text(UNIT_SINGULAR, line.unit_singular)
        r = self.row + 1
        product = f"B{r}*E{r}" if line.per == 1 else f"B{r}*E{r}/F{r}"
        self.put_amount(AMOUNT, f"=ROUND({product},2)", line.amount)
        beside = {SERIAL: line.serial, UNIT: line.unit}
        self.write_description(line.description, beside)

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
            self.write_total(label, {AMOUNT: (f"=ROUND({formula},2)", value)})
