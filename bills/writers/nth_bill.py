"""A later bill as a sheet of eleven columns; its figures come computed. Source: spec outputs, section 5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bills.domain.bill import BillTotals
from bills.domain.money import format_percent, format_quantity
from bills.domain.nth_bill import NthBill
from bills.domain.nth_line import NthLine
from bills.domain.scrutiny.card import ScrutinyCard
from bills.domain.sheet_plan import NTH_PLAN
from bills.domain.table_header import Role
from bills.domain.work import PremiumType
from bills.writers.bill_sheet import HEADER_ROW, BillSheet
from bills.writers.scrutiny_sheet import write_scrutiny
from bills.writers.sheet import (
    INDIAN_MONEY,
    MONEY,
    Book,
    put_formula,
    put_text,
    sheet_names,
)
from bills.writers.text_fit import cell_width, row_height

SERIAL, ITEM, TILL_DATE, UNIT, RATE, VALUE = NTH_PLAN.positions(
    Role.SERIAL,
    Role.DESCRIPTION,
    Role.QUANTITY,
    Role.UNIT,
    Role.RATE,
    Role.AMOUNT,
)
PREVIOUS_QUANTITY, PREVIOUS_AMOUNT, SINCE_QUANTITY, SINCE_AMOUNT, REMARKS = (
    NTH_PLAN.positions(
        Role.PREVIOUS_QUANTITY,
        Role.PREVIOUS_AMOUNT,
        Role.SINCE_QUANTITY,
        Role.SINCE_AMOUNT,
        Role.REMARKS,
    )
)
TALL_HEADINGS = {
    SERIAL: "S.No",
    ITEM: "Item",
    TILL_DATE: "Quantity Till Date",
    UNIT: "Unit",
    RATE: "Rate per Unit",
    VALUE: "Total Value till date",
    REMARKS: "Remarks",
}
WIDE_HEADINGS = {
    PREVIOUS_QUANTITY: "Deduct Previous Measurements",
    SINCE_QUANTITY: "Since Last Measurements",
}


def write_nth_bills(
    bills: Sequence[NthBill],
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
        _NthBillSheet(book, book.add_sheet(name), money).write(bill)
    write_scrutiny(book, [bill.header for bill in bills], cards)
    return book.close()


class _NthBillSheet(BillSheet):
    widths = (6, 45, 14, 8, 12, 16, 14, 16, 14, 16, 20)
    item_column = ITEM
    first_line = NTH_PLAN.first_row - 1
    # Eleven columns on an upright page are printed at about half their size.
    font_size = 13
    title_size = 16
    label_height = 24

    def write(self, bill: NthBill) -> None:
        self.set_up_page()
        self.write_header_block(bill.header)
        self._write_headings()
        first, last = self.write_table(bill.lines, self._write_line)
        self._write_totals(bill, first=first, last=last)

    def _write_headings(self) -> None:
        style, below = self.heading_style, HEADER_ROW + 1
        for column, text in TALL_HEADINGS.items():
            self.sheet.merge_range(HEADER_ROW, column, below, column, text, style)
        for column, text in WIDE_HEADINGS.items():
            self.sheet.merge_range(
                HEADER_ROW, column, HEADER_ROW, column + 1, text, style
            )
            put_text(self.sheet, below, column, "Quantity", style)
            put_text(self.sheet, below, column + 1, "Amount", style)
        upper = max(
            self._heading_height(text, column, column + 1)
            for column, text in WIDE_HEADINGS.items()
        )
        both = max(
            self._heading_height(text, column, column)
            for column, text in TALL_HEADINGS.items()
        )
        self.sheet.set_row(HEADER_ROW, upper)
        self.sheet.set_row(below, max(self.label_height, both - upper))

    def _heading_height(self, text: str, first: int, last: int) -> int:
        width = cell_width(self.widths[first : last + 1])
        return row_height(text, width, self.font_size, bold=True)

    def _write_line(self, line: NthLine) -> None:
        r = self.row + 1
        self.put_serial(SERIAL, line.serial)
        if line.till_date is None:
            self.put_text(TILL_DATE, "")
        else:
            self.put_quantity(TILL_DATE, line.till_date)
        self.put_text(UNIT, line.unit)
        self.put_money(RATE, line.rate)
        product = f"C{r}*E{r}"
        if line.per != 1:
            product += f"/{format_quantity(line.per)}"
        self._put_waiting(VALUE, line, f"ROUND({product},2)")
        self.put_quantity(PREVIOUS_QUANTITY, line.previous_quantity)
        self.put_money(PREVIOUS_AMOUNT, line.previous_amount)
        self._put_since_quantity(line)
        self._put_waiting(SINCE_AMOUNT, line, f"ROUND(F{r}-H{r},2)")
        self.put_text(REMARKS, "")
        beside = {SERIAL: line.serial, UNIT: line.unit}
        self.write_description(line.description, beside)

    def _put_since_quantity(self, line: NthLine) -> None:
        r = self.row + 1
        value = line.since_quantity
        style = self.figure_style(self.font_size)
        if value is not None:
            style = self.quantity_style(SINCE_QUANTITY, value)
        formula = _when(f'C{r}=""', f"C{r}-G{r}", is_waiting=value is None)
        result = "" if value is None else value
        put_formula(self.sheet, self.row, SINCE_QUANTITY, formula, result, style)

    def _put_waiting(self, column: int, line: NthLine, formula: str) -> None:
        """An amount that shows blank until the quantity till date is typed."""
        is_waiting = line.till_date is None
        value = line.value if column == VALUE else line.since_amount
        guarded = _when(f'C{self.row + 1}=""', formula, is_waiting=is_waiting)
        self.put_amount(column, guarded, value)

    def _write_totals(self, bill: NthBill, *, first: int, last: int) -> None:
        """Three rows below the table; `first` and `last` are item rows counted from 1."""
        s, p, t = (self.row + n for n in (1, 2, 3))  # sub total, premium, total
        premium = bill.previous.premium
        sign = "-" if premium.type is PremiumType.LESS else "+"
        percent = format_percent(premium.percent)
        is_waiting = bill.till_date is None
        untyped = f"COUNT(C{first}:C{last})<{len(bill.items)}"

        def when(formula: str, guard: str = f'F{s}=""') -> str:
            return _when(guard, f"ROUND({formula},2)", is_waiting=is_waiting)

        columns = {
            VALUE: (
                (
                    when(f"SUM(F{first}:F{last})", untyped),
                    when(f"F{s}*{percent}/100"),
                    when(f"F{s}{sign}F{p}"),
                ),
                _figures(bill.till_date),
            ),
            PREVIOUS_AMOUNT: (
                (
                    f"=ROUND(SUM(H{first}:H{last}),2)",
                    f"=ROUND(H{s}*{percent}/100,2)",
                    f"=ROUND(H{s}{sign}H{p},2)",
                ),
                _figures(bill.previous),
            ),
            SINCE_AMOUNT: (
                (
                    when(f"SUM(J{first}:J{last})"),
                    when(f"F{p}-H{p}"),
                    when(f"F{t}-H{t}"),
                ),
                _figures(bill.since_last),
            ),
        }
        labels = ("Sub Total", bill.previous.premium_label, "Total")
        for row, label in enumerate(labels):
            self.write_total(
                label,
                {
                    column: (formulas[row], results[row])
                    for column, (formulas, results) in columns.items()
                },
            )


def _figures(totals: BillTotals | None) -> tuple[Decimal | None, ...]:
    """Sub total, premium and total, or three that wait."""
    if totals is None:
        return (None, None, None)
    return (totals.sub_total, totals.premium_amount, totals.total)


def _when(guard: str, formula: str, *, is_waiting: bool) -> str:
    """The formula, shown as blank while `guard` is true when figures are still to be typed."""
    return f'=IF({guard},"",{formula})' if is_waiting else f"={formula}"
