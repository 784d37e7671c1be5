"""Estimates as offices type them, for the preview: short, with one thing wrong each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADER = (
    "Sl.No",
    "Quantity",
    "Unit",
    "Item Description",
    "Rate",
    "Per",
    "Unit",
    "Amount",
)
CABLE = (1, 100, "Mtrs", "Supply and run of 2 of 2.5 sq.mm cable", 134, 1, "Mtr")
LIGHT = (2, 20, "Nos", "Supply and fixing of LED street light", 1228.5, 1, "No")
BLANK_RATE = (*LIGHT[:4], None, *LIGHT[5:])
NAME = "Name of the work : Street lighting: Ward 5"
FIRST_ITEM = 4  # its row

Item = Sequence[Any]


def estimate(
    *sheets: Sequence[Item],
    header: Sequence[str] = HEADER,
    title: str = "Estimate",
    total: float | None = None,
) -> bytes:
    """One sheet per work: title, name, header in row 3, items, then the total.

    The amounts are formulas without stored results; so is the total unless it is given.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    for number, items in enumerate(sheets, 1):
        name = title if len(sheets) == 1 else f"{title}-{number}"
        _fill(book.create_sheet(name), items, header, total)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(
    sheet: Worksheet, items: Sequence[Item], header: Sequence[str], total: float | None
) -> None:
    sheet.append(["ESTIMATE"])
    sheet.append([NAME])
    sheet.append(list(header))
    for row, item in enumerate(items, FIRST_ITEM):
        sheet.append([*item, f"=ROUND(B{row}*E{row},2)"])
    last = FIRST_ITEM + len(items) - 1
    summed = f"=SUM(H{FIRST_ITEM}:H{last})" if total is None else total
    sheet.append([None, None, None, "Total", None, None, None, summed])
