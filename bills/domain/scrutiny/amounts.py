"""Amounts of lines and totals of columns, worked out from quantity and rate; who uses them is in check.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from bills.domain.bill import BillTotals
from bills.domain.line_problems import name_line
from bills.domain.money import format_indian, format_percent, format_quantity
from bills.domain.scrutiny.card import ScrutinyLine, Verdict, tell_each
from bills.domain.scrutiny.case import Case, cell_of, column_cells
from bills.domain.scrutiny.exact import (
    add_up,
    to_paisa,
    work_out,
    work_out_premium,
)
from bills.domain.table_header import Role
from bills.domain.work import Line, PremiumType, TenderPremium, Work

AMOUNTS, STATED, TOTALS = "Amounts", "Amounts of the source", "Totals"
_COLUMN_WORDS = {
    Role.AMOUNT: "till date",
    Role.PREVIOUS_AMOUNT: "previous",
    Role.SINCE_AMOUNT: "since last",
}


def check_amounts(case: Case) -> Iterator[ScrutinyLine]:
    made = case.made
    worked_out = list(zip(case.items, case.amounts, strict=True))
    known = [(line, amount) for line, amount in worked_out if amount is not None]
    wrong = [(line, amount) for line, amount in known if line.amount != amount]
    yield from tell_each(wrong, partial(_wrong_amount, made))
    if len(known) > len(wrong):
        yield ScrutinyLine(
            AMOUNTS,
            Verdict.RIGHT,
            f"{len(known) - len(wrong)} of {len(worked_out)} amounts are right: "
            "quantity x rate, to the paisa",
            column_cells(made, [line for line, _ in known], Role.AMOUNT),
        )
    waiting = [line for line, amount in worked_out if amount is None]
    if waiting:
        yield ScrutinyLine(
            AMOUNTS,
            Verdict.NOT_CHECKED,
            f"{len(waiting)} of {len(worked_out)} amounts wait for the quantity till date",
            column_cells(made, waiting, Role.QUANTITY),
        )


def _wrong_amount(made: Work, found: tuple[Line, Decimal]) -> ScrutinyLine:
    line, right = found
    stated = "blank" if line.amount is None else format_indian(line.amount)
    return ScrutinyLine(
        AMOUNTS,
        Verdict.WRONG,
        f"{name_line(line)}: the amount is {stated}, but {_product(line)} is "
        f"{format_indian(right)}",
        (cell_of(made, line, Role.AMOUNT),),
    )


def check_stated_amounts(case: Case) -> Iterator[ScrutinyLine]:
    """What the sources themselves state where that is not quantity x rate."""
    for work in (case.source, case.workslip):
        if work is not None:
            differing = (line for line in work.items if _is_stated_otherwise(line))
            yield from tell_each(differing, partial(_stated_amount, case, work))


def _is_stated_otherwise(line: Line) -> bool:
    stated, right = line.stated_amount, work_out(line)
    if stated is None or right is None:
        return False
    return to_paisa(stated) != right


def _stated_amount(case: Case, work: Work, line: Line) -> ScrutinyLine:
    is_deducted = work is case.source and not case.is_first
    uses = "what was billed is deducted" if is_deducted else "the latter is billed"
    stated, right = line.stated_amount or Decimal(0), work_out(line) or Decimal(0)
    return ScrutinyLine(
        STATED,
        Verdict.REMARK,
        f"{name_line(line)}: {format_indian(stated)} is stated, but {_product(line)} is "
        f"{format_indian(right)}; {uses}",
        source_cells=(cell_of(work, line, Role.AMOUNT),),
    )


def _product(line: Line) -> str:
    quantity, rate = line.quantity or Decimal(0), line.rate or Decimal(0)
    text = f"{format_quantity(quantity)} x {format_quantity(rate)}"
    return text if line.per == 1 else f"{text} / {format_quantity(line.per)}"


@dataclass(frozen=True, slots=True)
class _Column:
    """The three figures below one amount column, and in words how they come about."""

    figures: tuple[Decimal, Decimal, Decimal]  # sub total, premium, total
    reasons: tuple[str, str, str]


def check_totals(case: Case) -> Iterator[ScrutinyLine]:
    """The cross-foot of every total, from the lines up."""
    expected = _expected_columns(case)
    waiting = [role for role, totals in case.totals.items() if totals is None]
    for role, totals in case.totals.items():
        if totals is not None and role in expected:
            yield from _check_column(case, role, totals, expected[role])
    if waiting:
        words = " and ".join(_COLUMN_WORDS[role] for role in waiting)
        yield ScrutinyLine(
            TOTALS,
            Verdict.NOT_CHECKED,
            f"the totals {words} wait for the quantities till date",
            tuple(case.total_cell(role, 2) for role in waiting),
        )


def _expected_columns(case: Case) -> Mapping[Role, _Column]:
    """What the totals must be; without those that wait."""
    premium = case.made.premium
    if premium is None:
        return {}
    columns = {}
    if None not in case.amounts:
        columns[Role.AMOUNT] = _add_up_column(case.amounts, premium)
    if case.is_first:
        return columns
    previous = _add_up_column([line.previous_amount for line in case.items], premium)
    columns[Role.PREVIOUS_AMOUNT] = previous
    if Role.AMOUNT in columns:
        columns[Role.SINCE_AMOUNT] = _subtract(columns[Role.AMOUNT], previous)
    return columns


def _add_up_column(
    amounts: Sequence[Decimal | None], premium: TenderPremium
) -> _Column:
    sub_total = add_up(amounts)
    amount = work_out_premium(sub_total, premium.percent)
    is_less = premium.type is PremiumType.LESS
    return _Column(
        (sub_total, amount, sub_total - amount if is_less else sub_total + amount),
        (
            f"the sum of {len(amounts)} amounts",
            f"{format_percent(premium.percent)} % of {format_indian(sub_total)}",
            f"{format_indian(sub_total)} {'-' if is_less else '+'} "
            f"{format_indian(amount)}",
        ),
    )


def _subtract(till_date: _Column, previous: _Column) -> _Column:
    pairs = list(zip(till_date.figures, previous.figures, strict=True))
    first, second, third = (one - other for one, other in pairs)
    one, two, three = (
        f"{format_indian(now)} - {format_indian(before)}" for now, before in pairs
    )
    return _Column((first, second, third), (one, two, three))


def _check_column(
    case: Case, role: Role, totals: BillTotals, expected: _Column
) -> Iterator[ScrutinyLine]:
    stated = (totals.sub_total, totals.premium_amount, totals.total)
    names = ("Sub Total", totals.premium_label, "Total")
    suffix = "" if case.is_first else f" {_COLUMN_WORDS[role]}"
    rows = zip(names, stated, expected.figures, expected.reasons, strict=True)
    for row, (name, figure, right, reason) in enumerate(rows):
        is_right = figure == right
        finding = f"{name}{suffix}: {format_indian(figure)} = {reason}"
        if not is_right:
            finding = (
                f"{name}{suffix} is {format_indian(figure)}, but {reason} = "
                f"{format_indian(right)}"
            )
        yield ScrutinyLine(
            TOTALS,
            Verdict.RIGHT if is_right else Verdict.WRONG,
            finding,
            (case.total_cell(role, row),),
        )
