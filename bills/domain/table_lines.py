"""Rows that are items to lines, with the further columns of their kind of sheet; which rows are items is decided in tables.py."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from bills.domain.line_values import compute_line_amount, derive_value, read_per
from bills.domain.money import compute_amount
from bills.domain.problems import Level
from bills.domain.row_problems import RowProblems
from bills.domain.sheet_view import SheetView
from bills.domain.table_header import Role
from bills.domain.table_layout import TableLayout
from bills.domain.table_rows import Row, RowReader
from bills.domain.work import Line, LineKind, Phase, SheetKind

ZERO = Decimal(0)


class LineMaker:
    """Makes the lines of one table."""

    def __init__(self, view: SheetView, layout: TableLayout) -> None:
        self.view = view
        self.layout = layout
        quantity, amount = _figure_columns(layout)
        self.rows = RowReader(view, layout.columns, quantity, amount)
        places = dict(layout.columns.by_role)
        places.update({Role.QUANTITY: quantity or 1, Role.AMOUNT: amount or 1})
        self.problems = RowProblems(view, places)

    def make(self, row: Row, kind: LineKind, section: int | None) -> Line:
        """The line with what its row states; a missing figure stays None."""
        per = read_per(self.view, self.layout, row)
        quantity, rate = self._quantity(row), row.rate.value
        return Line(
            kind=kind,
            row=row.number,
            description=row.description,
            serial=row.serial if kind is LineKind.ITEM else "",
            quantity=quantity,
            unit=row.unit or row.quantity.unit or per.unit_text,
            rate=rate,
            per=per.number,
            unit_singular=per.unit,
            amount=None
            if quantity is None or rate is None
            else compute_amount(quantity, rate, per.number),
            stated_amount=row.amount.value,
            section=section,
            remarks=self.rows.text_at(row, Role.REMARKS),
            code=self.rows.text_at(row, Role.CODE),
            **self._other_columns(row),
        )

    def make_item(self, row: Row, section: int | None) -> Line:
        """An item with its missing figure worked out, or the problem at its cell."""
        if not row.description:
            self._describe(row)
        line = self.make(row, LineKind.ITEM, section)
        if self._may_derive() and not (row.quantity.is_bad or row.rate.is_bad):
            line = self._derive(row, line)
        has_only_amount = row.quantity.is_blank and row.rate.is_blank
        if line.rate is None:
            self.problems.require_rate(row)
        if line.quantity is None and not has_only_amount:
            self.problems.require_quantity(row)
        self._report_bad_amount(row)
        return line

    def _derive(self, row: Row, line: Line) -> Line:
        derived = derive_value(line)
        if derived is None:
            self.problems.unexplained(row, line)
            return line
        self.problems.derived(row, line, derived)
        return derived

    def make_ae(self, row: Row, parent: Line | None, section: int | None) -> Line:
        """The excess of the item above: its rate and unit where the row has none."""
        line = self.make(row, LineKind.AE, section)
        if parent is not None and row.rate.is_blank:
            line = with_amount(replace(line, rate=parent.rate, per=parent.per))
        elif line.rate is None:
            self.problems.require_rate(row)
        if line.quantity is None:
            self.problems.require_quantity(row)
        if parent is not None and not line.unit:
            line = replace(line, unit=parent.unit, unit_singular=parent.unit_singular)
        self._report_bad_amount(row)
        return line

    def with_unit_below(self, line: Line, row: Row) -> Line:
        """The line with the unit, and the rate's unit, of the row below it."""
        per = read_per(self.view, self.layout, replace(row, per_text=row.rate.found))
        unit = row.quantity.found
        return with_amount(
            replace(line, unit=unit, per=per.number, unit_singular=per.unit)
        )

    def _may_derive(self) -> bool:
        return self.layout.kind in (SheetKind.ESTIMATE, SheetKind.FIRST_BILL)

    def _describe(self, row: Row) -> None:
        """A description merged down over several rows is each row's own."""
        column = self.layout.columns.get(Role.DESCRIPTION) or 0
        merge = self.view.sheet.merge_at(row.number, column)
        if merge is not None:
            row.description = self.view.text(merge.first_row, merge.first_column)
        if not row.description:
            self.problems.no_description(row)

    def _report_bad_amount(self, row: Row) -> None:
        what = f"the amount of {row.name}"
        self.problems.bad_number(
            row.number, row.amount, Role.AMOUNT, what, Level.WARNING
        )

    def _quantity(self, row: Row) -> Decimal | None:
        """In a workslip a blank phase quantity means not executed."""
        if row.quantity.is_blank and self.layout.blank_is_unexecuted:
            return ZERO
        return row.quantity.value

    def _other_columns(self, row: Row) -> dict[str, Any]:
        """What only a workslip or a later bill has."""
        if self.layout.kind is SheetKind.WORKSLIP:
            return {
                "estimate_quantity": self._other(row, Role.QUANTITY),
                "estimate_amount": self._other(row, Role.AMOUNT),
                "phases": tuple(self._phases(row)),
            }
        if self.layout.kind is SheetKind.NTH_BILL:
            return {
                role.value: self._other(row, role)
                for role in (
                    *(Role.PREVIOUS_QUANTITY, Role.PREVIOUS_AMOUNT),
                    *(Role.SINCE_QUANTITY, Role.SINCE_AMOUNT),
                )
            }
        return {}

    def _other(self, row: Row, role: Role) -> Decimal | None:
        return self._number_in(row, self.layout.columns.get(role))

    def _number_in(self, row: Row, column: int | None) -> Decimal | None:
        """A further number of the row; what is no number there is an error."""
        number = self.view.number(row.number, column, row.unit)
        if number.code is not None and column is not None:
            self.view.report(
                Level.ERROR,
                number.code,
                (row.number, column),
                f"a figure of {row.name} is {number.found}, which is no number",
                found=number.found,
                expected="a number",
            )
        return number.value

    def _phases(self, row: Row) -> list[Phase]:
        phases = []
        for name, quantity, amount in self.layout.columns.executed:
            if quantity == self.rows.quantity:
                value = row.quantity.value
            else:
                value = self._number_in(row, quantity)
            stated = self.view.number(row.number, amount).value
            phases.append(Phase(name, value, stated))
        return phases


def with_amount(line: Line) -> Line:
    return replace(line, amount=compute_line_amount(line))


def _figure_columns(layout: TableLayout) -> tuple[int | None, int | None]:
    """The quantity and amount that count: of a workslip, those of the last phase."""
    columns = layout.columns
    quantity, amount = columns.get(Role.QUANTITY), columns.get(Role.AMOUNT)
    if layout.kind is SheetKind.WORKSLIP and columns.executed:
        _, quantity, amount = columns.executed[-1]
    elif quantity is None and columns.executed:
        _, quantity, executed_amount = columns.executed[-1]
        amount = executed_amount or amount
    return quantity, amount
