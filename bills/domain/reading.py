"""A grid of cells to works: its sheets in their order, and the whole report; one sheet is read in sheet_reading.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bills.domain.corrections import (
    NO_LAYOUTS,
    NOTHING_CORRECTED,
    Corrections,
    RememberedLayouts,
    correct_cells,
)
from bills.domain.formulas import Workings
from bills.domain.grid import Grid
from bills.domain.problems import Code, Level, Problem
from bills.domain.sheet_reading import SheetResult, read_sheet
from bills.domain.work import SheetReading, Work, WorkbookReading
from bills.domain.work_order import WorkOrder, find_work_order


def read_works(
    grid: Grid,
    *,
    corrections: Corrections = NOTHING_CORRECTED,
    layouts: RememberedLayouts = NO_LAYOUTS,
    workings: Workings | None = None,
) -> WorkbookReading:
    """Every work of the workbook in sheet order, with every problem found on the way.

    A sheet that gives no items is told in one line; a workbook without any is an error.
    The sheets of a work order are one work. The corrected cells of the grid are changed,
    so that `workings`, where they are shared, must not have been asked for a value yet.
    """
    told = correct_cells(grid, corrections)
    workings = workings or Workings(grid)
    results = [
        _with_told(
            read_sheet(grid, sheet, workings, corrections.of(sheet.title), layouts),
            told,
        )
        for sheet in grid
    ]
    readings = _share_fields([result.reading for result in results])
    order = _find_work_order(results, readings)
    findings = order.findings() if order else ()
    works = _works_of(readings, order)
    problems = [
        *_problems_of_the_file(grid, told, works),
        *(p for reading in readings if reading.work is None for p in reading.problems),
        *(problem for work in works for problem in work.problems),
    ]
    return WorkbookReading(
        grid.filename,
        works,
        tuple(problems),
        tuple(result.summary for result in results if result.summary is not None),
        tuple(_with_findings(reading, findings) for reading in readings),
    )


def _with_told(result: SheetResult, told: Sequence[Problem]) -> SheetResult:
    """With what was corrected in the cells of the sheet."""
    reading = result.reading
    own = tuple(problem for problem in told if problem.sheet == reading.sheet)
    if own:
        problems = (*own, *reading.problems)
        work = reading.work and replace(reading.work, problems=problems)
        result.reading = replace(reading, problems=problems, work=work)
    return result


def _problems_of_the_file(
    grid: Grid, told: Sequence[Problem], works: Sequence[Work]
) -> list[Problem]:
    titles = {sheet.title for sheet in grid}
    problems = [problem for problem in told if problem.sheet not in titles]
    return problems if works else [_no_items(grid), *problems]


def _no_items(grid: Grid) -> Problem:
    return Problem(
        Level.ERROR,
        Code.FILE_UNREADABLE,
        "",
        "",
        grid.filename,
        "a sheet with a serial number, description, quantity and rate in its header",
        f"{grid.filename}: no sheet has items with a quantity and a rate",
    )


def _find_work_order(
    results: Sequence[SheetResult], readings: Sequence[SheetReading]
) -> WorkOrder | None:
    works = [reading.work for reading in readings if reading.work is not None]
    page = next((result.page for result in results if result.page), None)
    return find_work_order(works, page)


def _works_of(
    readings: Sequence[SheetReading], order: WorkOrder | None
) -> tuple[Work, ...]:
    """The works of the sheets; those of a work order as one, in place of its bill quantity."""
    works = [reading.work for reading in readings if reading.work is not None]
    if order is None:
        return tuple(works)
    joined: dict[str, Work | None] = dict.fromkeys(part.sheet for part in order.parts)
    joined[order.executed.sheet] = order.as_work()
    found = (joined.get(work.sheet, work) for work in works)
    return tuple(work for work in found if work is not None)


def _with_findings(reading: SheetReading, findings: Sequence[Problem]) -> SheetReading:
    """With what was found on the sheet when it was made one work with others."""
    own = tuple(problem for problem in findings if problem.sheet == reading.sheet)
    return replace(reading, problems=(*reading.problems, *own))


def _share_fields(readings: Sequence[SheetReading]) -> list[SheetReading]:
    """Each work with the fields that its own sheet lacks, from sheets about the same work."""
    return [
        replace(reading, work=_with_fields_of_others(reading.work, reading, readings))
        if reading.work is not None
        else reading
        for reading in readings
    ]


def _with_fields_of_others(
    work: Work, own: SheetReading, readings: Sequence[SheetReading]
) -> Work:
    fields = dict(work.fields)
    for other in readings:
        if other is own or not _may_share_fields(work, other):
            continue
        for name, value in other.fields.items():
            if name != "cc_header":
                fields.setdefault(name, value)
    return replace(work, fields=fields)


def _may_share_fields(work: Work, other: SheetReading) -> bool:
    """Another sheet of the same kind, or with another name of work, is another work."""
    if other.work is not None and other.work.kind is work.kind:
        return False
    mine, theirs = (f.get("name_of_work") for f in (work.fields, other.fields))
    return mine is None or theirs is None or mine.value == theirs.value
