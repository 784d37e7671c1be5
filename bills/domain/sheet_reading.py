"""One sheet to what it holds: a work, a summary or nothing, each row marked; the workbook is put together in reading.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bills.domain.corrections import (
    RememberedLayouts,
    SheetCorrections,
    tell_corrected,
    tell_unused,
)
from bills.domain.formulas import Workings
from bills.domain.grid import Grid, Sheet, cell_name, column_letter
from bills.domain.header_fields import (
    HeaderFields,
    correct_fields,
    read_fields,
)
from bills.domain.header_layouts import columns_by_letter, compute_signature
from bills.domain.problems import Code, Level, Problem
from bills.domain.sheet_problems import (
    report_doubtful_columns,
    report_errors,
    report_old_workslip,
    report_second_work,
)
from bills.domain.sheet_view import SheetView, report_notes
from bills.domain.summaries import read_summary
from bills.domain.table_builder import Table
from bills.domain.table_header import Role
from bills.domain.table_layout import (
    Recognition,
    TableLayout,
    recognise,
)
from bills.domain.table_totals import Totals, compute_totals
from bills.domain.tables import TableReader
from bills.domain.title_page import TitlePage, read_title_page
from bills.domain.work import (
    FieldValue,
    RowMark,
    SheetKind,
    SheetReading,
    Summary,
    Work,
)

# Rows of a sheet without table that are searched for header fields.
MOST_FIELD_ROWS = 60
# A sheet without table that states so many fields is the title page of a work.
FEWEST_TITLE_FIELDS = 2


@dataclass(slots=True)
class SheetResult:
    """A sheet as it was read, and what it says of other sheets."""

    reading: SheetReading
    summary: Summary | None = None
    page: TitlePage | None = None


def read_sheet(
    grid: Grid,
    sheet: Sheet,
    workings: Workings,
    corrections: SheetCorrections,
    layouts: RememberedLayouts,
) -> SheetResult:
    """What one sheet holds, with every problem found on it."""
    view = SheetView(sheet, workings)
    recognition = recognise(grid, view, corrections, layouts)
    told = view.problems[:]
    view.problems.clear()
    layout = recognition.layout
    if layout is None:
        return _skip(view, recognition, corrections, told)
    if sheet.is_hidden and corrections.kind is None:
        hidden = replace(recognition, reason="the sheet is hidden", layout=None)
        return _skip(view, hidden, corrections, told)
    if layout.is_old_workslip:
        report_old_workslip(view, layout)
    table = TableReader(view, layout, corrections.rows).read()
    told += _told_of_rows(view, layout, table, corrections.rows)
    if not table.items:
        told += [p for p in view.problems if p.code is Code.CORRECTED]
        view.problems.clear()
        workings.take_notes()
        empty = replace(recognition, reason="it has no items", layout=None)
        return _skip(view, empty, corrections, told)
    return _read_table(view, recognition, layout, table, corrections, told)


def _read_table(
    view: SheetView,
    recognition: Recognition,
    layout: TableLayout,
    table: Table,
    corrections: SheetCorrections,
    told: list[Problem],
) -> SheetResult:
    totals = _compute_totals(view, layout, table)
    report_doubtful_columns(view, layout)
    header = read_fields(view, _rows_outside_table(view.sheet, layout, table))
    correct_fields(view, header.values, corrections.fields)
    report_second_work(view, table, header.values)
    work = _make_work(view, layout, table, totals, header.values)
    problems = (
        *told,
        *view.problems,
        *report_notes(view.workings.take_notes()),
    )
    reading = _make_reading(view, recognition, header, problems)
    marks = {**reading.marks, **table.marks}
    work = replace(work, problems=problems)
    columns = columns_by_letter(layout.columns)
    return SheetResult(replace(reading, marks=marks, columns=columns, work=work))


def _told_of_rows(
    view: SheetView,
    layout: TableLayout,
    table: Table,
    wanted: Mapping[int, RowMark],
) -> list[Problem]:
    """What each corrected row was taken for, and is now."""
    if not wanted:
        return []
    unread = SheetView(view.sheet, view.workings)
    before = TableReader(unread, layout).read().marks
    problems = []
    for row, mark in wanted.items():
        cell = cell_name(row, layout.columns.get(Role.DESCRIPTION) or 1)
        if row < layout.first_row or row not in view.sheet.rows:
            reason = f"row {row} is no row of the table"
            problems.append(tell_unused(view.title, cell, reason))
        elif table.marks.get(row) is mark and before.get(row) is not mark:
            found = before.get(row, "no row of the table").replace("_", " ")
            used = mark.value.replace("_", " ")
            problems.append(tell_corrected(view.title, cell, found, used))
    return problems


def _make_reading(
    view: SheetView,
    recognition: Recognition,
    fields: HeaderFields,
    problems: Iterable[Problem],
) -> SheetReading:
    """All that is known of a sheet besides its table."""
    marks = dict.fromkeys(fields.rows, RowMark.FIELD)
    header = recognition.header
    if header is not None:
        rows = range(header.row, header.last_row + 1)
        marks.update(dict.fromkeys(rows, RowMark.HEADER))
    return SheetReading(
        sheet=view.title,
        kind=recognition.kind,
        reason=recognition.reason,
        header_row=header.row if header else 0,
        columns=columns_by_letter(header.columns) if header else {},
        signature=compute_signature(view.sheet, header.row) if header else "",
        is_remembered=header.is_remembered if header else False,
        marks=marks,
        fields=fields.values,
        problems=tuple(problems),
    )


def _skip(
    view: SheetView,
    recognition: Recognition,
    corrections: SheetCorrections,
    told: list[Problem],
) -> SheetResult:
    """One line that says why; a sheet of another kind than expected is no fault."""
    if recognition.kind is SheetKind.ITEM_BLOCKS:
        fields = HeaderFields()
    else:
        fields = read_fields(view, view.sheet.row_numbers[:MOST_FIELD_ROWS])
    view.problems.clear()
    page = None
    is_strange = recognition.kind is SheetKind.UNRECOGNISED and bool(view.sheet.rows)
    if is_strange:
        page = read_title_page(view)
        fields.rows |= page.rows if page else set()
    if page is not None or (is_strange and len(fields.values) >= FEWEST_TITLE_FIELDS):
        recognition = replace(
            recognition,
            kind=SheetKind.REFERENCE,
            reason="it holds the header fields of the work",
        )
    correct_fields(view, fields.values, corrections.fields)
    _report_skipped(view, recognition)
    summary = None
    if is_strange:
        report_errors(view)
        summary = read_summary(view)
        view.workings.take_notes()
    reading = _make_reading(view, recognition, fields, told + view.problems)
    return SheetResult(reading, summary, page)


def _report_skipped(view: SheetView, recognition: Recognition) -> None:
    kind, is_empty = recognition.kind, not view.sheet.rows
    is_strange = kind is SheetKind.UNRECOGNISED and not is_empty
    is_ordinary = kind in (SheetKind.ITEM_BLOCKS, SheetKind.REFERENCE) or is_empty
    view.report(
        Level.INFO if is_ordinary else Level.WARNING,
        Code.HEADER_NOT_FOUND if is_strange else Code.SHEET_SKIPPED,
        None,
        f"the sheet is not read as a work: {recognition.reason}",
    )


def _compute_totals(view: SheetView, layout: TableLayout, table: Table) -> Totals:
    totals = compute_totals(
        view, table.sums, table.items, is_estimate=layout.kind is SheetKind.ESTIMATE
    )
    if totals.total is None and totals.sub_total is None:
        view.report(
            Level.WARNING,
            Code.TOTAL_NOT_FOUND,
            None,
            "no row with a total was found; the items are summed",
            expected="a row Total or Grand Total",
        )
    return totals


def _make_work(
    view: SheetView,
    layout: TableLayout,
    table: Table,
    totals: Totals,
    fields: dict[str, FieldValue],
) -> Work:
    title = fields.get("cc_header")
    return Work(
        sheet=view.title,
        kind=layout.kind,
        # A title without a cell was typed by the office.
        title=layout.title if title is None or title.cell else title.value,
        header_row=layout.header_row,
        columns=_column_letters(layout),
        lines=tuple(table.lines),
        premium=totals.premium,
        stated_sub_total=totals.sub_total,
        stated_premium=totals.premium_amount,
        stated_total=totals.total.amount.value if totals.total else None,
        total_cells=_total_cells(layout, totals.row),
        old_material=totals.old_material,
        fields=fields,
        percentages=totals.percentages,
        stated_previous_total=_other_total(totals, Role.PREVIOUS_AMOUNT),
        stated_since_total=_other_total(totals, Role.SINCE_AMOUNT),
        is_temporary=layout.is_temporary,
    )


def _rows_outside_table(
    sheet: Sheet, layout: TableLayout, table: Table
) -> Iterable[int]:
    """The rows above the header, and those below the last line or sum."""
    used = [line.row for line in table.lines] + [row.row for row in table.sums]
    last = max(used, default=layout.first_row)
    return [row for row in sheet.row_numbers if row < layout.header_row or row > last]


def _other_total(totals: Totals, role: Role) -> Decimal | None:
    number = totals.others.get(role.value)
    return number.value if number else None


def _total_cells(layout: TableLayout, row: int) -> dict[str, str]:
    roles = (Role.AMOUNT, Role.PREVIOUS_AMOUNT, Role.SINCE_AMOUNT)
    return {
        role.value: cell_name(row, layout.columns.by_role[role])
        for role in roles
        if row and role in layout.columns.by_role
    }


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
