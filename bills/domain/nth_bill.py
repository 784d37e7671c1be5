"""A later bill computed from the bill before it and, when there is one, the workslip; its lines are made in nth_lines.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bills.domain.bill import (
    BillAction,
    BillHeading,
    BillTotals,
    WorkHasErrors,
    compute_bill_premium,
    compute_totals,
)
from bills.domain.bill_number import compute_bill_number
from bills.domain.bill_summary import BillSummary
from bills.domain.header import BillHeader, compute_header
from bills.domain.inputs import BillInputs, date_order_problems, is_empty_mb_line
from bills.domain.money import format_indian, format_percent, round_to_paisa
from bills.domain.nth_line import NthLine
from bills.domain.nth_lines import compute_nth_lines
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, TenderPremium, Work

# Of the bill before only: its measurements, and when they were recorded and billed.
_OF_ONE_BILL = ("mb_details", "domr", "dobr", "cc_header")


@dataclass(frozen=True, slots=True)
class NthBill:
    """A later bill, ready to be written. `till_date` is None while quantities are to be typed."""

    sheet: str  # the sheet of the bill before
    action: BillAction
    header: BillHeader
    lines: tuple[NthLine | BillHeading, ...]
    previous: BillTotals
    till_date: BillTotals | None
    problems: tuple[Problem, ...]  # those of the sources, then those of the bill

    @property
    def items(self) -> tuple[NthLine, ...]:
        return tuple(line for line in self.lines if isinstance(line, NthLine))

    @property
    def since_last(self) -> BillTotals | None:
        """Till date less previous in each figure; the premium amount may be negative."""
        if self.till_date is None:
            return None
        return BillTotals(
            sub_total=self.till_date.sub_total - self.previous.sub_total,
            premium=self.till_date.premium,
            premium_amount=self.till_date.premium_amount - self.previous.premium_amount,
            total=self.till_date.total - self.previous.total,
        )

    def summary(self) -> dict[str, Any]:
        """As FirstBill.summary; figures that wait for a quantity are ""."""
        till_date, since_last = self.till_date, self.since_last
        return BillSummary(
            sheet=self.sheet,
            kind=SheetKind.NTH_BILL,
            title=self.header.title,
            items=len(self.items),
            sub_total=till_date.sub_total if till_date else None,
            premium=self.previous.premium,
            premium_amount=till_date.premium_amount if till_date else None,
            total=till_date.total if till_date else None,
            previous_total=self.previous.total,
            since_last_total=since_last.total if since_last else None,
            fields=self.header.fields(),
        ).as_json()


def compute_nth_bill(
    previous: Work,
    action: BillAction,
    inputs: BillInputs,
    *,
    workslip: Work | None = None,
) -> NthBill:
    """The bill that follows `previous`, with quantities till date from the workslip.

    Raises: WorkHasErrors, when a source has a problem of level error or no item.
    """
    for source in (previous, workslip):
        if source and not source.can_be_billed:
            raise WorkHasErrors(source.sheet, source.problems)
    number, number_problems = compute_bill_number(previous, action, inputs.number)
    premium, premium_problems = _compute_premium(previous, workslip, inputs.premium)
    lines, line_problems = compute_nth_lines(previous, workslip)
    items = [line for line in lines if isinstance(line, NthLine)]
    before = compute_totals([item.previous_amount for item in items], premium)
    source = _with_fields(previous, workslip)
    header = compute_header(source, action.title(number), inputs)
    return NthBill(
        sheet=previous.sheet,
        action=action,
        header=header,
        lines=lines,
        previous=before,
        till_date=_totals_till_date(items, premium),
        problems=(
            *previous.problems,
            *(workslip.problems if workslip else ()),
            *number_problems,
            *premium_problems,
            *line_problems,
            *_previous_total_problems(previous, before),
            *_not_carried(previous, inputs),
            *date_order_problems(header.dates, previous.sheet),
        ),
    )


def _totals_till_date(
    items: Iterable[NthLine], premium: TenderPremium
) -> BillTotals | None:
    """None as long as one quantity is to be typed."""
    values = [item.value for item in items]
    known = [value for value in values if value is not None]
    return compute_totals(known, premium) if len(known) == len(values) else None


def _compute_premium(
    previous: Work, workslip: Work | None, typed: TenderPremium | None
) -> tuple[TenderPremium, list[Problem]]:
    """As typed, else of the bill before, else of the workslip, else 0 %; a change is a warning."""
    of_workslip = workslip.premium if workslip else None
    if typed is None and previous.premium is None and of_workslip:
        says = (
            f"the bill before has no T.P; {_text(of_workslip)} of the workslip is used"
        )
        return of_workslip, [_premium_warning(previous, Code.TP_NOT_FOUND, says)]
    premium, problems = compute_bill_premium(previous, typed)
    if typed and previous.premium and not _is_same(typed, previous.premium):
        says = (
            f"{_text(typed)} is typed, the bill before has {_text(previous.premium)}; "
            "the typed one is used in every column"
        )
        problems.append(_premium_warning(previous, Code.TP_AMBIGUOUS, says))
    if workslip and of_workslip and not _is_same(premium, of_workslip):
        says = f"{_text(of_workslip)} stands here, but {_text(premium)} in the bill"
        problems.append(_premium_warning(workslip, Code.TP_AMBIGUOUS, says))
    return premium, problems


def _is_same(one: TenderPremium, other: TenderPremium) -> bool:
    """Whether both come to the same; at 0 % the word does not matter."""
    if one.percent == other.percent == 0:
        return True
    return (one.percent, one.type) == (other.percent, other.type)


def _text(premium: TenderPremium) -> str:
    return f"T.P @ {format_percent(premium.percent)} % {premium.type.value}"


def _premium_warning(work: Work, code: Code, says: str) -> Problem:
    cell = work.premium.cell if work.premium else ""
    place = f"{work.sheet}!{cell}" if cell else work.sheet
    return Problem(Level.WARNING, code, work.sheet, cell, "", "", f"{place}: {says}")


def _previous_total_problems(previous: Work, before: BillTotals) -> list[Problem]:
    """What was paid must be what is deducted; a bill without a Total cannot be compared."""
    stated = previous.stated_total
    if stated is None or round_to_paisa(stated) == before.total:
        return []
    found, expected = format_indian(before.total), format_indian(stated)
    return [
        Problem(
            level=Level.WARNING,
            code=Code.TOTAL_MISMATCH,
            sheet=previous.sheet,
            cell="",
            found=found,
            expected=expected,
            message=(
                f"{previous.sheet}: the total deducted as previous is {found}, but the "
                f"bill before states {expected}"
            ),
        )
    ]


def _with_fields(previous: Work, workslip: Work | None) -> Work:
    """The bill before with the header fields that last; the workslip fills what it lacks."""
    fields = {**(workslip.fields if workslip else {}), **previous.fields}
    lasting = {name: fields[name] for name in fields if name not in _OF_ONE_BILL}
    return replace(previous, fields=lasting)


def _not_carried(previous: Work, inputs: BillInputs) -> list[Problem]:
    """The measurements and dates of the bill before are not those of this one."""
    typed = {
        "mb_details": inputs.has_mb,
        "domr": inputs.domr is not None,
        "dobr": inputs.dobr is not None,
    }
    labels = {"mb_details": "M.B. details", "domr": "DOMR", "dobr": "DOBR"}
    stated = {name: field.value for name, field in previous.fields.items()}
    if is_empty_mb_line(stated.get("mb_details", "")):
        del stated["mb_details"]
    missing = [
        label for name, label in labels.items() if name in stated and not typed[name]
    ]
    if not missing:
        return []
    names = ", ".join(missing)
    return [
        Problem(
            level=Level.INFO,
            code=Code.LABEL_WITHOUT_VALUE,
            sheet=previous.sheet,
            cell="",
            found="those of the bill before",
            expected=f"{names} of this bill",
            message=(
                f"{previous.sheet}: {names} of the bill before are not carried; type "
                "those of this bill"
            ),
        )
    ]
