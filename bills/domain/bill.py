"""A first bill computed from a work, and what every bill shares; how it is written to a sheet is not here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from bills.domain.bill_summary import BillSummary
from bills.domain.executed import compute_executed_work
from bills.domain.header import BillHeader, compute_header
from bills.domain.inputs import BillInputs, date_order_problems
from bills.domain.money import (
    compute_amount,
    compute_premium,
    format_indian,
    format_percent,
)
from bills.domain.ordinals import ordinal
from bills.domain.problems import Code, Level, Problem
from bills.domain.units import SINGULAR_UNITS, singular_unit
from bills.domain.work import (
    Line,
    LineKind,
    PremiumType,
    SheetKind,
    TenderPremium,
    Work,
)

ZERO = Decimal("0.00")
_AE_NUMBER = re.compile(r"AE\s*(\d+)", re.IGNORECASE)


class Layout(IntEnum):
    """The two bill sheets, by their number of columns."""

    FIRST = 8
    NTH = 11


class BillAction(StrEnum):
    """What the user may ask for. Source: spec outputs, section 6."""

    ESTIMATE_FIRST_PART = "estimate_first_part"
    ESTIMATE_FIRST_FINAL = "estimate_first_final"
    WORKSLIP_FIRST_PART = "workslip_first_part"
    WORKSLIP_FIRST_FINAL = "workslip_first_final"
    FIRSTPART_NTH_PART = "firstpart_nth_part"
    FIRSTPART_2ND_FINAL = "firstpart_2nd_final"
    NTH_NTH_PART = "nth_nth_part"
    NTH_NTH_FINAL = "nth_nth_final"

    @property
    def is_final(self) -> bool:
        return self.value.endswith("_final")

    @property
    def source(self) -> SheetKind:
        """The kind of sheet that the action starts from."""
        return _SOURCES[self.value.partition("_")[0]]

    @property
    def layout(self) -> Layout:
        is_first = self.source in (SheetKind.ESTIMATE, SheetKind.WORKSLIP)
        return Layout.FIRST if is_first else Layout.NTH

    def title(self, number: int | None = None) -> str:
        """The title of the bill; `number` counts only where the action leaves it open.

        >>> BillAction.ESTIMATE_FIRST_PART.title()
        'CC First & Part Bill'
        >>> BillAction.NTH_NTH_FINAL.title(11), BillAction.FIRSTPART_2ND_FINAL.title(5)
        ('CC 11th & Final Bill', 'CC Second & Final Bill')
        """
        if self.layout is Layout.FIRST:
            number = 1
        elif self is BillAction.FIRSTPART_2ND_FINAL or number is None:
            number = 2
        return f"CC {ordinal(number)} & {'Final' if self.is_final else 'Part'} Bill"


_SOURCES = {
    "estimate": SheetKind.ESTIMATE,
    "workslip": SheetKind.WORKSLIP,
    "firstpart": SheetKind.FIRST_BILL,
    "nth": SheetKind.NTH_BILL,
}


class WorkHasErrors(Exception):
    """The sheet has errors that stop its output; `problems` names all of them."""

    code = "work_has_errors"

    def __init__(self, sheet: str, problems: Iterable[Problem]) -> None:
        self.sheet = sheet
        self.problems = tuple(problems)
        super().__init__(f"{sheet} has errors that stop its bill")


@dataclass(frozen=True, slots=True)
class BillHeading:
    """A row of text only, carried from the source."""

    text: str


@dataclass(frozen=True, slots=True)
class BillLine:
    """One priced row; an AE line has no serial."""

    serial: str
    quantity: Decimal
    unit: str
    description: str
    rate: Decimal
    per: Decimal
    unit_singular: str
    amount: Decimal  # ROUND(quantity x rate / per, 2)


@dataclass(frozen=True, slots=True)
class BillTotals:
    """Sub total, tender premium and total of one amount column."""

    sub_total: Decimal
    premium: TenderPremium
    premium_amount: Decimal  # a positive magnitude
    total: Decimal

    @property
    def premium_label(self) -> str:
        """The label of the premium row, its type word kept at 0 %."""
        verb = "Add" if self.premium.type is PremiumType.EXCESS else "Deduct"
        percent = format_percent(self.premium.percent)
        return f"{verb} T.P @ {percent} % {self.premium.type.value}"


@dataclass(frozen=True, slots=True)
class FirstBill:
    """A CC First bill, ready to be written."""

    sheet: str  # the sheet of the source that it was made from
    action: BillAction
    header: BillHeader
    lines: tuple[BillLine | BillHeading, ...]
    totals: BillTotals
    problems: tuple[Problem, ...]  # those of the source, then those of the bill

    @property
    def items(self) -> tuple[BillLine, ...]:
        return tuple(line for line in self.lines if isinstance(line, BillLine))

    def summary(self) -> dict[str, Any]:
        """The work as scripts and the result page read it: amounts are plain text with paise."""
        totals = self.totals
        return BillSummary(
            sheet=self.sheet,
            kind=SheetKind.FIRST_BILL,
            title=self.header.title,
            items=len(self.items),
            sub_total=totals.sub_total,
            premium=totals.premium,
            premium_amount=totals.premium_amount,
            total=totals.total,
            previous_total=ZERO,
            since_last_total=totals.total,
            fields=self.header.fields(),
        ).as_json()


def compute_first_bill(
    work: Work,
    action: BillAction,
    inputs: BillInputs,
    *,
    units: Mapping[str, str] = SINGULAR_UNITS,
) -> FirstBill:
    """The first bill of a work: every item of an estimate, what was executed of a workslip.

    Raises: WorkHasErrors, when the sheet has a problem of level error or no item.
    """
    if work.kind is SheetKind.WORKSLIP:
        work = compute_executed_work(work)
    if not work.can_be_billed:
        raise WorkHasErrors(work.sheet, work.problems)
    header = compute_header(work, action.title(inputs.number), inputs)
    premium, premium_problems = compute_bill_premium(work, inputs.premium)
    lines = _bill_lines(work, units)
    amounts = [line.amount for line in lines if isinstance(line, BillLine)]
    return FirstBill(
        sheet=work.sheet,
        action=action,
        header=header,
        lines=lines,
        totals=compute_totals(amounts, premium),
        problems=(
            *work.problems,
            *premium_problems,
            *_old_material_problems(work),
            *date_order_problems(header.dates, work.sheet),
        ),
    )


def compute_bill_premium(
    work: Work, typed: TenderPremium | None
) -> tuple[TenderPremium, list[Problem]]:
    """The premium as typed, else as read, else 0 % with a warning. Source: spec reading, section 6."""
    premium = typed or work.premium
    if premium:
        return premium, []
    premium = TenderPremium(Decimal(0), PremiumType.EXCESS)
    if any(problem.code is Code.TP_NOT_FOUND for problem in work.problems):
        return premium, []
    return premium, [
        Problem(
            level=Level.WARNING,
            code=Code.TP_NOT_FOUND,
            sheet=work.sheet,
            cell="",
            found="no tender premium row, and none typed",
            expected="a row such as Deduct T.P @ 4.5 % Less, or a typed T.P",
            message=f"{work.sheet}: no tender premium was found; 0 % is used",
        )
    ]


def compute_totals(amounts: Iterable[Decimal], premium: TenderPremium) -> BillTotals:
    """Sub total, then the premium added or deducted, each to the paisa.

    >>> less = TenderPremium(Decimal("4.5"), PremiumType.LESS)
    >>> totals = compute_totals([Decimal("8040.00"), Decimal("6142.50")], less)
    >>> totals.sub_total, totals.premium_amount, totals.total
    (Decimal('14182.50'), Decimal('638.21'), Decimal('13544.29'))
    """
    sub_total = sum(amounts, ZERO)
    premium_amount = compute_premium(sub_total, premium.percent)
    signed = -premium_amount if premium.type is PremiumType.LESS else premium_amount
    return BillTotals(sub_total, premium, premium_amount, sub_total + signed)


def _bill_lines(
    work: Work, units: Mapping[str, str]
) -> tuple[BillLine | BillHeading, ...]:
    lines: list[BillLine | BillHeading] = []
    serials = ae_lines = 0
    for line in work.lines:
        if line.kind is LineKind.HEADING:
            lines.append(BillHeading(line.description))
        elif line.kind is LineKind.AE:
            ae_lines += 1
            numbered = _AE_NUMBER.match(line.description)
            label = f"AE{numbered[1] if numbered else ae_lines}"
            lines.append(_bill_line(work, line, "", label, units))
        else:
            serials += 1
            serial = line.serial or str(serials)
            lines.append(_bill_line(work, line, serial, line.description, units))
    return tuple(lines)


def _bill_line(
    work: Work, line: Line, serial: str, description: str, units: Mapping[str, str]
) -> BillLine:
    if line.quantity is None or line.rate is None:
        raise WorkHasErrors(work.sheet, work.problems)
    return BillLine(
        serial=serial,
        quantity=line.quantity,
        unit=line.unit,
        description=description,
        rate=line.rate,
        per=line.per,
        unit_singular=singular_unit(line.unit_singular or line.unit, units),
        amount=compute_amount(line.quantity, line.rate, line.per),
    )


def _old_material_problems(work: Work) -> list[Problem]:
    if not work.old_material:
        return []
    figure = format_indian(work.old_material)
    return [
        Problem(
            level=Level.INFO,
            code=Code.NOT_CARRIED,
            sheet=work.sheet,
            cell="",
            found=f"Deduct Old Material Cost {figure}",
            expected="nothing: a bill has no such row",
            message=(
                f"{work.sheet}: Deduct Old Material Cost {figure} "
                "is not carried into the bill"
            ),
        )
    ]
