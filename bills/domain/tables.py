"""The rows of one table, each by what it is: item, heading, sum or doubt; sheets and totals are elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

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
from bills.domain.sheet_view import NumberCell, SheetView, parse_number_cell
from bills.domain.table_header import Columns, Role, is_table_header, read_columns
from bills.domain.table_layout import TableLayout
from bills.domain.table_lines import LineMaker
from bills.domain.table_rows import Row
from bills.domain.table_totals import SumRow
from bills.domain.work import Line, LineKind, PremiumType, SheetKind

ZERO = Decimal(0)

_AE = re.compile(r"AE\s*\d*", re.IGNORECASE)
_TAKES_AWAY = re.compile(r"(?:less|deduct|minus)\b", re.IGNORECASE)
_FIGURE_AT_END = re.compile(r"[0-9][0-9,]*\.[0-9]{2}$|[0-9][0-9,]{3,}$")
# A longer text in the serial column is a heading merged over the row.
_LONGEST_SERIAL = 12
# The unit of an item stands on the next row, or the one after a blank.
_UNIT_ROWS_BELOW = 2


@dataclass(slots=True)
class Table:
    """What the rows of one table gave."""

    lines: list[Line] = field(default_factory=list)
    sums: list[SumRow] = field(default_factory=list)

    @property
    def items(self) -> list[Line]:
        return [line for line in self.lines if line.kind is not LineKind.HEADING]


class TableReader:
    """Goes down the rows of one sheet once, from the header to the last row."""

    def __init__(self, view: SheetView, layout: TableLayout) -> None:
        self.view = view
        self.layout = layout
        self.table = Table()
        self.section: int | None = None
        self.closed_by: SumRow | None = None
        self.item_position: int | None = None  # of the last item or AE line
        self.parent: Line | None = None  # the last item that is no AE line
        self.last_text_row = 0  # the last row that belongs to that item
        self.item_count = 0
        self.items_sum = self.part_sum = ZERO  # of all items, and since the last total
        self.maker = LineMaker(view, layout)

    def read(self) -> Table:
        """The lines and sum rows; problems go to the view."""
        for number in self.view.sheet.row_numbers:
            if number < self.layout.first_row or self._is_header(number):
                continue
            if heads_measurements(self.view.sheet, number):
                self.maker.problems.measurements_follow(number)
                break
            row = self.maker.rows.read(number)
            if row is None:
                continue
            if number not in self.view.sheet.hidden_rows:
                self._read_row(row)
            elif row.has_quantity and row.has_rate:
                self.maker.problems.hidden(row)
        self._drop_footer()
        for line in self.table.items:
            self._check(line)
        return self.table

    def _check(self, line: Line) -> None:
        problems = self.maker.problems
        problems.check_sign(line)
        # In a workslip or an Nth bill 0 is how "not executed" is written.
        if self.layout.kind in (SheetKind.ESTIMATE, SheetKind.FIRST_BILL):
            problems.check_zero(line)
        problems.check_amount(line)

    # Headers further down

    def _is_header(self, number: int) -> bool:
        """The header repeated on a later page, with other columns perhaps."""
        cells = header_cells(self.view.sheet, number)
        if len(cells) > 1:
            columns = read_columns(cells)
            is_priced = not columns.has(Role.MEASUREMENT) or columns.has(Role.RATE)
            if is_table_header(columns) and is_priced:
                self._use_repeated_header(number, columns)
                return True
            if is_header_continuation(self.view.sheet, number):
                return True
        return is_column_numbers(self.view.sheet, number)

    def _use_repeated_header(self, number: int, columns: Columns) -> None:
        known = self.layout.columns.by_role
        has_moved = any(
            known.get(role) != column for role, column in columns.by_role.items()
        )
        if has_moved and self.layout.kind in (SheetKind.ESTIMATE, SheetKind.FIRST_BILL):
            self.layout = replace(self.layout, columns=columns)
            self.maker = LineMaker(self.view, self.layout)
            self.maker.problems.new_columns(number, min(columns.by_role.values()))

    # What each row is

    def _read_row(self, row: Row) -> None:
        if _AE.fullmatch(row.description) and self.parent is not None:
            self._add_line(self.maker.make_ae(row, self.parent, self.section), row)
        elif row.has_quantity and row.has_rate and not _is_premium_row(row):
            self._add_item(row)
        elif label := self._label_of(row):
            self._read_sum(row, label)
        elif row.description or _is_text(row.serial):
            self._read_described(row)
        else:
            self._read_loose(row)

    def _label_of(self, row: Row) -> RowLabel | None:
        text = self.maker.rows.label_text(row)
        label = parse_label(text)
        if label is None:
            is_below_total = self.closed_by is not None
            return _find_sum_label(row, text, is_below_total=is_below_total)
        if label.kind is RowKind.PREMIUM:
            return self._find_premium(row, label)
        if label.kind in PROVISIONS and row.serial and self.closed_by is None:
            return None  # numbered among the items: one of them, not a balancing row
        has_figures = row.has_rate or (row.has_quantity and label.kind not in TOTALS)
        return None if has_figures else label

    def _find_premium(self, row: Row, label: RowLabel) -> RowLabel | None:
        """The T.P row with what stands beside its words: `T.P | % | 5.11 | Above`."""
        if label.percent is None or label.premium is None or label.premium.type is None:
            whole = parse_premium(self.maker.rows.whole_text(row))
            if whole is not None:
                return RowLabel(RowKind.PREMIUM, whole.percent, whole)
        return None if row.has_rate or row.has_quantity else label

    def _read_described(self, row: Row) -> None:
        """A row with words that are no label, and not both quantity and rate."""
        has_figure = (
            row.has_quantity or row.has_rate or row.quantity.is_bad or row.rate.is_bad
        )
        if (has_figure and not self._is_note(row)) or (
            row.has_amount and row.description and not self._is_note(row)
        ):
            self._add_item(row)
        elif self._continues_item(row):
            self._join_text(row)
        else:
            if row.unit and row.description:
                self.maker.problems.only_a_unit(row)
            self._add_heading(row)

    def _is_note(self, row: Row) -> bool:
        """Words in number columns below the totals: signatures and the like."""
        has_number = row.has_quantity or row.has_rate or bool(row.amount.value)
        return self.closed_by is not None and not has_number and not row.serial

    # Lines

    def _add_item(self, row: Row) -> None:
        self._add_line(self.maker.make_item(row, self.section), row)

    def _add_line(self, line: Line, row: Row) -> None:
        if self.closed_by is not None:
            self.maker.problems.after_total(row, self.closed_by.text)
            self.closed_by = None
        self.item_position = len(self.table.lines)
        self.table.lines.append(line)
        self.item_count += 1
        self._count_amount(line.amount or ZERO)
        self.last_text_row = row.number
        if line.kind is LineKind.ITEM:
            self.parent = line

    def _add_heading(self, row: Row) -> None:
        self.table.lines.append(
            Line(
                LineKind.HEADING,
                row.number,
                row.description or row.serial,
                serial=row.serial if row.description else "",
                section=self.section,
            )
        )
        self.last_text_row = 0

    @property
    def _item(self) -> Line | None:
        if self.item_position is None:
            return None
        return self.table.lines[self.item_position]

    def _replace_item(self, line: Line) -> None:
        item = self._item
        if item is None or self.item_position is None:
            return
        if item is self.parent:
            self.parent = line
        self.table.lines[self.item_position] = line
        self._count_amount((line.amount or ZERO) - (item.amount or ZERO))

    def _count_amount(self, amount: Decimal) -> None:
        self.items_sum += amount
        self.part_sum += amount

    def _continues_item(self, row: Row) -> bool:
        """Longer plain text right under an item: the specification that belongs to it."""
        column, item = self.layout.columns.get(Role.DESCRIPTION), self._item
        if item is None or column is None or set(row.values) != {column}:
            return False
        return (
            item.kind is LineKind.ITEM
            and row.number == self.last_text_row + 1
            and len(row.description) > len(item.description)
            and not self.view.sheet.is_bold(row.number, column)
            and self.view.sheet.merge_at(row.number, column) is None
        )

    def _join_text(self, row: Row) -> None:
        if self._item is not None:
            self._replace_item(replace(self._item, description=row.description))
        self.last_text_row = row.number

    # Rows without words of their own

    def _read_loose(self, row: Row) -> None:
        """No description and no serial: units below their item, a bare total, or doubt."""
        is_word = row.amount.code is Code.NUMBER_UNREADABLE
        if row.has_quantity or row.has_rate:
            self._add_item(row)
        elif self._is_unit_below(row):
            if self._item is not None:
                self._replace_item(self.maker.with_unit_below(self._item, row))
        elif row.has_amount and not is_word:
            self._read_bare_amount(row)
        else:
            self._report_stray(row, row.quantity, Role.QUANTITY)
            self._report_stray(row, row.rate, Role.RATE)

    def _is_unit_below(self, row: Row) -> bool:
        """`cum` under the quantity and `per cum` under the rate of the item above."""
        item = self._item
        if item is None or item.unit or row.has_amount:
            return False
        is_near = row.number <= item.row + _UNIT_ROWS_BELOW
        return is_near and row.quantity.code is Code.NUMBER_UNREADABLE

    def _read_bare_amount(self, row: Row) -> None:
        """The figure of a total whose words are missing, or a doubt."""
        sums = (self.items_sum, self.part_sum)
        is_sum = row.amount.value is not None and row.amount.value in sums
        if is_sum and self.item_count:
            self._read_sum(row, RowLabel(RowKind.TOTAL))
        else:
            self.maker.problems.amount_without_words(row)

    def _report_stray(self, row: Row, cell: NumberCell, role: Role) -> None:
        """What is no number where a number belongs; words below the totals are notes."""
        is_word = cell.code is Code.NUMBER_UNREADABLE
        if not is_word or (self.closed_by is None and role is Role.QUANTITY):
            self.maker.problems.bad_number(
                row.number, cell, role, "what stands here", Level.WARNING
            )

    # Sums

    def _read_sum(self, row: Row, label: RowLabel) -> None:
        if label.kind is RowKind.SUPPLEMENTAL:
            self.section = label.section
            self._add_heading(row)
            return
        sum_row = self._make_sum(row, label)
        self.table.sums.append(sum_row)
        self.last_text_row = 0
        if label.kind is RowKind.OTHER_SUM:
            self.maker.problems.unknown_sum(row, sum_row.text)
        if label.kind in TOTALS:
            self.closed_by = sum_row
            self.part_sum = ZERO

    def _make_sum(self, row: Row, label: RowLabel) -> SumRow:
        text = self.maker.rows.label_text(row) or "Total"
        is_less = label.premium is not None and label.premium.type is PremiumType.LESS
        is_negative = is_less or label.kind is RowKind.OLD_MATERIAL
        return SumRow(
            label,
            row.number,
            self.maker.rows.amount or 1,
            text,
            self._total_in_words(row, label, text),
            is_negative=is_negative or _TAKES_AWAY.match(text) is not None,
            items_before=self.item_count,
            items_sum=self.items_sum,
            part_sum=self.part_sum,
            others={
                role.value: self.maker.rows.number_at(row, role)
                for role in (Role.PREVIOUS_AMOUNT, Role.SINCE_AMOUNT)
            },
        )

    def _total_in_words(self, row: Row, label: RowLabel, text: str) -> NumberCell:
        """The amount of the row, or the figure that ends its words: `Total Rs. 1,000.00`."""
        match = _FIGURE_AT_END.search(text)
        if not row.amount.is_blank or label.kind not in TOTALS or match is None:
            return row.amount
        return parse_number_cell(match[0])

    def _drop_footer(self) -> None:
        """Text below the last total is signatures and notes, not headings of items."""
        if self.closed_by is None:
            return
        lines = self.table.lines
        footer = [line for line in lines if line.row > self.closed_by.row]
        if footer:
            self.table.lines = lines[: -len(footer)]
            self.maker.problems.not_carried(footer[0])


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
