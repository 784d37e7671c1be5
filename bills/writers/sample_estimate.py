"""The estimate of the worked example, as an office's own workbook would look; for the demo office and first-time users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from bills.domain.money import compute_amount, compute_premium
from bills.writers.sheet import (
    HEADER_FILL,
    MONEY,
    TOTALS_FILL,
    Book,
    put_figure,
    put_formula,
    put_text,
)

WIDTHS = (6, 10, 10, 38, 10, 8, 10, 15)
DATAS_WIDTHS = (9, 12, 6, 48, 10, 8, 6, 8, 12, 14)
NAME_OF_WORK = "Name of the work : Electrification of the new record room (sample)"
CELL: dict[str, Any] = {"border": 1, "align": "center", "valign": "vcenter"}
TEXT = CELL | {"align": "justify", "valign": "top", "text_wrap": True}
BOLD = {"bold": True}
LABOUR_CESS = QUALITY_CONTROL = Decimal(1)
ACADEMY = Decimal("0.1")
GST = Decimal(18)


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An item with the labour and the material that its rate is made of."""

    name: str
    specification: str
    quantity: Decimal
    unit: str
    unit_singular: str
    labour: Decimal
    material: Decimal

    @property
    def rate(self) -> Decimal:
        return self.labour + self.material


# Source: spec outputs, section 10.
ITEMS = (
    SampleItem(
        "Run of 2 x 2.5 sq.mm wire",
        "Supply and run of 2 x 2.5 sq.mm FRLS copper wire in existing PVC pipe, with "
        "all labour and material complete.",
        Decimal(100),
        "Mtrs",
        "Mtr",
        Decimal("42.00"),
        Decimal("92.00"),
    ),
    SampleItem(
        "LED batten 20 W",
        "Supply and fixing of 20 W LED batten light fitting on a wooden block, with "
        "connections and testing complete.",
        Decimal(20),
        "Nos",
        "No",
        Decimal("178.50"),
        Decimal("1050.00"),
    ),
)
GRAND_TOTAL = Decimal(46000)


def write_sample_estimate(*, created: datetime) -> bytes:
    """A workbook with the sheets Estimate and Datas, formulas live and results stored."""
    book = Book(created)
    sheet, datas = book.add_sheet("Estimate"), book.add_sheet("Datas")
    rate_rows = _write_datas(book, datas)
    _write_heads(book, sheet)
    for row, (item, rate_row) in enumerate(zip(ITEMS, rate_rows, strict=True), start=4):
        _write_item(book, sheet, row, item, rate_row)
    _write_totals(book, sheet, first=4, last=3 + len(ITEMS))
    return book.close()


def _write_heads(book: Book, sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    title = book.style(**CELL, **BOLD, font_size=14)
    sheet.merge_range("A1:H1", "ESTIMATE", title)
    name = book.style(**CELL | {"align": "left"}, **BOLD)
    sheet.merge_range("A2:H2", NAME_OF_WORK, name)
    head = book.style(**CELL, **BOLD, bg_color=HEADER_FILL)
    for cells in ("B3:C3", "F3:G3"):
        sheet.merge_range(cells, "", head)
    texts = {
        0: "Sl.No",
        1: "Quantity (Unit)",
        3: "Item Description",
        4: "Rate",
        5: "Per Unit",
        7: "Amount",
    }
    for column, text in texts.items():
        put_text(sheet, 2, column, text, head)


def _write_item(
    book: Book, sheet: Worksheet, row: int, item: SampleItem, rate_row: int
) -> None:
    plain = book.style(**CELL)
    money = book.style(**CELL, num_format=MONEY)
    index = row - 1
    put_figure(sheet, index, 0, Decimal(row - 3), plain)
    put_figure(sheet, index, 1, item.quantity, plain)
    put_text(sheet, index, 2, item.unit, plain)
    put_text(sheet, index, 3, item.specification, book.style(**TEXT))
    put_formula(sheet, index, 4, f"=Datas!J{rate_row}", item.rate, money)
    put_figure(sheet, index, 5, Decimal(1), plain)
    put_text(sheet, index, 6, item.unit_singular, plain)
    amount = compute_amount(item.quantity, item.rate)
    put_formula(sheet, index, 7, f"=ROUND(B{row}*E{row},2)", amount, money)
    sheet.set_row(index, 48)


def _write_totals(book: Book, sheet: Worksheet, *, first: int, last: int) -> None:
    ecv = sum((compute_amount(i.quantity, i.rate) for i in ITEMS), Decimal(0))
    labour = compute_premium(ecv, LABOUR_CESS)
    quality = compute_premium(ecv, QUALITY_CONTROL)
    academy = compute_premium(ecv, ACADEMY)
    sub_total = ecv + labour + quality + academy
    gst = compute_premium(sub_total, GST)
    r = last + 1  # the row of ECV, counted from 1
    rows: Sequence[tuple[str, str, Decimal]] = (
        ("ECV", f"=ROUND(SUM(H{first}:H{last}),2)", ecv),
        ("Add LC @ 1 %", f"=ROUND(H{r}*0.01,2)", labour),
        ("Add QC @ 1 %", f"=ROUND(H{r}*0.01,2)", quality),
        ("Add NAC @ 0.1 %", f"=ROUND(H{r}*0.001,2)", academy),
        ("Sub Total", f"=ROUND(H{r}+H{r + 1}+H{r + 2}+H{r + 3},2)", sub_total),
        ("Add GST@18 %", f"=ROUND(H{r + 4}*0.18,2)", gst),
        (
            "L.S Provision towards unforeseen items",
            f"=ROUND(H{r + 7}-H{r + 5}-H{r + 4},2)",
            GRAND_TOTAL - gst - sub_total,
        ),
        ("Grand Total", "", GRAND_TOTAL),
    )
    style = book.style(**CELL, **BOLD, bg_color=TOTALS_FILL, num_format=MONEY)
    for index, (label, formula, value) in enumerate(rows, start=last):
        for column in range(len(WIDTHS)):
            put_text(sheet, index, column, "", style)
        put_text(sheet, index, 3, label, style)
        if formula:
            put_formula(sheet, index, 7, formula, value, style)
        else:
            put_figure(sheet, index, 7, value, style)


def _write_datas(book: Book, sheet: Worksheet) -> list[int]:
    """Fills the sheet and returns the row, counted from 1, of each item's final rate."""
    for column, width in enumerate(DATAS_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 0)
    sheet.merge_range("A1:J1", "DATAS", book.style(**CELL, **BOLD, font_size=14))
    name = book.style(**CELL | {"align": "left"}, **BOLD)
    sheet.merge_range("A2:J2", NAME_OF_WORK, name)
    block_name = book.style(**BOLD, font_color="#FF0000", bg_color="#FFFF00")
    plain = book.style(text_wrap=True, valign="top")
    money = book.style(num_format=MONEY)
    rate_rows = []
    row = 3
    for number, item in enumerate(ITEMS, start=1):
        put_text(sheet, row, 0, f"Data {number}", plain)
        put_text(sheet, row, 3, item.name, block_name)
        put_text(sheet, row + 2, 3, item.specification, plain)
        lines = (("Labour charges", item.labour), ("Material", item.material))
        for offset, (label, value) in enumerate(lines, start=3):
            put_text(sheet, row + offset, 3, label, plain)
            put_figure(sheet, row + offset, 9, value, money)
        put_text(sheet, row + 5, 3, "Total Rate", plain)
        put_formula(sheet, row + 5, 9, f"=SUM(J{row + 4}:J{row + 5})", item.rate, money)
        rate_rows.append(row + 6)
        row += 8
    return rate_rows
