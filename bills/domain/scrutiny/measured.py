"""Quantities and rates of a bill against the estimate, the agreement and the workslip; and items that repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from bills.domain.item_groups import ItemGroup
from bills.domain.line_problems import name_line
from bills.domain.matching import rate_of_one
from bills.domain.money import format_quantity
from bills.domain.scrutiny.card import ScrutinyLine, Verdict, tell_each
from bills.domain.scrutiny.case import (
    Case,
    agreed_cell_of,
    cell_of,
    column_cells,
)
from bills.domain.table_header import Role
from bills.domain.units import singular_unit
from bills.domain.work import Line, SheetKind, Work

QUANTITIES, AGREED, RATES = "Quantities", "Agreed quantities", "Rates"
REPEATED = "Repeated items"
ZERO = Decimal(0)
Pair = tuple[ItemGroup, ItemGroup]  # of the bill, of the sheet that measures


def check_quantities(case: Case) -> Iterator[ScrutinyLine]:
    """No more is billed than the estimate or the workslip says, nor less in silence."""
    measured, pairs = case.measured, case.by_measured
    if measured is None or pairs is None:
        yield ScrutinyLine(
            QUANTITIES,
            Verdict.NOT_CHECKED,
            "no workslip was given, so that no quantity can be compared with what was "
            "agreed or executed",
        )
        return
    known = [pair for pair in pairs.both if not _waits(pair[0])]
    faults = [pair for pair in known if pair[0].quantity != pair[1].quantity]
    yield from tell_each(faults, partial(_other_quantity, case, measured))
    if len(known) > len(faults):
        yield ScrutinyLine(
            QUANTITIES,
            Verdict.RIGHT,
            f"{len(known) - len(faults)} of {len(case.groups)} items have the quantity "
            f"of {_called(measured)}",
            column_cells(case.made, case.items, Role.QUANTITY),
            column_cells(measured, [old.base for _, old in known], Role.QUANTITY),
        )
    yield from tell_each(pairs.only_made, partial(_not_measured, case, measured))
    left_out = (group for group in pairs.only_source if group.quantity)
    yield from tell_each(left_out, partial(_left_out, measured))
    yield from _check_agreed(case, measured, known)


def _waits(group: ItemGroup) -> bool:
    return any(line.quantity is None for line in group.lines)


def _called(work: Work) -> str:
    return "the estimate" if work.kind is SheetKind.ESTIMATE else "the workslip"


def _other_quantity(case: Case, measured: Work, pair: Pair) -> ScrutinyLine:
    made, other = pair
    is_past = made.quantity > other.quantity
    billed, allowed = format_quantity(made.quantity), format_quantity(other.quantity)
    return ScrutinyLine(
        QUANTITIES,
        Verdict.WRONG if is_past else Verdict.REMARK,
        f"{name_line(made.base)}: {billed} is billed, "
        f"{'past' if is_past else 'less than'} the {allowed} of {_called(measured)}",
        _quantity_cells(case.made, made),
        _quantity_cells(measured, other),
    )


def _quantity_cells(work: Work, group: ItemGroup) -> tuple[str, ...]:
    return tuple(cell_of(work, line, Role.QUANTITY) for line in group.lines)


def _not_measured(case: Case, measured: Work, group: ItemGroup) -> ScrutinyLine:
    """An item of the bill before that the workslip lacks keeps what was billed on it."""
    return ScrutinyLine(
        QUANTITIES,
        Verdict.WRONG if case.is_first else Verdict.REMARK,
        f"{name_line(group.base)} is not in {_called(measured)}; "
        f"{format_quantity(group.quantity)} is billed",
        _quantity_cells(case.made, group),
    )


def _left_out(measured: Work, group: ItemGroup) -> ScrutinyLine:
    return ScrutinyLine(
        QUANTITIES,
        Verdict.WRONG,
        f"{name_line(group.base)} of {_called(measured)} is not in this bill; its "
        f"quantity is {format_quantity(group.quantity)}",
        source_cells=_quantity_cells(measured, group),
    )


def _check_agreed(
    case: Case, measured: Work, known: Sequence[Pair]
) -> Iterator[ScrutinyLine]:
    """Quantity past the agreed one is remarked, and must stand on an AE line."""
    agreed = [pair for pair in known if pair[1].base.estimate_quantity]
    past = [pair for pair in agreed if pair[0].quantity > _limit(pair[1])]
    yield from tell_each(past, partial(_past_agreed, case, measured))
    if len(agreed) > len(past):
        yield ScrutinyLine(
            AGREED,
            Verdict.RIGHT,
            f"{len(agreed) - len(past)} of {len(agreed)} agreed items are within the "
            "agreed quantity",
            column_cells(case.made, case.items, Role.QUANTITY),
        )


def _limit(group: ItemGroup) -> Decimal:
    return group.base.estimate_quantity or ZERO


def _past_agreed(case: Case, measured: Work, pair: Pair) -> ScrutinyLine:
    made, other = pair
    base, limit = made.base.quantity or ZERO, _limit(other)
    # What was billed on the item line before stays there.
    is_parted = base <= max(limit, made.base.previous_quantity or ZERO)
    excess = format_quantity(made.quantity - base)
    parted = (
        f"{excess} of it is on AE lines"
        if is_parted
        else f"the item line alone has {format_quantity(base)}"
    )
    return ScrutinyLine(
        AGREED,
        Verdict.REMARK if is_parted else Verdict.WRONG,
        f"{name_line(made.base)}: {format_quantity(made.quantity)} is billed, past the "
        f"agreed {format_quantity(limit)}; {parted}",
        _quantity_cells(case.made, made),
        (agreed_cell_of(measured, other.base),),
    )


def check_rates(case: Case) -> Iterator[ScrutinyLine]:
    """The rates of the source, those of AE lines being their items'; and where they changed."""
    pairs = case.by_source
    compared = [(line, other.base) for made, other in pairs.both for line in made.lines]
    compared += ((line, made.base) for made in pairs.only_made for line in made.excess)
    wrong = [pair for pair in compared if not _has_rate_of(*pair)]
    yield from tell_each(wrong, partial(_wrong_rate, case))
    if len(compared) > len(wrong):
        yield ScrutinyLine(
            RATES,
            Verdict.RIGHT,
            f"{len(compared) - len(wrong)} of {len(compared)} rates are those of "
            f"{_rates_of(case)}",
            column_cells(case.made, [line for line, _ in compared], Role.RATE),
            column_cells(case.source, [o.base for _, o in pairs.both], Role.RATE),
        )
    if case.workslip and case.by_measured and not case.is_first:
        changed = (
            (made.base, other.base)
            for made, other in case.by_measured.both
            if not _has_rate_of(made.base, other.base)
        )
        yield from tell_each(changed, partial(_changed_rate, case, case.workslip))


