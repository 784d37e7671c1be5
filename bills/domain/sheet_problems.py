"""What is doubtful about a sheet as a whole, said at its cell; rows and sums have modules of their own."""

from __future__ import annotations

from bills.domain.grid import CellError, cell_name
from bills.domain.header_fields import parse_fields
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import SheetView
from bills.domain.table_builder import Table
from bills.domain.table_header import Columns, Role
from bills.domain.table_layout import OLD_WORKSLIP_PHASE, TableLayout
from bills.domain.texts import split_words
from bills.domain.work import FieldValue, LineKind

# A second column of these changes no figure.
UNDOUBTED_ROLES = frozenset(
    {
        *(Role.SERIAL, Role.MEASUREMENT, Role.REMARKS, Role.UNIT_SINGULAR),
        *(Role.MORE, Role.CODE),
    }
)
# Cells of a sheet that is not read whose formulas are looked at for errors.
MOST_CHECKED_CELLS = 3_000


def report_old_workslip(view: SheetView, layout: TableLayout) -> None:
    name, column, _ = OLD_WORKSLIP_PHASE
    place = (layout.header_row, column)
    if layout.columns.executed:
        view.report(
            Level.WARNING,
            Code.HEADER_NOT_FOUND,
            place,
            "no column is headed as executed; the older layout is taken, with the "
            "executed quantity in G and its amount in I",
            expected="Qty (Execution)",
        )
        return
    view.report(
        Level.ERROR,
        Code.HEADER_NOT_FOUND,
        place,
        "the sheet calls itself a workslip but no column is headed as executed, and G "
        f'is "{view.text(*place)}"; say which column holds the executed quantity, or '
        "that the sheet is an estimate",
        found=view.text(*place),
        expected=name,
    )


def report_errors(view: SheetView) -> None:
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


def report_second_work(
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


def report_doubtful_columns(view: SheetView, layout: TableLayout) -> None:
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
