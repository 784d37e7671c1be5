"""Where the parts of a made bill stand on its sheet, for its writer and for all who name its cells."""

from __future__ import annotations

from dataclasses import dataclass

from bills.domain.bill import Layout
from bills.domain.grid import column_letter
from bills.domain.table_header import Role

# Rows of the header block, counted from 1. Source: spec outputs, section 4.
TITLE_ROW = 1
MB_ROW = 8
DATES_ROW = 9
HEADER_ROW = 10


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The columns of one kind of bill, left to right, and how many rows head them."""

    roles: tuple[Role, ...]
    heading_rows: int

    @property
    def first_row(self) -> int:
        """The row of the first line; the others follow without a gap, then the totals."""
        return HEADER_ROW + self.heading_rows

    @property
    def columns(self) -> dict[str, str]:
        """Role to letter, as the reader tells the columns of a work."""
        return {
            role.value: column_letter(number)
            for number, role in enumerate(self.roles, start=1)
        }

    def positions(self, *roles: Role) -> tuple[int, ...]:
        """The columns that hold these, counted from 0."""
        return tuple(self.roles.index(role) for role in roles)


FIRST_PLAN = SheetPlan(
    roles=(
        Role.SERIAL,
        Role.QUANTITY,
        Role.UNIT,
        Role.DESCRIPTION,
        Role.RATE,
        Role.PER,
        Role.UNIT_SINGULAR,
        Role.AMOUNT,
    ),
    heading_rows=1,
)
NTH_PLAN = SheetPlan(
    roles=(
        Role.SERIAL,
        Role.DESCRIPTION,
        Role.QUANTITY,
        Role.UNIT,
        Role.RATE,
        Role.AMOUNT,
        Role.PREVIOUS_QUANTITY,
        Role.PREVIOUS_AMOUNT,
        Role.SINCE_QUANTITY,
        Role.SINCE_AMOUNT,
        Role.REMARKS,
    ),
    heading_rows=2,
)
PLANS = {Layout.FIRST: FIRST_PLAN, Layout.NTH: NTH_PLAN}