def _has_rate_of(line: Line, other: Line) -> bool:
    return rate_of_one(line) == rate_of_one(other)


def _rates_of(case: Case) -> str:
    return _called(case.source) if case.is_first else "the last bill"


def _wrong_rate(case: Case, pair: tuple[Line, Line]) -> ScrutinyLine:
    line, other = pair
    return ScrutinyLine(
        RATES,
        Verdict.WRONG,
        f"{name_line(line)}: the rate is {_rate(line)}, but {_rate(other)} in "
        f"{_rates_of(case)}",
        (cell_of(case.made, line, Role.RATE),),
        (cell_of(case.source, other, Role.RATE),),
    )


def _changed_rate(case: Case, workslip: Work, pair: tuple[Line, Line]) -> ScrutinyLine:
    """A rate that is another one in the workslip; the bill keeps its own."""
    line, other = pair
    return ScrutinyLine(
        RATES,
        Verdict.REMARK,
        f"{name_line(line)}: the rate changed since the last bill; it is {_rate(line)} "
        f"here and {_rate(other)} in the workslip",
        (cell_of(case.made, line, Role.RATE),),
        (cell_of(workslip, other, Role.RATE),),
    )


def _rate(line: Line) -> str:
    if line.rate is None:
        return "blank"
    rate = format_quantity(line.rate)
    return rate if line.per == 1 else f"{rate} per {format_quantity(line.per)}"


def check_repeated(case: Case) -> Iterator[ScrutinyLine]:
    """Items of one description, unit and rate, which may have been measured twice."""
    named: dict[str, list[Line]] = defaultdict(list)
    for group in case.groups:
        named[" ".join(group.base.description.casefold().split())].append(group.base)
    repeated = [
        same
        for lines in named.values()
        if len(lines) > 1
        for same in _same_unit_and_rate(lines)
    ]
    yield from tell_each(repeated, partial(_repeated, case))
    if not repeated:
        yield ScrutinyLine(
            REPEATED,
            Verdict.RIGHT,
            f"none of the {len(case.groups)} items stands twice with the same "
            "description, unit and rate",
        )


def _same_unit_and_rate(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    alike: dict[tuple[str, Decimal | None], list[Line]] = defaultdict(list)
    for line in lines:
        unit = singular_unit(line.unit or line.unit_singular).casefold()
        alike[unit, rate_of_one(line)].append(line)
    return (same for same in alike.values() if len(same) > 1)


def _repeated(case: Case, lines: Sequence[Line]) -> ScrutinyLine:
    return ScrutinyLine(
        REPEATED,
        Verdict.REMARK,
        f"{name_line(lines[0])} stands {len(lines)} times with the same unit and rate, "
        f"{_rate(lines[0])}",
        tuple(cell_of(case.made, line, Role.DESCRIPTION) for line in lines),
    )
