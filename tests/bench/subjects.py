"""What is timed: our reading, billing and writing, and bare libraries that do less."""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import django
import openpyxl
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
gc.disable()  # as in the process that does the heavy work of a job

from bills.domain.bill import BillAction  # noqa: E402 - needs the settings
from bills.domain.making import BillOrder  # noqa: E402
from bills.readers import read_workbook  # noqa: E402
from bills.services import make_bills  # noqa: E402

ORDER = BillOrder(BillAction.WORKSLIP_FIRST_PART)


class WrittenCell(NamedTuple):
    """One cell of a made bill; row and column count from 0."""

    row: int
    column: int
    formula: str | None
    value: str | float


def make_bill(content: bytes) -> bytes:
    """The bill of a workslip, by the very service that a job calls."""
    (made,) = make_bills(filename="workslip.xlsx", content=content, order=ORDER).files
    return made.content


def cells_of(content: bytes) -> list[WrittenCell]:
    """Every cell of the first sheet, with numbers as XlsxWriter likes them best."""
    sheet = read_workbook("bill.xlsx", content).sheets[0]
    return [
        WrittenCell(
            row - 1,
            column - 1,
            cell.formula,
            float(cell.value) if isinstance(cell.value, Decimal) else str(cell.value),
        )
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
    ]


def read_with_calamine(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number in range(len(book.sheet_names)):
        book.get_sheet_by_index(number).to_python()


def read_with_openpyxl(content: bytes) -> None:
    """Formulas and values, which takes two passes."""
    for data_only in (False, True):
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=data_only
        )
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass


def read_with_ours(content: bytes) -> None:
    read_workbook("workslip.xlsx", content)


def write_bare(cells: Sequence[WrittenCell]) -> None:
    """The cells of a bill by XlsxWriter alone: formulas, results, a format per column."""
    book = Workbook(io.BytesIO(), {"in_memory": True})
    page = book.add_worksheet("Bill")
    formats = [book.add_format({"border": 1}) for _ in range(11)]
    for row, column, formula, value in cells:
        look = formats[column]
        if formula is not None:
            page.write_formula(row, column, f"={formula}", look, value)
        elif isinstance(value, str):
            page.write_string(row, column, value, look)
        else:
            page.write_number(row, column, value, look)
    book.close()
