"""Workslips of any size, written by XlsxWriter and not by our own writers."""

from __future__ import annotations

import io

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HEADINGS = (
    "Sl.No",
    "Description of Item",
    "Unit",
    "Qty (Estimate)",
    "Rate (Estimate)",
    "Amount (Estimate)",
    "Qty (Execution)",
    "Amount (Execution)",
    "More",
    "Less",
    "Remarks",
)
HEADER_ROW = 7  # counted from 0, as everywhere in XlsxWriter


def make_workslip(items: int, sheets: int = 1) -> bytes:
    """A workbook whose sheets hold that many items between them, four formulas in each."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    for number in range(1, sheets + 1):
        page = book.add_worksheet("WorkSlip" if sheets == 1 else f"WorkSlip-{number}")
        _write_sheet(page, number, items // sheets)
    book.close()
    return stream.getvalue()


def _write_sheet(page: Worksheet, number: int, items: int) -> None:
    page.write_string(0, 0, "WORKING ESTIMATE")
    page.write_string(1, 0, f"Name of the work : Street lighting, ward {number}")
    page.write_row(HEADER_ROW, 0, HEADINGS)
    first = HEADER_ROW + 1
    for item in range(items):
        _write_item(page, first + item, item)
    last = first + items  # as row number counted from 1
    page.write_string(last, 1, "Sub Total Amount")
    page.write_formula(last, 7, f"=ROUND(SUM(H{first + 1}:H{last}),2)", None, "")
    page.write_string(last + 1, 1, "Deduct T.P @ 4.5 % Less")


def _write_item(page: Worksheet, row: int, item: int) -> None:
    r = row + 1
    estimated, executed, rate = 10 + item % 7, 9 + item % 7, 12345 + item % 100 * 100
    amounts = [quantity * rate / 100 for quantity in (estimated, executed)]
    page.write_number(row, 0, item + 1)
    page.write_string(
        row,
        1,
        f"Supply and fixing of item number {item} of approved make with all accessories",
    )
    page.write_string(row, 2, "Nos")
    page.write_number(row, 3, estimated)
    page.write_number(row, 4, rate / 100)
    page.write_formula(row, 5, f"=ROUND(D{r}*E{r},2)", None, amounts[0])
    page.write_number(row, 6, executed)
    page.write_formula(row, 7, f"=ROUND(G{r}*E{r},2)", None, amounts[1])
    page.write_formula(row, 8, f'=IF(H{r}>F{r},H{r}-F{r},"")', None, "")
    less = round(amounts[0] - amounts[1], 2)
    page.write_formula(row, 9, f'=IF(F{r}>H{r},F{r}-H{r},"")', None, less)
    page.write_string(row, 10, "Less as per estimated")
