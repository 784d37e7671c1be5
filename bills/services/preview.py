"""A workbook as the preview page shows it, in plain data: sheets, totals, problems; its rows are in preview_rows.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from bills.domain.bill import BillTotals, compute_totals
from bills.domain.corrections import (
    NO_LAYOUTS,
    NOTHING_CORRECTED,
    Corrections,
    RememberedLayouts,
)
from bills.domain.formulas import Workings
from bills.domain.grid import Grid
from bills.domain.making import Report, ignore_progress
from bills.domain.money import format_percent, round_to_paisa
from bills.domain.problems import Level, Problem
from bills.domain.reading import read_works
from bills.domain.sheet_view import SheetView
from bills.domain.work import (
    FieldValue,
    PremiumType,
    SheetReading,
    TenderPremium,
    Work,
    WorkbookReading,
)
from bills.readers import WorkbookUnreadable, read_workbook
from bills.services.preview_rows import RowWriter
from bills.services.reading import tell_unreadable

MOST_SHEET_PROBLEMS = 50  # of a sheet as a whole; those of a row stand with it

Document = dict[str, Any]

READING_STEPS = (
    gettext_noop("Reading Excel file..."),
    gettext_noop("Parsing data..."),
    gettext_noop("Laying out the sheets..."),
    gettext_noop("Storing the sheets..."),
    gettext_noop("Data stored successfully"),
)


def build_preview(
    *,
    filename: str,
    content: bytes,
    corrections: Corrections = NOTHING_CORRECTED,
    layouts: RememberedLayouts = NO_LAYOUTS,
    report: Report = ignore_progress,
) -> Document:
    """What was understood of a workbook, as `store_preview` keeps it.

    `parts` of a sheet are JSON texts of its rows: as objects the rows of a long sheet
    would take several times the memory. A file that cannot be opened has no sheets and
    a problem that says why.
    """
    report(10, gettext_noop("Reading Excel file..."))
    try:
        grid = read_workbook(filename, content)
    except WorkbookUnreadable as error:
        problem = tell_unreadable(filename, error)
        return {"problems": [problem.as_json()], "cell_count": 0, "sheets": []}
    report(30, gettext_noop("Parsing data..."))
    workings = Workings(grid)
    reading = read_works(
        grid, corrections=corrections, layouts=layouts, workings=workings
    )
    report(40, gettext_noop("Laying out the sheets..."))
    by_sheet = _problems_by_sheet(grid, reading)
    works = {work.sheet: work for work in reading.works}
    sheets = []
    for sheet, understood in zip(grid, reading.sheets, strict=True):
        title = sheet.title
        writer = RowWriter(
            SheetView(sheet, workings), understood, corrections.of(title)
        )
        sheets.append(
            _describe_sheet(writer, understood, by_sheet[title], works.get(title))
        )
    return {
        "problems": [problem.as_json() for problem in by_sheet[""]],
        "cell_count": sum(len(cells) for s in grid for cells in s.rows.values()),
        "sheets": sheets,
    }


def _problems_by_sheet(
    grid: Grid, reading: WorkbookReading
) -> Mapping[str, list[Problem]]:
    """Each problem once, under its sheet; under "" those of the file."""
    found: dict[str, list[Problem]] = {"": [], **{s.title: [] for s in grid}}
    for problem in dict.fromkeys(reading.problems):
        found.get(problem.sheet, found[""]).append(problem)
    return found


def _describe_sheet(
    writer: RowWriter,
    understood: SheetReading,
    problems: list[Problem],
    source: Work | None,
) -> Document:
    """The sheet as its row of `ReadingSheet`, and the parts of its rows.

    `source` is the work that a bill is made of, which several sheets may give together.
    """
    work = understood.work
    parts = list(writer.write_parts(problems))
    counts = {
        f"{level.value}s": sum(problem.level is level for problem in problems)
        for level in (Level.ERROR, Level.WARNING)
    }
    return {
        "title": understood.sheet,
        "kind": understood.kind.value,
        "reason": understood.reason[:300],
        "header_row": understood.header_row,
        "signature": understood.signature,
        "columns": writer.columns,
        "fields": _describe_fields(work.fields if work else understood.fields),
        "totals": {
            **counts,
            "first_error": writer.first_error,
            "parts": len(parts),
            "header_part": writer.part_of(understood.header_row),
            "source_kind": source.kind.value if source else "",
            "source_total": _amount(_totals_of(source).total) if source else None,
            "is_blocked": source is not None and not source.can_be_billed,
            "is_remembered": understood.is_remembered,
            "rows_left": writer.rows_left,
            **(_describe_totals(work) if work else {}),
        },
        "problems": [
            problem.as_json() for problem in writer.loose_problems[:MOST_SHEET_PROBLEMS]
        ],
        "item_count": len(work.items) if work else 0,
        "row_count": writer.row_count,
        "parts": parts,
    }


def _describe_fields(fields: Mapping[str, FieldValue]) -> Iterable[Document]:
    return [
        {
            "name": name,
            "value": field.value,
            "place": f"{field.sheet}!{field.cell}" if field.cell else "",
        }
        for name, field in fields.items()
    ]


def _describe_totals(work: Work) -> Document:
    """The sums of the sheet, computed and as it states them; None where it states none."""
    totals = _totals_of(work)
    premium = totals.premium
    return {
        "sum": _amount(totals.sub_total),
        "premium": f"{format_percent(premium.percent)} % {premium.type.value}"
        if work.premium
        else "",
        "premium_cell": premium.cell,
        "premium_amount": _amount(totals.premium_amount),
        "premium_is_less": premium.type is PremiumType.LESS,
        "total": _amount(totals.total),
        "stated_sum": _amount(work.stated_sub_total),
        "stated_total": _amount(work.stated_total),
        "previous_total": _amount(work.stated_previous_total),
        "since_total": _amount(work.stated_since_total),
    }


def _totals_of(work: Work) -> BillTotals:
    premium = work.premium or TenderPremium(Decimal(0), PremiumType.EXCESS)
    return compute_totals([work.sum_of_amounts], premium)


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{round_to_paisa(value):.2f}"
