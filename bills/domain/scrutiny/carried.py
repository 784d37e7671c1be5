"""A later bill against the bill before it: what is deducted, and what is since last."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from bills.domain.line_problems import name_line
from bills.domain.money import format_indian, format_quantity
from bills.domain.scrutiny.card import ScrutinyLine, Verdict, tell_each
from bills.domain.scrutiny.case import Case, cell_of, column_cells
from bills.domain.scrutiny.exact import to_paisa, work_out
from bills.domain.table_header import Role
from bills.domain.work import Line, Work

CARRIED, NEW, SINCE = "Carried forward", "New lines", "Since last"
ZERO = Decimal(0)
LinePair = tuple[Line | None, Line | None]  # of the bill, of the bill before


def check_carried(case: Case) -> Iterator[ScrutinyLine]:
    """Every line of the bill before is deducted with its quantity and its amount as billed."""
    if case.is_first:
        return
    pairs = _pair_lines(case)
    wrong = [line for pair in pairs if (line := _compare(case, *pair)) is not None]
    yield from tell_each(wrong, lambda line: line)
    before = [old for _, old in pairs if old is not None]
    faults = sum(1 for line in wrong if line.source_cells)
    if len(before) > faults:
        yield ScrutinyLine(
            CARRIED,
            Verdict.RIGHT,
            f"{len(before) - faults} of {len(before)} lines of the bill before are "
            "deducted with the quantity and the amount that were billed",
            column_cells(case.made, case.items, Role.PREVIOUS_AMOUNT),
            column_cells(case.source, before, Role.AMOUNT),
        )
    yield from _check_total(case)
    yield from _list_new(case, [new for new, old in pairs if new and old is None])


def _pair_lines(case: Case) -> list[LinePair]:
    """The lines of both bills side by side, AE lines in their order below their item."""
    pairs = case.by_source
    lines: list[LinePair] = []
    for made, before in pairs.both:
        lines += zip_longest(made.lines, before.lines)
    lines += ((line, None) for group in pairs.only_made for line in group.lines)
    lines += ((None, line) for group in pairs.only_source for line in group.lines)
    return lines


def _compare(case: Case, new: Line | None, old: Line | None) -> ScrutinyLine | None:
    """What is wrong with one deduction; None when it is right."""
    if new is None:
        return _vanished(case.source, old) if old else None
    quantity, amount = _billed(old)
    deducted = new.previous_quantity or ZERO, new.previous_amount or ZERO
    if deducted == (quantity, amount):
        return None
    was = f"{_in_words(quantity, amount)} was billed"
    if old is None:
        was = "nothing was billed on it before"
    return ScrutinyLine(
        CARRIED,
        Verdict.WRONG,
        f"{name_line(new)}: {_in_words(*deducted)} is deducted, but {was}",
        (
            cell_of(case.made, new, Role.PREVIOUS_QUANTITY),
            cell_of(case.made, new, Role.PREVIOUS_AMOUNT),
        ),
        _cells_of_billed(case.source, old),
    )


def _vanished(source: Work, old: Line) -> ScrutinyLine:
    return ScrutinyLine(
        CARRIED,
        Verdict.WRONG,
        f"{name_line(old)} of the bill before is not in this bill; "
        f"{_in_words(*_billed(old))} was billed on it",
        source_cells=_cells_of_billed(source, old),
    )


def _billed(line: Line | None) -> tuple[Decimal, Decimal]:
    """Quantity till date and amount as the bill before states them; nothing of a new line."""
    if line is None:
        return ZERO, ZERO
    amount = line.stated_amount if line.stated_amount is not None else work_out(line)
    return line.quantity or ZERO, to_paisa(amount or ZERO)


def _cells_of_billed(source: Work, line: Line | None) -> tuple[str, ...]:
    if line is None:
        return ()
    return cell_of(source, line, Role.QUANTITY), cell_of(source, line, Role.AMOUNT)


def _check_total(case: Case) -> Iterator[ScrutinyLine]:
    """What was paid is what is deducted; a bill without a Total cannot be compared."""
    stated, totals = case.source.stated_total, case.totals.get(Role.PREVIOUS_AMOUNT)
    if totals is None:
        return
    cells = (case.total_cell(Role.PREVIOUS_AMOUNT, 2),)
    deducted = f"the total deducted is {format_indian(totals.total)}"
    if stated is None:
        yield ScrutinyLine(
            CARRIED,
            Verdict.NOT_CHECKED,
            f"{deducted}; the bill before states no total to compare it with",
            cells,
            (case.source.sheet,),
        )
        return
    is_right = to_paisa(stated) == totals.total
    paid = f"the bill before states {format_indian(stated)}"
    yield ScrutinyLine(
        CARRIED,
        Verdict.RIGHT if is_right else Verdict.WRONG,
        f"{deducted}, as {paid}" if is_right else f"{deducted}, but {paid}",
        cells,
        (case.source.sheet,),
    )


def _list_new(case: Case, new: list[Line]) -> Iterator[ScrutinyLine]:
    items = {line.row: group.base for group in case.groups for line in group.excess}
    yield from tell_each(
        new,
        lambda line: ScrutinyLine(
            NEW,
            Verdict.REMARK,
            f"{_full_name(line, items.get(line.row))} is new; nothing was billed on it "
            "before",
            (cell_of(case.made, line, Role.DESCRIPTION),),
        ),
    )


def _full_name(line: Line, item: Line | None) -> str:
    return f"{line.description} of {name_line(item)}" if item else name_line(line)


def check_since_last(case: Case) -> Iterator[ScrutinyLine]:
    """Since last is till date less previous on every line, and less than nothing is remarked."""
    if case.is_first:
        return
    items = case.items
    rows = zip(items, case.amounts, strict=True)
    known = [(line, _since(line, value)) for line, value in rows if value is not None]
    wrong = [
        (line, since)
        for line, since in known
        if since != (line.since_quantity, line.since_amount)
    ]
    yield from tell_each(wrong, partial(_wrong_since, case.made))
    if len(known) > len(wrong):
        yield ScrutinyLine(
            SINCE,
            Verdict.RIGHT,
            f"{len(known) - len(wrong)} of {len(items)} lines are till date less previous, "
            "in quantity and amount",
            column_cells(case.made, [line for line, _ in known], Role.SINCE_AMOUNT),
        )
    if len(known) < len(items):
        yield ScrutinyLine(
            SINCE,
            Verdict.NOT_CHECKED,
            f"{len(items) - len(known)} of {len(items)} lines wait for the quantity "
            "till date",
        )
    negative = [(line, since) for line, since in known if min(since) < 0]
    yield from tell_each(negative, partial(_negative, case.made))
    totals = case.totals.get(Role.SINCE_AMOUNT)
    if totals is not None and totals.total < 0:
        yield ScrutinyLine(
            SINCE,
            Verdict.REMARK,
            f"the total since last is {format_indian(totals.total)}, less than nothing",
            (case.total_cell(Role.SINCE_AMOUNT, 2),),
        )


def _since(line: Line, value: Decimal) -> tuple[Decimal, Decimal]:
    """Quantity and amount since last of a line with this value till date."""
    quantity = (line.quantity or ZERO) - (line.previous_quantity or ZERO)
    return quantity, value - (line.previous_amount or ZERO)


def _wrong_since(
    made: Work, found: tuple[Line, tuple[Decimal, Decimal]]
) -> ScrutinyLine:
    line, right = found
    stated = line.since_quantity or ZERO, line.since_amount or ZERO
    return ScrutinyLine(
        SINCE,
        Verdict.WRONG,
        f"{name_line(line)}: since last is {_in_words(*stated)}, but till date less "
        f"previous is {_in_words(*right)}",
        _since_cells(made, line),
    )


def _negative(made: Work, found: tuple[Line, tuple[Decimal, Decimal]]) -> ScrutinyLine:
    line, since = found
    return ScrutinyLine(
        SINCE,
        Verdict.REMARK,
        f"{name_line(line)}: since last is {_in_words(*since)}, less than nothing",
        _since_cells(made, line),
    )


def _in_words(quantity: Decimal, amount: Decimal) -> str:
    return f"{format_quantity(quantity)} for {format_indian(amount)}"


def _since_cells(made: Work, line: Line) -> tuple[str, ...]:
    return (
        cell_of(made, line, Role.SINCE_QUANTITY),
        cell_of(made, line, Role.SINCE_AMOUNT),
    )
