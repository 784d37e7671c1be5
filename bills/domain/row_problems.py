"""What a row of a table lacks or contradicts, said at the cell concerned; what the row is gets decided in tables.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bills.domain.grid import cell_name
from bills.domain.money import format_indian, round_to_paisa
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import NumberCell, SheetView
from bills.domain.table_header import Role
from bills.domain.table_rows import Row, name_row
from bills.domain.texts import format_value
from bills.domain.work import Line

# More amounts than this that differ on one sheet are told in one line.
MOST_AMOUNTS = 25

ZERO = Decimal(0)


@dataclass(slots=True)
class RowProblems:
    """Reports on the rows of one table, whose figures are in these columns."""

    view: SheetView
    places: dict[Role, int]

    def place(self, row: int, role: Role) -> tuple[int, int]:
        return row, self.places.get(role, 1)

    def require_rate(self, row: Row) -> None:
        """An unreadable or blank rate."""
        if row.rate.is_blank:
            self._blank(Code.RATE_MISSING, row, Role.RATE)
        else:
            self.bad_number(row.number, row.rate, Role.RATE, f"rate of {row.name}")

    def require_quantity(self, row: Row) -> None:
        """An unreadable or blank quantity."""
        if row.quantity.is_blank:
            self._blank(Code.QTY_MISSING, row, Role.QUANTITY)
        else:
            what = f"quantity of {row.name}"
            self.bad_number(row.number, row.quantity, Role.QUANTITY, what)

    def _blank(self, code: Code, row: Row, role: Role) -> None:
        self.view.report(
            Level.ERROR,
            code,
            self.place(row.number, role),
            f"{role.value} is blank for {row.name}",
            expected=f"a {role.value}",
        )

    def bad_number(
        self,
        row: int,
        number: NumberCell,
        role: Role,
        what: str,
        level: Level = Level.ERROR,
    ) -> None:
        """What stands where a number belongs; nothing when it is a number or blank."""
        if number.code is not None:
            self.view.report(
                level,
                number.code,
                self.place(row, role),
                f"{what} is {number.found}, which is no number",
                found=number.found,
                expected="a number",
            )

    def derived(self, row: Row, line: Line, derived: Line) -> None:
        is_rate = derived.rate != line.rate
        role = Role.RATE if is_rate else Role.QUANTITY
        value = format_value(derived.rate if is_rate else derived.quantity)
        self.view.report(
            Level.WARNING,
            Code.VALUE_DERIVED,
            self.place(row.number, role),
            f"{role.value} of {row.name} is blank or 0; {value} is worked out from "
            "its amount",
            expected=value,
        )

    def unexplained(self, row: Row, line: Line) -> None:
        """A quantity or rate of 0 beside an amount that nothing explains."""
        if line.quantity is None or line.rate is None or not line.stated_amount:
            return
        if bool(line.quantity) == bool(line.rate):
            return
        role, code = Role.QUANTITY, Code.QTY_MISSING
        if not line.rate:
            role, code = Role.RATE, Code.RATE_MISSING
        self.view.report(
            Level.ERROR,
            code,
            self.place(row.number, role),
            f"{role.value} of {row.name} is 0 but its amount is "
            f"{format_indian(line.stated_amount)}",
            found="0",
            expected=f"a {role.value}",
        )

    def no_description(self, row: Row) -> None:
        self.view.report(
            Level.WARNING,
            Code.ITEM_UNMATCHED,
            self.place(row.number, Role.DESCRIPTION),
            "a row with quantity or rate has no description; it is kept as an item",
            expected="a description",
        )

    def only_a_unit(self, row: Row) -> None:
        self.view.report(
            Level.WARNING,
            Code.QTY_MISSING,
            self.place(row.number, Role.QUANTITY),
            f"{row.name} has a unit but neither quantity nor rate; "
            "it is taken as a heading",
            expected="a quantity and a rate",
        )

    def hidden(self, row: Row) -> None:
        self.view.report(
            Level.WARNING,
            Code.ITEM_UNMATCHED,
            self.place(row.number, Role.DESCRIPTION),
            f"{row.name} is in a hidden row and is not an item",
            found=row.description,
        )

    def after_total(self, row: Row, total: str) -> None:
        self.view.report(
            Level.INFO,
            Code.ITEM_AFTER_TOTAL,
            self.place(row.number, Role.DESCRIPTION),
            f'items go on below "{total}" and are read too',
            found=row.description,
        )

    def not_carried(self, first: Line) -> None:
        self.view.report(
            Level.INFO,
            Code.ITEM_AFTER_TOTAL,
            None,
            f"text below the totals, from row {first.row}, is not carried",
            found=first.description,
        )

    def measurements_follow(self, row: int) -> None:
        self.view.report(
            Level.INFO,
            Code.SHEET_SKIPPED,
            (row, 1),
            "measurements begin here; they and what follows are not read as items",
        )

    def further_table(self, row: int, column: int) -> None:
        self.view.report(
            Level.WARNING,
            Code.SHEET_SKIPPED,
            (row, column),
            "a further table begins here, below the measurements; it is not read",
            expected="one table in a sheet",
        )

    def amount_without_words(self, row: Row) -> None:
        self.view.report(
            Level.WARNING,
            Code.ITEM_UNMATCHED,
            self.place(row.number, Role.AMOUNT),
            f"the amount {row.amount.found} stands without words; it is not used",
            found=row.amount.found,
            expected="an item or a total",
        )

    def unknown_sum(self, row: Row, text: str) -> None:
        self.view.report(
            Level.WARNING,
            Code.ITEM_UNMATCHED,
            self.place(row.number, Role.AMOUNT),
            f'"{text}" ({row.amount.found}) is no item and no calculation row that is '
            "known; it is not used",
            found=text,
            expected="an item, a total or a T.P row",
        )

    def new_columns(self, row: int, column: int) -> None:
        self.view.report(
            Level.INFO,
            Code.HEADER_NOT_FOUND,
            (row, column),
            "the columns are headed anew here and read accordingly",
        )

    def check_sign(self, line: Line) -> None:
        """A figure below 0: a rate cannot be, a quantity may be meant as a deduction."""
        name = name_row(line.serial, line.description)
        for role, value, level in (
            (Role.RATE, line.rate, Level.ERROR),
            (Role.QUANTITY, line.quantity, Level.WARNING),
        ):
            if value is not None and value < 0:
                self.view.report(
                    level,
                    Code.NUMBER_UNREADABLE,
                    self.place(line.row, role),
                    f"{role.value} of {name} is {format_value(value)}, below 0",
                    found=format_value(value),
                    expected=f"a {role.value} above 0",
                )

    def check_zero(self, line: Line) -> None:
        """A quantity or rate of 0 that takes the item out of the sum in silence."""
        if line.stated_amount:
            return  # said already, with the amount that contradicts it
        name = name_row(line.serial, line.description)
        for role, value, code in (
            (Role.RATE, line.rate, Code.RATE_MISSING),
            (Role.QUANTITY, line.quantity, Code.QTY_MISSING),
        ):
            if value == 0:
                self.view.report(
                    Level.WARNING,
                    code,
                    self.place(line.row, role),
                    f"{role.value} of {name} is 0; the item adds nothing",
                    found="0",
                    expected=f"a {role.value} above 0",
                )

    def check_amounts(self, lines: Iterable[Line]) -> None:
        """Stated amounts other than quantity x rate, with both figures; many in one line."""
        differing = [line for line in lines if _differs(line)]
        for line in differing[:MOST_AMOUNTS]:
            stated = format_indian(line.stated_amount or ZERO)
            computed = format_indian(line.amount or ZERO)
            self.view.report(
                Level.WARNING,
                Code.AMOUNT_MISMATCH,
                self.place(line.row, Role.AMOUNT),
                f"the amount of {name_row(line.serial, line.description)} is {stated} "
                f"but quantity x rate is {computed}, which is used",
                found=stated,
                expected=computed,
            )
        if differing[MOST_AMOUNTS:]:
            self._more_amounts(differing)

    def _more_amounts(self, differing: list[Line]) -> None:
        """The rest of an office's way of rounding, which differs in every row."""
        rest = differing[MOST_AMOUNTS:]
        last = cell_name(*self.place(rest[-1].row, Role.AMOUNT))
        message = (
            f"{len(rest)} more amounts, down to {last}, are not quantity x rate, "
            "which is used"
        )
        if all(_is_rounded_to_the_rupee(line) for line in differing):
            message += (
                f"; all {len(differing)} stated amounts are whole rupees and differ by "
                "less than one rupee: the sheet rounds each row to the rupee"
            )
        first = self.place(rest[0].row, Role.AMOUNT)
        self.view.report(Level.WARNING, Code.AMOUNT_MISMATCH, first, message)


def _differs(line: Line) -> bool:
    """Whether the sheet states another amount than quantity x rate."""
    stated, computed = line.stated_amount, line.amount
    if stated is None or computed is None or stated == computed:
        return False
    return round_to_paisa(stated) != computed


def _is_rounded_to_the_rupee(line: Line) -> bool:
    stated, computed = line.stated_amount, line.amount
    if stated is None or computed is None:
        return False
    return stated == stated.to_integral_value() and abs(stated - computed) < 1
