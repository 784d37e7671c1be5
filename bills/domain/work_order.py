"""The workbook of work order, bill quantity and extra items, read as one work; its sheets are read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bills.domain.problems import Code, Level, Problem
from bills.domain.texts import squeeze
from bills.domain.work import Line, LineKind, SheetKind, Work

_AGREED = re.compile(r"work\s*order.*", re.IGNORECASE)
_EXECUTED = re.compile(r"bill\s*(?:quantity|qty|quantities).*", re.IGNORECASE)
_EXTRAS = re.compile(r"extra\s*items?.*", re.IGNORECASE)
# Extra items stand where a workslip has its first supplemental section.
EXTRA_SECTION = 1


def is_agreed_title(title: str) -> bool:
    return _AGREED.fullmatch(title.strip()) is not None


def is_executed_title(title: str) -> bool:
    return _EXECUTED.fullmatch(title.strip()) is not None


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """The sheets of one such workbook."""

    agreed: Work
    executed: Work
    extras: Work | None

    def as_work(self) -> Work:
        """One work in the shape of a workslip: agreed and executed quantity of each line.

        Lines are matched by description and occurrence; what is executed without being
        agreed is kept and told. The stated totals are those of bill and extras together.
        """
        matched, unmatched = _match(self.agreed.lines, self.executed.lines)
        extra_lines = self._extra_lines()
        parts = [self.executed, *([self.extras] if self.extras else [])]
        problems = [p for work in (self.agreed, *parts) for p in work.problems]
        problems += [_unmatched_problem(self.executed, line) for line in unmatched]
        return replace(
            self.executed,
            kind=SheetKind.WORKSLIP,
            lines=(*matched, *unmatched, *extra_lines),
            premium=self.executed.premium or self.agreed.premium,
            stated_sub_total=_total(work.stated_sub_total for work in parts),
            stated_premium=_total(work.stated_premium for work in parts),
            stated_total=_total(work.stated_total for work in parts),
            fields={**self.agreed.fields, **self.executed.fields},
            problems=tuple(problems),
        )

    def _extra_lines(self) -> list[Line]:
        if self.extras is None:
            return []
        first_row = self.extras.lines[0].row
        heading = Line(
            LineKind.HEADING, first_row, "Supplemental Items", section=EXTRA_SECTION
        )
        extras = (replace(line, section=EXTRA_SECTION) for line in self.extras.lines)
        return [heading, *extras]


def find_work_order(works: Iterable[Work]) -> WorkOrder | None:
    """The work order among the sheets of a workbook, None when there is none."""
    by_part: dict[str, Work] = {}
    patterns = {"agreed": _AGREED, "executed": _EXECUTED, "extras": _EXTRAS}
    for work in works:
        for part, pattern in patterns.items():
            if pattern.fullmatch(work.sheet.strip()):
                by_part.setdefault(part, work)
    if "agreed" not in by_part or "executed" not in by_part:
        return None
    return WorkOrder(by_part["agreed"], by_part["executed"], by_part.get("extras"))


_Key = tuple[str, str, int]


def _keys(lines: Iterable[Line]) -> list[_Key]:
    """Description, unit, and the how-manieth of both: duplicates keep their order."""
    seen: dict[tuple[str, str], int] = {}
    keys = []
    for line in lines:
        name = squeeze(line.description).casefold(), line.unit.casefold()
        seen[name] = seen.get(name, 0) + 1
        keys.append((*name, seen[name]))
    return keys


def _match(
    agreed: tuple[Line, ...], executed: tuple[Line, ...]
) -> tuple[list[Line], list[Line]]:
    """The agreed lines with what was executed of each, and the executed lines left over."""
    left = dict(zip(_keys(executed), executed, strict=True))
    matched = []
    for key, line in zip(_keys(agreed), agreed, strict=True):
        found = left.pop(key, None)
        if line.kind is LineKind.HEADING:
            matched.append(line)
        else:
            matched.append(_executed_line(line, found))
    rest = [line for line in left.values() if line.kind is not LineKind.HEADING]
    return matched, rest


def _executed_line(agreed: Line, found: Line | None) -> Line:
    line = found or replace(
        agreed, quantity=Decimal(0), amount=Decimal("0.00"), stated_amount=None
    )
    return replace(
        line, estimate_quantity=agreed.quantity, estimate_amount=agreed.amount
    )


def _unmatched_problem(work: Work, line: Line) -> Problem:
    column = work.columns.get("description", "A")
    cell = f"{column}{line.row}"
    return Problem(
        Level.WARNING,
        Code.ITEM_UNMATCHED,
        work.sheet,
        cell,
        line.description,
        "an item of the work order",
        f'{work.sheet}!{cell}: "{squeeze(line.description)[:60]}" is billed but not in '
        "the work order",
    )


def _total(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None
