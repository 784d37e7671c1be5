"""What a workslip says was executed, as the lines of a first bill; later bills are in nth_lines.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bills.domain.item_groups import Entry, ItemGroup, group_lines, split_quantity
from bills.domain.line_problems import line_problem, name_line
from bills.domain.money import compute_amount, format_quantity
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Line, LineKind, Work


def compute_executed_work(workslip: Work) -> Work:
    """The workslip with what its current phase executed, and nothing else.

    Lines without executed quantity are left out, each with an information line, and so
    is a heading that loses all the items under it. Nothing executed at all is an error.
    """
    problems: list[Problem] = []
    entries: list[Entry] = []
    for entry in group_lines(workslip.lines):
        if isinstance(entry, Line):
            entries.append(entry)
            continue
        group = _split(workslip, entry, problems)
        problems += (
            not_executed(workslip, line) for line in group.lines if not line.quantity
        )
        entries.append(group)
    lines = _number_excess(_executed_lines(entries))
    if all(line.kind is LineKind.HEADING for line in lines):
        problems.append(_nothing_executed(workslip))
    return replace(
        workslip, lines=tuple(lines), problems=(*workslip.problems, *problems)
    )


def drop_empty_headings(entries: Iterable[Entry | None]) -> list[Entry]:
    """The entries without the dropped ones (None) and the headings that these leave empty.

    A heading of headings, with no item of its own, stays.
    """
    kept: list[Entry] = []
    has_lost = False  # whether an item was dropped directly under the last kept entry
    for entry in entries:
        is_item = isinstance(entry, ItemGroup)
        if entry is None:
            has_lost = True
            continue
        if not is_item and has_lost and kept and isinstance(kept[-1], Line):
            kept.pop()
        has_lost = False
        kept.append(entry)
    if has_lost and kept and isinstance(kept[-1], Line):
        kept.pop()
    return kept


def not_executed(work: Work, line: Line) -> Problem:
    return line_problem(
        work,
        line,
        Level.INFO,
        Code.QTY_MISSING,
        says=f"{name_line(line)} has no executed quantity; it is left out of the bill",
    )


def excess_was_split(work: Work, line: Line, base: Decimal) -> Problem:
    """Said when the workslip itself does not part the quantity at the estimate."""
    return line_problem(
        work,
        line,
        Level.INFO,
        Code.VALUE_DERIVED,
        says=(
            f"the item line of {name_line(line)} takes {format_quantity(base)}; "
            "the rest of its quantity goes on an AE line"
        ),
    )


def _split(workslip: Work, group: ItemGroup, problems: list[Problem]) -> ItemGroup:
    base, excess = split_quantity(group)
    if base == (group.base.quantity or 0):
        return group
    problems.append(excess_was_split(workslip, group.base, base))
    row = (
        group.excess[0]
        if group.excess
        else replace(
            group.base,
            kind=LineKind.AE,
            serial="",
            description="AE",
            estimate_quantity=None,
        )
    )
    return ItemGroup(
        _with_quantity(group.base, base),
        (_with_quantity(row, excess),) if excess else (),
    )


def _with_quantity(line: Line, quantity: Decimal) -> Line:
    amount = line.rate and compute_amount(quantity, line.rate, line.per)
    return replace(line, quantity=quantity, amount=amount)


def _executed_lines(entries: Iterable[Entry]) -> list[Line]:
    kept = drop_empty_headings(
        entry
        if isinstance(entry, Line) or any(li.quantity for li in entry.lines)
        else None
        for entry in entries
    )
    lines: list[Line] = []
    for entry in kept:
        if isinstance(entry, Line):
            lines.append(entry)
        else:
            lines += (line for line in entry.lines if line.quantity)
    return lines


def _number_excess(lines: Iterable[Line]) -> list[Line]:
    """AE1, AE2, ... down the sheet. Source: spec outputs, section 7."""
    numbered: list[Line] = []
    count = 0
    for line in lines:
        if line.kind is LineKind.AE:
            count += 1
            line = replace(line, description=f"AE{count}")
        numbered.append(line)
    return numbered


def _nothing_executed(workslip: Work) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.QTY_MISSING,
        sheet=workslip.sheet,
        cell="",
        found="no executed quantity",
        expected="an executed quantity on at least one item",
        message=(
            f"{workslip.sheet}: no item has an executed quantity, so there is nothing "
            "to bill"
        ),
    )
