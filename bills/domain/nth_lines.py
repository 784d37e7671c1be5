"""The lines of a later bill: those of the bill before, brought up to date by a workslip; totals are in nth_bill.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bills.domain.bill import BillHeading
from bills.domain.executed import drop_empty_headings, excess_was_split, not_executed
from bills.domain.item_groups import Entry, ItemGroup, group_lines, split_quantity
from bills.domain.line_problems import line_problem, name_line, place_of
from bills.domain.matching import match_lines, rate_of_one
from bills.domain.merging import Pair, merge_entries
from bills.domain.money import format_quantity
from bills.domain.nth_line import (
    NthLine,
    carry_line,
    new_excess,
    new_line,
    number_excess,
)
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Line, Work

NOTHING = Decimal(0)
Row = NthLine | BillHeading


def compute_nth_lines(
    previous: Work, workslip: Work | None
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Every line of the previous bill with what was billed on it, and its quantity till date.

    Without a workslip the quantities till date wait to be typed. With one, new items
    that were executed stand where the workslip has them, with nothing billed before.
    """
    earlier = group_lines(previous.lines)
    if workslip is None:
        return number_excess(
            row for entry in earlier for row in _to_be_typed(entry)
        ), []
    update = _Update(previous, workslip)
    return number_excess(update.rows(earlier)), update.problems


def _to_be_typed(entry: Entry) -> Iterator[Row]:
    if isinstance(entry, Line):
        yield BillHeading(entry.description)
    else:
        yield from (carry_line(line, None) for line in entry.lines)


class _Update:
    """One bill being brought up to date by its workslip, and what is found on the way."""

    def __init__(self, previous: Work, workslip: Work) -> None:
        self.previous = previous
        self.workslip = workslip
        self.problems: list[Problem] = []
        self.serials = {line.serial for line in previous.items if line.serial}
        numbers = (int(serial) for serial in self.serials if serial.isdecimal())
        self.last_serial = max(numbers, default=0)

    def rows(self, earlier: Sequence[Entry]) -> list[Row]:
        current = group_lines(self.workslip.lines)
        matched = self._match(_items(earlier), _items(current))
        known = set(matched.values())
        wanted = drop_empty_headings(
            None if entry.row not in known and self._is_idle(entry) else entry
            for entry in current
        )
        pairs = merge_entries(earlier, wanted, matched)
        return [row for pair in pairs for row in self._rows_of(pair)]

    def _match(
        self, earlier: Sequence[Line], current: Sequence[Line]
    ) -> dict[int, int]:
        """The row in the workslip of each item of the bill that it has."""
        matched = {}
        for match in match_lines(earlier, current):
            mine, theirs = earlier[match.earlier], current[match.current]
            matched[mine.row] = theirs.row
            if match.doubt:
                self._warn(
                    mine,
                    f"{name_line(mine)} is taken to be {name_line(theirs)} "
                    f"({place_of(self.workslip, theirs)}), {match.doubt}",
                )
        return matched

    def _is_idle(self, entry: Entry) -> bool:
        """Whether it is an item without executed quantity, which is then reported."""
        if isinstance(entry, Line) or entry.quantity:
            return False
        self.problems.append(not_executed(self.workslip, entry.base))
        return True

    def _rows_of(self, pair: Pair) -> Sequence[Row]:
        entry, current = pair.earlier or pair.current, pair.current
        if not isinstance(entry, ItemGroup):
            return [BillHeading(entry.description)] if entry else []
        if not isinstance(current, ItemGroup):
            return self._unmatched(entry)
        return self._new(entry) if entry is current else self._bring(entry, current)

    def _unmatched(self, group: ItemGroup) -> list[NthLine]:
        self._warn(
            group.base,
            f"{name_line(group.base)} is not in the workslip ({self.workslip.sheet}); "
            "it keeps the quantity billed before",
        )
        return [carry_line(line, line.quantity or NOTHING) for line in group.lines]

    def _bring(self, billed: ItemGroup, current: ItemGroup) -> list[NthLine]:
        """An item of the bill with what the workslip says of it."""
        self._check_rate(billed.base, current.base)
        quantity, excess = self._split(current, billed.base.quantity or NOTHING)
        rows = [self._carry(billed.base, quantity)]
        for line in billed.excess[:-1]:
            part = min(line.quantity or NOTHING, excess)
            rows.append(self._carry(line, part))
            excess -= part
        if billed.excess:
            rows.append(self._carry(billed.excess[-1], excess))
        elif excess:
            rows.append(new_excess(rows[0], excess))
        return rows

    def _carry(self, line: Line, till_date: Decimal) -> NthLine:
        """The line with its quantity till date; less than was billed is a warning."""
        row = carry_line(line, till_date)
        if row.since_quantity is not None and row.since_quantity < 0:
            self._warn(
                line,
                f"{name_line(line)} is {format_quantity(till_date)} till date but "
                f"{format_quantity(row.previous_quantity)} was billed before; since "
                f"last it is {format_quantity(row.since_quantity)}",
                code=Code.AMOUNT_MISMATCH,
            )
        return row

    def _new(self, group: ItemGroup) -> list[NthLine]:
        quantity, excess = self._split(group, NOTHING)
        row = new_line(group.base, self._take_serial(group.base.serial), quantity)
        return [row, new_excess(row, excess)] if excess else [row]

    def _split(self, group: ItemGroup, billed: Decimal) -> tuple[Decimal, Decimal]:
        base, excess = split_quantity(group, billed=billed)
        if base != (group.base.quantity or NOTHING):
            self.problems.append(excess_was_split(self.workslip, group.base, base))
        return base, excess

    def _take_serial(self, wanted: str) -> str:
        """The workslip's own serial unless the bill has it already; then the next number."""
        if not wanted and self.workslip.is_temporary:
            return ""
        if not wanted or wanted in self.serials:
            wanted = str(self.last_serial + 1)
        if wanted.isdecimal():
            self.last_serial = max(self.last_serial, int(wanted))
        self.serials.add(wanted)
        return wanted

    def _check_rate(self, billed: Line, current: Line) -> None:
        if rate_of_one(billed) != rate_of_one(current):
            self._warn(
                billed,
                f"the rate of {name_line(billed)} is {_rate_text(billed)} in the bill "
                f"but {_rate_text(current)} in the workslip "
                f"({place_of(self.workslip, current)}); the bill's rate is kept",
            )

    def _warn(self, line: Line, says: str, *, code: Code = Code.ITEM_UNMATCHED) -> None:
        self.problems.append(
            line_problem(self.previous, line, Level.WARNING, code, says=says)
        )


def _items(entries: Sequence[Entry]) -> list[Line]:
    return [entry.base for entry in entries if isinstance(entry, ItemGroup)]


def _rate_text(line: Line) -> str:
    rate = "blank" if line.rate is None else format_quantity(line.rate)
    return rate if line.per == 1 else f"{rate} per {format_quantity(line.per)}"
