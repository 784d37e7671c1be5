"""What a bill sheet tells the documents that go with it; the documents' own wording is not here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bills.domain.bill import WorkHasErrors, compute_bill_premium, compute_totals
from bills.domain.header import BillHeader, compute_header
from bills.domain.inputs import BillInputs, date_order_problems
from bills.domain.money import format_indian
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, Work

ZERO = Decimal("0.00")


class NotABill(Exception):
    """The sheet is of a kind that no bill document can be made from."""

    code = "not_a_bill"


@dataclass(frozen=True, slots=True)
class BillValues:
    """The header fields and the three totals of one bill."""

    sheet: str
    header: BillHeader
    till_date_total: Decimal
    previous_total: Decimal
    since_last_total: Decimal
    problems: tuple[Problem, ...]  # those of the sheet, then those found here

    @property
    def amount(self) -> Decimal:
        """The document amount: what this bill pays. Source: spec reading, section 8."""
        return self.since_last_total


def compute_bill_values(
    work: Work, inputs: BillInputs, *, title_if_absent: str = ""
) -> BillValues:
    """The values of a first bill: its total is the amount, and nothing was paid before.

    Raises: WorkHasErrors; NotABill.
    """
    if work.has_errors:
        raise WorkHasErrors(work.sheet, work.problems)
    if work.kind is not SheetKind.FIRST_BILL:
        raise NotABill(f"{work.sheet} is not a first bill but reads as {work.kind}")
    header = compute_header(work, work.title or title_if_absent, inputs)
    # The letters and forms set the line with single spaces.
    header = replace(header, mb_details=" ".join(header.mb_details.split()))
    total, total_problems = compute_document_total(work)
    return BillValues(
        sheet=work.sheet,
        header=header,
        till_date_total=total,
        previous_total=ZERO,
        since_last_total=total,
        problems=(
            *work.problems,
            *total_problems,
            *date_order_problems(header.dates, work.sheet),
        ),
    )


def compute_document_total(work: Work) -> tuple[Decimal, list[Problem]]:
    """The total that the sheet states, else the sum of its lines with T.P applied.

    Never the estimate amount. Source: spec reading, section 8.
    """
    premium, _ = compute_bill_premium(work, typed=None)
    amounts = [line.amount for line in work.items if line.amount is not None]
    computed = compute_totals(amounts, premium).total
    stated = work.stated_total
    if stated is None:
        return computed, _unless_reported(
            work,
            code=Code.TOTAL_NOT_FOUND,
            found="no Total",
            expected=format_indian(computed),
            says="no Total could be read; the lines with T.P applied are used",
        )
    if stated == computed:
        return stated, []
    return stated, _unless_reported(
        work,
        code=Code.TOTAL_MISMATCH,
        found=format_indian(stated),
        expected=format_indian(computed),
        says=(
            f"Total is {format_indian(stated)}, "
            f"but the lines and T.P come to {format_indian(computed)}"
        ),
    )


def _unless_reported(
    work: Work, *, code: Code, found: str, expected: str, says: str
) -> list[Problem]:
    """The warning, unless the reading of the sheet has already said so."""
    if any(problem.code is code for problem in work.problems):
        return []
    message = f"{work.sheet}: {says}"
    return [Problem(Level.WARNING, code, work.sheet, "", found, expected, message)]
