"""Reading an uploaded workbook and telling what was understood; how a sheet is read stands in domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bills.domain.corrections import (
    NO_LAYOUTS,
    NOTHING_CORRECTED,
    Corrections,
    RememberedLayouts,
)
from bills.domain.money import format_percent, round_to_paisa
from bills.domain.problems import Code, Level, Problem
from bills.domain.reading import read_works
from bills.domain.work import SheetKind, Work, WorkbookReading
from bills.readers import WorkbookUnreadable, read_workbook

KIND_WORDS = {
    SheetKind.ESTIMATE: "an estimate",
    SheetKind.FIRST_BILL: "a first bill",
    SheetKind.NTH_BILL: "a later bill",
    SheetKind.WORKSLIP: "a workslip",
    SheetKind.TEMPORARY_WORKS: "a temporary-works sheet",
}


def read_file(
    *,
    filename: str,
    content: bytes,
    corrections: Corrections = NOTHING_CORRECTED,
    layouts: RememberedLayouts = NO_LAYOUTS,
) -> WorkbookReading:
    """The works of a workbook; a file that cannot be opened is a problem, not an exception."""
    try:
        grid = read_workbook(filename, content)
    except WorkbookUnreadable as error:
        return WorkbookReading(filename, (), (tell_unreadable(filename, error),))
    return read_works(grid, corrections=corrections, layouts=layouts)


def describe_reading(reading: WorkbookReading) -> dict[str, Any]:
    """What was understood, sheet by sheet, as one JSON document.

    `works` differs from `sheets` where several sheets are one work.
    """
    return {
        "sheets": [
            _describe_work(sheet.work) for sheet in reading.sheets if sheet.work
        ],
        "works": [_describe_work(work) for work in reading.works],
        "problems": [problem.as_json() for problem in reading.problems],
    }


def _describe_work(work: Work) -> dict[str, Any]:
    premium = work.premium
    return {
        "name": work.sheet,
        "kind": work.kind.value,
        "header_row": work.header_row,
        "columns": work.columns,
        "items": len(work.items),
        "headings": len(work.headings),
        "sum_of_amounts": f"{work.sum_of_amounts:.2f}",
        "stated_total": _two_places(work.stated_total),
        "tp_percent": format_percent(premium.percent) if premium else None,
        "tp_type": premium.type.value if premium else None,
    }


def _two_places(value: Decimal | None) -> str | None:
    return None if value is None else f"{round_to_paisa(value):.2f}"


def tell_unreadable(filename: str, error: WorkbookUnreadable) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.FILE_UNREADABLE,
        sheet="",
        cell="",
        found=filename,
        expected="an Excel workbook (.xlsx, .xlsm or .xls)",
        message=str(error),
    )
