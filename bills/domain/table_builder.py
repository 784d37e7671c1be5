"""The lines, sums and marks of one table as they are found, with what the items add up to; what a row is gets decided in tables.py."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bills.domain.labels import TOTALS, RowKind, RowLabel
from bills.domain.problems import Code
from bills.domain.sheet_view import NumberCell, SheetView, parse_number_cell
from bills.domain.table_header import Role
from bills.domain.table_layout import TableLayout
from bills.domain.table_lines import LineMaker
from bills.domain.table_rows import Row
from bills.domain.table_sums import SumRow
from bills.domain.work import Line, LineKind, PremiumType, RowMark, SheetKind

ZERO = Decimal(0)

_TAKES_AWAY = re.compile(r"(?:less|deduct|minus)\b", re.IGNORECASE)
_FIGURE_AT_END = re.compile(r"[0-9][0-9,]*\.[0-9]{2}$|[0-9][0-9,]{3,}$")
# The unit of an item stands on the next row, or the one after a blank.
_UNIT_ROWS_BELOW = 2


@dataclass(slots=True)
class Table:
    """What the rows of one table gave."""

    lines: list[Line] = field(default_factory=list)
    sums: list[SumRow] = field(default_factory=list)
    marks: dict[int, RowMark] = field(default_factory=dict)

    @property
    def items(self) -> list[Line]:
        return [line for line in self.lines if line.kind is not LineKind.HEADING]


class TableBuilder:
    """Adds each row to the table as what it was found to be."""

    def __init__(self, view: SheetView, layout: TableLayout) -> None:
        self.view = view
        self.layout = layout
        self.table = Table()
        self.maker = LineMaker(view, layout)
        self.section: int | None = None
        self.closed_by: SumRow | None = None  # the total that nothing follows yet
        self.parent: Line | None = None  # the last item that is no AE line
        self._position: int | None = None  # of the last item or AE line
        self._last_text_row = 0  # the last row that belongs to that item
        self._item_count = 0
        # Of all items, and of those since the last total.
        self._items_sum = self._part_sum = ZERO

    def use_layout(self, layout: TableLayout) -> None:
        """From here on the columns are these."""
        self.layout = layout
        self.maker = LineMaker(self.view, layout)

    def mark(self, row: int, mark: RowMark) -> None:
        self.table.marks[row] = mark

    # Items

    def add_item(self, row: Row) -> None:
        if not row.description and not row.serial:
            self._take_text_above(row)
        self._add_line(self.maker.make_item(row, self.section), row)

    def _take_text_above(self, row: Row) -> None:
        """A numbered text directly above figures without words is their item.

        It may go on over several rows.
        """
        lines = self.table.lines
        first, following = len(lines), row.number
        while first and _is_text_above(lines[first - 1], following):
            first, following = first - 1, following - 1
            if lines[first].serial:
                break
        texts = lines[first:]
        if not texts or not texts[0].serial:
            return
        row.serial = texts[0].serial
        row.description = "\n".join(line.description for line in texts)
        del lines[first:]
        for line in texts:
            self.mark(line.row, RowMark.CONTINUATION)

    def add_ae(self, row: Row) -> None:
        self._add_line(self.maker.make_ae(row, self.parent, self.section), row)

    def _add_line(self, line: Line, row: Row) -> None:
        if self.closed_by is not None:
            self.maker.problems.after_total(row, self.closed_by.text)
            self.closed_by = None
        self._position = len(self.table.lines)
        self.table.lines.append(line)
        self._item_count += 1
        self._count_amount(line.amount or ZERO)
        self._last_text_row = row.number
        if line.kind is LineKind.ITEM:
            self.parent = line
            self.mark(row.number, RowMark.ITEM)
        else:
            self.mark(row.number, RowMark.AE)

    def add_heading(self, row: Row) -> None:
        self.table.lines.append(
            Line(
                LineKind.HEADING,
                row.number,
                row.description or row.serial,
                serial=row.serial if row.description else "",
                section=self.section,
            )
        )
        self._last_text_row = 0
        self.mark(row.number, RowMark.HEADING)

    @property
    def _item(self) -> Line | None:
        return None if self._position is None else self.table.lines[self._position]

    def _replace_item(self, line: Line) -> None:
        item = self._item
        if item is None or self._position is None:
            return
        if item is self.parent:
            self.parent = line
        self.table.lines[self._position] = line
        self._count_amount((line.amount or ZERO) - (item.amount or ZERO))

    def _count_amount(self, amount: Decimal) -> None:
        self._items_sum += amount
        self._part_sum += amount

    # What belongs to the item above

    def continues_item(self, row: Row) -> bool:
        """Longer plain text right under an item: the specification that belongs to it."""
        column, item = self.layout.columns.get(Role.DESCRIPTION), self._item
        if item is None or column is None or set(row.values) != {column}:
            return False
        return (
            item.kind is LineKind.ITEM
            and row.number == self._last_text_row + 1
            and len(row.description) > len(item.description)
            and not self.view.sheet.is_bold(row.number, column)
            and self.view.sheet.merge_at(row.number, column) is None
        )

    def join_text(self, row: Row) -> None:
        """The longer text is the item's."""
        item = self._item
        if item is not None and len(row.description) > len(item.description):
            self._replace_item(replace(item, description=row.description))
        self._last_text_row = row.number
        self.mark(row.number, RowMark.CONTINUATION)

    def is_unit_below(self, row: Row) -> bool:
        """`cum` under the quantity and `per cum` under the rate of the item above."""
        item = self._item
        if item is None or item.unit or row.has_amount:
            return False
        is_near = row.number <= item.row + _UNIT_ROWS_BELOW
        return is_near and row.quantity.code is Code.NUMBER_UNREADABLE

    def add_unit_below(self, row: Row) -> None:
        if self._item is not None:
            self._replace_item(self.maker.with_unit_below(self._item, row))
        self.mark(row.number, RowMark.CONTINUATION)

    # Sums

    def is_sum_of_items(self, amount: Decimal | None) -> bool:
        return self._item_count > 0 and amount in (self._items_sum, self._part_sum)

    def add_sum(self, row: Row, label: RowLabel) -> None:
        if label.kind is RowKind.SUPPLEMENTAL:
            self.section = label.section
            self.add_heading(row)
            return
        sum_row = self._make_sum(row, label)
        self.table.sums.append(sum_row)
        self._last_text_row = 0
        self.mark(row.number, RowMark.TOTAL)
        if label.kind is RowKind.OTHER_SUM:
            self.maker.problems.unknown_sum(row, sum_row.text)
        if label.kind in TOTALS:
            self.closed_by = sum_row
            self._part_sum = ZERO

    def _make_sum(self, row: Row, label: RowLabel) -> SumRow:
        text = self.maker.rows.label_text(row) or "Total"
        column, amount = self._find_amount(row, label, text)
        is_less = label.premium is not None and label.premium.type is PremiumType.LESS
        is_negative = is_less or label.kind is RowKind.OLD_MATERIAL
        return SumRow(
            label,
            row.number,
            column,
            text,
            amount,
            is_negative=is_negative or _TAKES_AWAY.match(text) is not None,
            items_before=self._item_count,
            items_sum=self._items_sum,
            part_sum=self._part_sum,
            others={
                role.value: self.maker.rows.number_at(row, role)
                for role in (Role.PREVIOUS_AMOUNT, Role.SINCE_AMOUNT)
            },
        )

    def _find_amount(
        self, row: Row, label: RowLabel, text: str
    ) -> tuple[int, NumberCell]:
        """The amount of a sum row: in its column, in its words, or in a column of its own."""
        column = self.maker.rows.amount or 1
        if not row.amount.is_blank or label.kind not in TOTALS:
            return column, row.amount
        match = _FIGURE_AT_END.search(text)  # `Total Rs. 1,000.00`
        if match is not None:
            return column, parse_number_cell(match[0])
        headed = self.layout.columns.all_columns()
        figures = [
            (other, value)
            for other, value in row.values.items()
            if isinstance(value, Decimal) and other not in headed
        ]
        if len(figures) == 1:
            other, value = figures[0]
            return other, parse_number_cell(value)
        return column, row.amount

    # The end of the table

    def finish(self, kept: Collection[int]) -> Table:
        """The table without its footer, its items checked; `kept` rows are no footer."""
        self._drop_footer(kept)
        problems = self.maker.problems
        items = self.table.items
        # In a workslip or an Nth bill 0 is how "not executed" is written.
        says_zero = (
            self.layout.kind in (SheetKind.ESTIMATE, SheetKind.FIRST_BILL)
            and not self.layout.blank_is_unexecuted
        )
        for line in items:
            problems.check_sign(line)
            if says_zero:
                problems.check_zero(line)
        problems.check_amounts(items)
        return self.table

    def _drop_footer(self, kept: Collection[int]) -> None:
        """Text below the last total is signatures and notes, not headings of items."""
        if self.closed_by is None:
            return
        last = self.closed_by.row
        footer = [
            line
            for line in self.table.lines
            if line.row > last and line.row not in kept
        ]
        if footer:
            rows = {line.row for line in footer}
            self.table.lines = [li for li in self.table.lines if li.row not in rows]
            self.table.marks.update(dict.fromkeys(rows, RowMark.LEFT_OUT))
            self.maker.problems.not_carried(footer[0])


def _is_text_above(line: Line, row: int) -> bool:
    return line.kind is LineKind.HEADING and line.row == row - 1
