"""What each row of one table is: item, heading, sum or doubt, or what the office says; sheets and totals are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bills.domain.corrections import tell_unused
from bills.domain.grid import cell_name
from bills.domain.header_rows import (
    header_cells,
    heads_measurements,
    is_column_numbers,
    is_header_continuation,
)
from bills.domain.labels import (
    PROVISIONS,
    TOTALS,
    RowKind,
    RowLabel,
    parse_label,
    parse_sum_label,
)
from bills.domain.premium import parse_premium
from bills.domain.problems import Code, Level
from bills.domain.row_problems import RowProblems
from bills.domain.sheet_view import NumberCell, SheetView
from bills.domain.table_builder import Table, TableBuilder
from bills.domain.table_header import (
    Columns,
    HeaderCell,
    Role,
    is_table_header,
    read_columns,
)
from bills.domain.table_layout import TableLayout
from bills.domain.table_rows import Row
from bills.domain.work import RowMark, SheetKind

_AE = re.compile(r"AE\s*\d*", re.IGNORECASE)
# A longer text in the serial column is a heading merged over the row.
_LONGEST_SERIAL = 12


class TableReader:
    """Goes down the rows of one sheet once, from the header to the last row."""

    def __init__(
        self,
        view: SheetView,
        layout: TableLayout,
        corrected: Mapping[int, RowMark] | None = None,
    ) -> None:
        self.view = view
        self.layout = layout
        self.corrected = corrected or {}  # what rows are whatever they look like
        self.builder = TableBuilder(view, layout)
        self._has_ended = False

    def read(self) -> Table:
        """The lines, sum rows and marks; problems go to the view."""
        for number in self.view.sheet.row_numbers:
            if number in self.corrected and number >= self.layout.first_row:
                self._read_corrected(number, self.corrected[number])
            elif number >= self.layout.first_row:
                self._read_number(number)
        return self.builder.finish(self.corrected.keys())

    def _read_number(self, number: int) -> None:
        cells = header_cells(self.view.sheet, number)
        if self._has_ended:
            self._leave_out(number, cells)
        elif self._ends_table(number, cells):
            self._has_ended = True
            self._problems.measurements_follow(number)
            self.builder.mark(number, RowMark.LEFT_OUT)
        elif self._is_header(number, cells):
            self.builder.mark(number, RowMark.HEADER)
        else:
            self._read_as_it_looks(number)

    def _leave_out(self, number: int, cells: list[HeaderCell]) -> None:
        """A row below the end of the table; a further table there is told."""
        self.builder.mark(number, RowMark.LEFT_OUT)
        columns = read_columns(cells)
        if is_table_header(columns) and columns.has(Role.RATE):
            self._problems.further_table(number, min(columns.by_role.values()))

    @property
    def _problems(self) -> RowProblems:
        return self.builder.maker.problems

    def _read_as_it_looks(self, number: int) -> None:
        row = self.builder.maker.rows.read(number)
        if row is None:
            return
        if number not in self.view.sheet.hidden_rows:
            self._read_row(row)
            self.builder.table.marks.setdefault(number, RowMark.LEFT_OUT)
            return
        self.builder.mark(number, RowMark.LEFT_OUT)
        if row.has_quantity and row.has_rate:
            self._problems.hidden(row)

    # What the office says

    def _read_corrected(self, number: int, mark: RowMark) -> None:
        row = self.builder.maker.rows.read(number)
        if mark is RowMark.LEFT_OUT:
            self.builder.mark(number, mark)
        elif row is None:
            self._tell_unused(number, "the row is blank")
        elif mark is RowMark.ITEM:
            self.builder.add_item(row)
        elif mark is RowMark.AE:
            self.builder.add_ae(row)
        elif mark is RowMark.HEADING:
            self.builder.add_heading(row)
        elif mark is RowMark.TOTAL:
            self.builder.add_sum(row, self._corrected_label(row))
        elif mark is RowMark.CONTINUATION:
            self._join(row)
        else:
            self._tell_unused(number, f"a row cannot be corrected to {mark.value}")

    def _join(self, row: Row) -> None:
        if self.builder.parent is None:
            self._tell_unused(row.number, "there is no item above the row")
        elif self.builder.is_unit_below(row):
            self.builder.add_unit_below(row)
        else:
            self.builder.join_text(row)

    def _corrected_label(self, row: Row) -> RowLabel:
        """By the words of the row, figures or not; words that nobody knows are a total's."""
        text = self.builder.maker.rows.label_text(row)
        label = parse_label(text)
        if label is not None and label.kind is RowKind.PREMIUM:
            return self._with_percentage(row, label)
        return label or RowLabel(RowKind.TOTAL)

    def _tell_unused(self, row: int, reason: str) -> None:
        cell = cell_name(row, 1)
        self.view.problems.append(tell_unused(self.view.title, cell, reason))

    # Headers further down

    def _ends_table(self, number: int, cells: list[HeaderCell]) -> bool:
        """Measurements begin, unless their names are the second row of a header."""
        is_below_header = self.builder.table.marks.get(number - 1) is RowMark.HEADER
        return not is_below_header and heads_measurements(
            self.view.sheet, number, cells
        )

    def _is_header(self, number: int, cells: list[HeaderCell]) -> bool:
        """The header repeated on a later page, with other columns perhaps."""
        if len(cells) > 1:
            columns = read_columns(cells)
            is_priced = not columns.has(Role.MEASUREMENT) or columns.has(Role.RATE)
            if is_table_header(columns) and is_priced:
                self._use_repeated_header(number, cells, columns)
                return True
            if is_header_continuation(self.view.sheet, number):
                return True
        return is_column_numbers(self.view.sheet, number)

    def _use_repeated_header(
        self, number: int, cells: list[HeaderCell], columns: Columns
    ) -> None:
        if cells == header_cells(self.view.sheet, self.layout.header_row):
            return  # the same, though the office may have corrected what it means
        known = self.layout.columns.by_role
        has_moved = any(
            known.get(role) != column for role, column in columns.by_role.items()
        )
        if has_moved and self.layout.kind in (SheetKind.ESTIMATE, SheetKind.FIRST_BILL):
            self.layout = replace(self.layout, columns=columns)
            self.builder.use_layout(self.layout)
            self._problems.new_columns(number, min(columns.by_role.values()))

    # What each row looks like

    def _read_row(self, row: Row) -> None:
        if _AE.fullmatch(row.description) and self.builder.parent is not None:
            self.builder.add_ae(row)
        elif row.has_quantity and row.has_rate and not _is_premium_row(row):
            self.builder.add_item(row)
        elif label := self._label_of(row):
            self.builder.add_sum(row, label)
        elif row.description or _is_text(row.serial):
            self._read_described(row)
        else:
            self._read_loose(row)

    def _label_of(self, row: Row) -> RowLabel | None:
        text = self.builder.maker.rows.label_text(row)
        label = parse_label(text)
        is_below_total = self.builder.closed_by is not None
        if label is None:
            return _find_sum_label(row, text, is_below_total=is_below_total)
        if label.kind is RowKind.PREMIUM:
            return self._find_premium(row, label)
        if label.kind in PROVISIONS and row.serial and not is_below_total:
            return None  # numbered among the items: one of them, not a balancing row
        has_figures = row.has_rate or (row.has_quantity and label.kind not in TOTALS)
        return None if has_figures else label

    def _find_premium(self, row: Row, label: RowLabel) -> RowLabel | None:
        """The T.P row, which may have its percentage in the quantity column."""
        whole = self._with_percentage(row, label)
        if whole is not label:
            return whole
        return None if row.has_rate or row.has_quantity else label

    def _with_percentage(self, row: Row, label: RowLabel) -> RowLabel:
        """With what stands beside the words of the row: `T.P | % | 5.11 | Above`."""
        if label.percent is None or label.premium is None or label.premium.type is None:
            whole = parse_premium(self.builder.maker.rows.whole_text(row))
            if whole is not None:
                return RowLabel(RowKind.PREMIUM, whole.percent, whole)
        return label

    def _read_described(self, row: Row) -> None:
        """A row with words that are no label, and not both quantity and rate."""
        has_figure = (
            row.has_quantity or row.has_rate or row.quantity.is_bad or row.rate.is_bad
        )
        if (has_figure and not self._is_note(row)) or (
            row.has_amount and row.description and not self._is_note(row)
        ):
            self.builder.add_item(row)
        elif self.builder.continues_item(row):
            self.builder.join_text(row)
        else:
            if row.unit and row.description:
                self._problems.only_a_unit(row)
            self.builder.add_heading(row)

    def _is_note(self, row: Row) -> bool:
        """Words in number columns below the totals: signatures and the like."""
        has_number = row.has_quantity or row.has_rate or bool(row.amount.value)
        return self.builder.closed_by is not None and not has_number and not row.serial

    # Rows without words of their own

    def _read_loose(self, row: Row) -> None:
        """No description and no serial: units below their item, a bare total, or doubt."""
        is_word = row.amount.code is Code.NUMBER_UNREADABLE
        if row.has_quantity or row.has_rate:
            self.builder.add_item(row)
        elif self.builder.is_unit_below(row):
            self.builder.add_unit_below(row)
        elif row.has_amount and not is_word:
            self._read_bare_amount(row)
        else:
            self._report_stray(row, row.quantity, Role.QUANTITY)
            self._report_stray(row, row.rate, Role.RATE)

    def _read_bare_amount(self, row: Row) -> None:
        """The figure of a total whose words are missing, or a doubt."""
        if self.builder.is_sum_of_items(row.amount.value):
            self.builder.add_sum(row, RowLabel(RowKind.TOTAL))
        else:
            self._problems.amount_without_words(row)

    def _report_stray(self, row: Row, cell: NumberCell, role: Role) -> None:
        """What is no number where a number belongs; words below the totals are notes."""
        is_word = cell.code is Code.NUMBER_UNREADABLE
        if not is_word or (self.builder.closed_by is None and role is Role.QUANTITY):
            self._problems.bad_number(
                row.number, cell, role, "what stands here", Level.WARNING
            )


def _is_text(serial: str) -> bool:
    """Whether the serial column holds words, as where a heading is merged over the row."""
    return len(serial) > _LONGEST_SERIAL or len(serial.split()) > 1


def _is_premium_row(row: Row) -> bool:
    """T.P with its percentage in the quantity column: no such item has a unit %."""
    return row.unit == "%" and parse_premium(row.description) is not None


def _find_sum_label(row: Row, text: str, *, is_below_total: bool) -> RowLabel | None:
    """A sum that only its amount and first word, or its place below a total, tell.

    An item has a serial or a unit.
    """
    if row.has_quantity or row.has_rate or not row.has_amount or row.unit:
        return None
    label = parse_sum_label(text)
    if label is None and is_below_total and row.description:
        label = RowLabel(RowKind.OTHER_SUM)
    if label is None or (label.kind is RowKind.OTHER_SUM and row.serial):
        return None
    return label
