"""One row of a table as its cells by role; what the row is gets decided in tables.py."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bills.domain.grid import Value
from bills.domain.sheet_view import BLANK, NumberCell, SheetView, parse_number_cell
from bills.domain.table_header import Columns, Role
from bills.domain.texts import format_value, squeeze

LONGEST_NAME = 60  # of an item in a message


@dataclass(slots=True)
class Row:
    """The cells of one row; texts are on one line and "" when blank."""

    number: int
    values: dict[int, Value]  # the filled cells by column
    serial: str
    description: str
    unit: str
    per_text: str
    singular_text: str
    quantity: NumberCell
    rate: NumberCell
    amount: NumberCell

    @property
    def has_quantity(self) -> bool:
        return self.quantity.value is not None

    @property
    def has_rate(self) -> bool:
        return self.rate.value is not None

    @property
    def has_amount(self) -> bool:
        """Whether the amount says something: 0 is what a formula gives for blanks."""
        return bool(self.amount.value) or self.amount.is_bad

    @property
    def name(self) -> str:
        return name_row(self.serial, self.description)


def name_row(serial: str, description: str) -> str:
    """How a message names a row.

    >>> name_row("3", "LED street light")
    'item 3 "LED street light"'
    """
    shown = squeeze(description)
    if len(shown) > LONGEST_NAME:
        shown = f"{shown[: LONGEST_NAME - 3]}..."
    number = f"item {serial}" if serial else ""
    quoted = f'"{shown}"' if shown else ""
    return " ".join(filter(None, (number, quoted))) or "this row"


class RowReader:
    """Reads the rows of one table by its columns."""

    def __init__(
        self,
        view: SheetView,
        columns: Columns,
        quantity: int | None,
        amount: int | None,
    ) -> None:
        self._view = view
        self._roles = columns.by_role
        self.quantity = quantity
        self.amount = amount

    def read(self, number: int) -> Row | None:
        """The row, None when nothing stands in it."""
        values = dict(self._view.row_values(number))
        if not values:
            return None
        unit = self._text(values, Role.UNIT)
        return Row(
            number=number,
            values=values,
            serial=self._text(values, Role.SERIAL),
            description=self._description(values),
            unit=unit,
            per_text=self._text(values, Role.PER),
            singular_text=self._text(values, Role.UNIT_SINGULAR),
            quantity=self._number(values, self.quantity, unit),
            rate=self._number(values, self._roles.get(Role.RATE), unit),
            amount=self._number(values, self.amount, unit),
        )

    def _description(self, values: dict[int, Value]) -> str:
        """As written, line breaks included: it is printed again."""
        value = values.get(self._roles.get(Role.DESCRIPTION, 0))
        if isinstance(value, str):
            return value.replace("\r", "").strip()
        return format_value(value)

    def _text(self, values: dict[int, Value], role: Role) -> str:
        column = self._roles.get(role)
        return "" if column is None else format_value(values.get(column))

    def _number(
        self, values: dict[int, Value], column: int | None, unit: str
    ) -> NumberCell:
        if column is None or column not in values:
            return BLANK
        return parse_number_cell(values[column], unit)

    def number_at(self, row: Row, role: Role) -> NumberCell:
        return self._number(row.values, self._roles.get(role), row.unit)

    def text_at(self, row: Row, role: Role) -> str:
        return self._text(row.values, role)

    def label_text(self, row: Row) -> str:
        """The words of a row that is no item: its description, else all its texts."""
        if row.description:
            return row.description
        amount = self.amount or 0
        return " ".join(
            format_value(value)
            for column, value in sorted(row.values.items())
            if isinstance(value, str) and (not amount or column < amount)
        )

    def whole_text(self, row: Row) -> str:
        """Words and numbers of the row left of the amount, a percentage as it is shown."""
        return " ".join(
            self._shown(row.number, column, value)
            for column, value in sorted(row.values.items())
            if column != self._roles.get(Role.SERIAL)
            and column < (self.amount or 10**6)
        )

    def _shown(self, row: int, column: int, value: Value) -> str:
        cell = self._view.sheet.cell(row, column)
        if cell is not None and cell.style.is_percent and isinstance(value, Decimal):
            return f"{format_value(value * 100)}%"
        return format_value(value)
