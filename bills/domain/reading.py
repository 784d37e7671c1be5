"""A grid of cells to works: which sheets are read, in what order, and the whole report; one table is in tables.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bills.domain.formulas import Workings
from bills.domain.grid import CellError, Grid, Sheet, cell_name, column_letter
from bills.domain.header_fields import parse_fields, read_fields
from bills.domain.problems import Code, Level, Problem
from bills.domain.sheet_view import SheetView, report_notes
from bills.domain.summaries import read_summary
from bills.domain.table_header import Columns, Role
from bills.domain.table_layout import (
    OLD_WORKSLIP_PHASE,
    Recognition,
    TableLayout,
    recognise,
)
from bills.domain.table_totals import Totals, compute_totals
from bills.domain.tables import Table, TableReader
from bills.domain.texts import split_words
from bills.domain.work import (
    FieldValue,
    LineKind,
    SheetKind,
    Summary,
    Work,
    WorkbookReading,
)

# Rows of a sheet without table that are searched for header fields.
MOST_FIELD_ROWS = 60
# A second column of these changes no figure.
UNDOUBTED_ROLES = frozenset(
    {Role.SERIAL, Role.MEASUREMENT, Role.REMARKS, Role.UNIT_SINGULAR, Role.MORE}
)
# Cells of a sheet that is not read whose formulas are looked at for errors.
MOST_CHECKED_CELLS = 3_000


@dataclass(slots=True)
class _SheetReading:
    sheet: Sheet
    problems: list[Problem]
    fields: dict[str, FieldValue]
    work: Work | None = None
    summary: Summary | None = None


def read_works(grid: Grid) -> WorkbookReading:
    """Every work of the workbook in sheet order, with every problem found on the way.

    A sheet that gives no items is told in one line; a workbook without any is an error.
    """
    workings = Workings(grid)
    readings = [_read_sheet(grid, sheet, workings) for sheet in grid]
    works = [
        _with_fields_of_others(reading, readings)
        for reading in readings
        if reading.work
    ]
    problems = [p for r in readings if r.work is None for p in r.problems]
    if not works:
        problems.insert(0, _no_items(grid))
    for work in works:
        problems.extend(work.problems)
    summaries = tuple(r.summary for r in readings if r.summary is not None)
    return WorkbookReading(grid.filename, tuple(works), tuple(problems), summaries)


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


def _read_sheet(grid: Grid, sheet: Sheet, workings: Workings) -> _SheetReading:
    view = SheetView(sheet, workings)
    recognition = recognise(grid, sheet)
    layout = recognition.layout
    if layout is None:
        return _skip(view, recognition)
    if sheet.is_hidden:
        return _skip(view, Recognition(recognition.kind, "the sheet is hidden"))
    if layout.is_old_workslip:
        _report_old_workslip(view, layout)
    table = TableReader(view, layout).read()
    if not table.items:
        view.problems.clear()
        workings.take_notes()
        return _skip(view, Recognition(recognition.kind, "it has no items"))
    work = _make_work(view, layout, table)
    problems = view.problems + report_notes(workings.take_notes())
    work = replace(work, problems=tuple(problems))
    return _SheetReading(sheet, problems, work.fields, work)


def _report_old_workslip(view: SheetView, layout: TableLayout) -> None:
    view.report(
        Level.WARNING,
        Code.HEADER_NOT_FOUND,
        (layout.header_row, OLD_WORKSLIP_PHASE[1]),
        "no column is headed as executed; the older layout is taken, with the executed "
        "quantity in G and its amount in I",
        expected="Qty (Execution)",
    )


def _skip(view: SheetView, recognition: Recognition) -> _SheetReading:
    """One line that says why; a sheet of another kind than expected is no fault."""
    kind = recognition.kind
    is_ordinary = kind in (SheetKind.ITEM_BLOCKS, SheetKind.REFERENCE)
    is_strange = kind is SheetKind.UNRECOGNISED and bool(view.sheet.rows)
    view.report(
        Level.INFO if is_ordinary or not view.sheet.rows else Level.WARNING,
        Code.HEADER_NOT_FOUND if is_strange else Code.SHEET_SKIPPED,
        None,
        f"the sheet is not read as a work: {recognition.reason}",
    )
    skipped = view.problems[:]
    view.problems.clear()
    rows = view.sheet.row_numbers[:MOST_FIELD_ROWS]
    fields = {} if kind is SheetKind.ITEM_BLOCKS else read_fields(view, rows)
    view.problems.clear()
    summary = None
    if is_strange:
        _report_errors(view)
        summary = read_summary(view)
        view.workings.take_notes()
    return _SheetReading(view.sheet, skipped + view.problems, fields, summary=summary)


def _report_errors(view: SheetView) -> None:
    """Names the error cells of a sheet that is not read: a summary may rest on them."""
    places = (
        (row, column)
        for row in view.sheet.row_numbers
        for column in sorted(view.sheet.rows[row])
    )
    for _, (row, column) in zip(range(MOST_CHECKED_CELLS), places, strict=False):
        value = view.value(row, column)
        if isinstance(value, CellError):
            source = f", from {value.where}" if value.where else ""
            view.report(
                Level.WARNING,
                Code.CELL_ERROR,
                (row, column),
                f"the cell has the error {value.text}{source}",
                found=value.text,
                expected="a value",
            )


def _make_work(view: SheetView, layout: TableLayout, table: Table) -> Work:
    totals = compute_totals(
        view, table.sums, is_estimate=layout.kind is SheetKind.ESTIMATE
    )
    if totals.total is None and totals.sub_total is None:
        view.report(
            Level.WARNING,
            Code.TOTAL_NOT_FOUND,
            None,
            "no row with a total was found; the items are summed",
            expected="a row Total or Grand Total",
        )
    _report_doubtful_columns(view, layout)
    fields = read_fields(view, _rows_outside_table(view.sheet, layout, table))
    _report_second_work(view, table, fields)
    return Work(
        sheet=view.title,
        kind=layout.kind,
        title=layout.title,
        header_row=layout.header_row,
        columns=_column_letters(layout),
        lines=tuple(table.lines),
        premium=totals.premium,
        stated_sub_total=totals.sub_total,
        stated_premium=totals.premium_amount,
        stated_total=totals.total.amount.value if totals.total else None,
        old_material=totals.old_material,
        fields=fields,
        percentages=totals.percentages,
        stated_previous_total=_other_total(totals, Role.PREVIOUS_AMOUNT),
        stated_since_total=_other_total(totals, Role.SINCE_AMOUNT),
        is_temporary=layout.is_temporary,
    )


def _report_second_work(
    view: SheetView, table: Table, fields: dict[str, FieldValue]
) -> None:
    """Another name of work between the items: two works must never be added together."""
    own = fields["name_of_work"].value if "name_of_work" in fields else ""
    first = table.items[0].row if table.items else 0
    for line in table.lines:
        if line.kind is not LineKind.HEADING or line.row < first:
            continue
        other = dict(parse_fields(line.description)).get("name_of_work", "")
        if other and split_words(other) != split_words(own):
            view.report(
                Level.ERROR,
                Code.ITEM_AFTER_TOTAL,
                (line.row, 1),
                f'a second work, "{other}", begins here; give each work a sheet of '
                "its own",
                found=other,
                expected="one work in a sheet",
            )


def _rows_outside_table(
    sheet: Sheet, layout: TableLayout, table: Table
) -> Iterable[int]:
    """The rows above the header, and those below the last line or sum."""
    used = [line.row for line in table.lines] + [row.row for row in table.sums]
    last = max(used, default=layout.first_row)
    return [row for row in sheet.row_numbers if row < layout.header_row or row > last]


def _other_total(totals: Totals, role: Role) -> Decimal | None:
    number = totals.total.others.get(role.value) if totals.total else None
    return number.value if number else None


def _column_letters(layout: TableLayout) -> dict[str, str]:
    letters = {
        role.value: column_letter(column)
        for role, column in layout.columns.by_role.items()
        if role is not Role.MEASUREMENT
    }
    executed = layout.columns.executed
    if executed:
        _, quantity, amount = executed[-1]
        letters[Role.EXECUTED_QUANTITY.value] = column_letter(quantity)
        if amount is not None:
            letters[Role.EXECUTED_AMOUNT.value] = column_letter(amount)
    return letters


def _report_doubtful_columns(view: SheetView, layout: TableLayout) -> None:
    columns: Columns = layout.columns
    for role, used, other in columns.doubtful:
        if role in UNDOUBTED_ROLES:
            continue
        view.report(
            Level.WARNING,
            Code.HEADER_NOT_FOUND,
            (layout.header_row, other),
            f"two columns are headed as {role.value}; "
            f"{cell_name(layout.header_row, used)} is used",
            found=view.text(layout.header_row, other),
        )


def _with_fields_of_others(
    reading: _SheetReading, readings: list[_SheetReading]
) -> Work:
    """The work with the fields that its own sheet lacks, from sheets about the same work."""
    work = reading.work
    assert work is not None  # noqa: S101 - the caller passes readings with a work
    fields = dict(work.fields)
    for other in readings:
        if other is reading or not _may_share_fields(work, other):
            continue
        for name, value in other.fields.items():
            if name != "cc_header":
                fields.setdefault(name, value)
    return replace(work, fields=fields)


def _may_share_fields(work: Work, other: _SheetReading) -> bool:
    """Another sheet of the same kind, or with another name of work, is another work."""
    if other.work is not None and other.work.kind is work.kind:
        return False
    mine, theirs = (f.get("name_of_work") for f in (work.fields, other.fields))
    return mine is None or theirs is None or mine.value == theirs.value
