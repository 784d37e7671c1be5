"""The bills or estimates of a workbook that documents are made from; the documents are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bills.domain.bill import WorkHasErrors, compute_bill_premium, compute_totals
from bills.domain.bill_summary import BillSummary
from bills.domain.inputs import BillInputs
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, Work, WorkbookReading
from bills.services import KIND_WORDS
from documents.domain.bill_values import BillValues, NotABill, compute_bill_values


@dataclass(frozen=True, slots=True)
class Bill:
    work: Work
    values: BillValues

    def summarise(self) -> dict[str, Any]:
        """The bill in the shape that bills.domain.bill gives its own summaries."""
        work, values = self.work, self.values
        premium, _ = compute_bill_premium(work, typed=None)
        totals = compute_totals(
            [line.amount for line in work.items if line.amount], premium
        )
        return BillSummary(
            sheet=work.sheet,
            kind=work.kind,
            title=values.header.title,
            items=len(work.items),
            sub_total=totals.sub_total,
            premium=premium,
            premium_amount=totals.premium_amount,
            total=values.till_date_total,
            previous_total=values.previous_total,
            since_last_total=values.since_last_total,
            fields=values.header.fields(),
        ).as_json()


def collect_bills(
    reading: WorkbookReading, inputs: BillInputs
) -> tuple[list[Bill], tuple[Problem, ...]]:
    """Every bill of the workbook; an error when there is none."""
    bills: list[Bill] = []
    problems = list(reading.problems)
    for work in reading.works:
        try:
            values = compute_bill_values(work, inputs)
        except WorkHasErrors as error:
            problems += error.problems
        except NotABill:
            problems.append(_left_out(work, expected="a bill"))
        else:
            bills.append(Bill(work, values))
    if not bills and not _has_error(problems):
        problems.append(_none_found(reading, expected="a bill"))
    return bills, tuple(dict.fromkeys(problems))


def collect_estimates(
    reading: WorkbookReading,
) -> tuple[list[Work], tuple[Problem, ...]]:
    """Every estimate of the workbook that has no error; an error when there is none."""
    works: list[Work] = []
    problems = list(reading.problems)
    for work in reading.works:
        if work.kind is not SheetKind.ESTIMATE:
            problems.append(_left_out(work, expected="an estimate"))
        elif not work.has_errors:
            works.append(work)
    if not works and not _has_error(problems):
        problems.append(_none_found(reading, expected="an estimate"))
    return works, tuple(dict.fromkeys(problems))


def _has_error(problems: list[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _left_out(work: Work, *, expected: str) -> Problem:
    found = KIND_WORDS[work.kind]
    return Problem(
        level=Level.INFO,
        code=Code.SHEET_SKIPPED,
        sheet=work.sheet,
        cell="",
        found=found,
        expected=expected,
        message=f"{work.sheet}: this sheet is {found}, not {expected}; it was left out.",
    )


def _none_found(reading: WorkbookReading, *, expected: str) -> Problem:
    found = ", ".join(KIND_WORDS[work.kind] for work in reading.works)
    return Problem(
        level=Level.ERROR,
        code=Code.SHEET_SKIPPED,
        sheet="",
        cell="",
        found=found or "no items",
        expected=expected,
        message=(
            f"{reading.filename}: no sheet of this file is {expected}. "
            f"Choose the {expected.split()[-1]} workbook."
        ),
    )
