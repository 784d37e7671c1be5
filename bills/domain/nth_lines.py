"""The lines of a later bill: those of the bill before, brought up to date by a workslip; totals are in nth_bill.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bills.domain.bill import BillHeading
from bills.domain.executed import drop_empty_headings, excess_was_split, not_executed
from bills.domain.item_groups import (
    ZERO,
    Entry,
    ItemGroup,
    group_lines,
    item_groups,
    split_quantity,
)
from bills.domain.line_problems import line_problem, name_line, place_of
from bills.domain.matching import Match, match_lines, normalise, rate_of_one
from bills.domain.money import (
    compute_amount,
    format_indian,
    format_quantity,
    round_to_paisa,
)
from bills.domain.number_text import to_fifteen_digits
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Line, Work


@dataclass(frozen=True, slots=True)
class NthLine:
    """One priced row of a later bill; an AE line has no serial."""

    serial: str
    description: str
    unit: str
    rate: Decimal
    per: Decimal
    till_date: Decimal | None  # None waits for the user to type it
    previous_quantity: Decimal = ZERO
    previous_amount: Decimal = Decimal("0.00")  # as it was billed
    is_excess: bool = False

    @property
    def value(self) -> Decimal | None:
        """Total value till date: ROUND(quantity x rate / per, 2)."""
        if self.till_date is None:
            return None
        return compute_amount(self.till_date, self.rate, self.per)

    @property
    def since_quantity(self) -> Decimal | None:
        if self.till_date is None:
            return None
        return self.till_date - self.previous_quantity

    @property
    def since_amount(self) -> Decimal | None:
        return None if self.value is None else self.value - self.previous_amount


Row = NthLine | BillHeading


def compute_nth_lines(
    previous: Work, workslip: Work | None
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Every line of the previous bill with what was billed on it, and its quantity till date.

    Without a workslip the quantities till date wait to be typed. With one, new items
    with an executed quantity stand where the workslip has them, with nothing before.
    """
    earlier = group_lines(previous.lines)
    update = _Update(previous, workslip)
    entries = update.merge(earlier) if workslip else earlier
    rows = [row for entry in entries for row in update.rows_of(entry)]
    return tuple(_number_excess(rows)), update.problems


@dataclass(slots=True)
class _Update:
    """The previous bill being brought up to date, and what is found on the way."""

    previous: Work
    workslip: Work | None
    problems: list[Problem] = field(default_factory=list)
    # Items by the place of their line, so that a line need not be compared by value.
    partners: dict[int, ItemGroup] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)

    def merge(self, earlier: list[Entry]) -> list[Entry]:
        """The entries of the bill with the workslip's new ones, each after the same neighbour."""
        assert self.workslip is not None  # noqa: S101 - the caller has one
        current = group_lines(self.workslip.lines)
        counterpart = self._pair(earlier, current)
        new = {position for position in range(len(current)) if position not in counterpart}
        wanted = drop_empty_headings(
            None if position in new and self._is_not_executed(entry) else entry
            for position, entry in enumerate(current)
        )
        following: dict[int, list[Entry]] = {}
        anchor = -1
        ...
