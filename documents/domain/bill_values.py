"""What a bill sheet tells the documents that go with it; the documents' own wording is not here."""

from __future__ import annotations

from collections.abc import Iterable
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
    """The three totals of a bill; on a first bill nothing was paid before.

    Raises: WorkHasErrors; NotABill.
    """
    if work.has_errors:
        raise WorkHasErrors(work.sheet, work.problems)
    if work.kind not in (SheetKind.FIRST_BILL, SheetKind.NTH_BILL):
        raise NotABill(f"{work.sheet} is not a bill but reads as {work.kind}")
    header = compute_header(work, work.title or title_if_absent, inputs)
    # The letters and forms set the line with single spaces.
    header = replace(header, mb_details=" ".join(header.mb_details.split()))
    till_date, problems = compute_document_total(work)
    previous, since_last = ZERO, till_date
    if work.kind is SheetKind.NTH_BILL:
        previous, previous_problems = _previous_total(work)
        since_last, since_problems = _since_last_total(work, till_date - previous)
        problems = [*problems, *previous_problems, *since_problems]
    return BillValues(
        sheet=work.sheet,
        header=header,
        till_date_total=till_date,
        previous_total=previous,
        since_last_total=since_last,
        problems=(
            *work.problems,
            *problems,
            *date_order_problems(header.dates, work.sheet),
        ),
    )


def compute_document_total(work: Work) -> tuple[Decimal, list[Problem]]:
    """The total that the sheet states, else the sum of its lines with T.P applied.

    Never the estimate amount. Source: spec reading, section 8.
    """
    amounts = [line.amount for line in work.items if line.amount is not None]
    computed = _with_premium(work, amounts)
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


def _with_premium(work: Work, amounts: Iterable[Decimal]) -> Decimal:
    premium, _ = compute_bill_premium(work, typed=None)
    return compute_totals(amounts, premium).total


def _previous_total(work: Work) -> tuple[Decimal, list[Problem]]:
    """As the sheet states it, else its deducted amounts with T.P applied."""
    amounts = [line.previous_amount or ZERO for line in work.items]
    return _stated_or(
        work, work.stated_previous_total, _with_premium(work, amounts), "previous"
    )


def _since_last_total(work: Work, difference: Decimal) -> tuple[Decimal, list[Problem]]:
    """As the sheet states it, else till date less previous."""
    return _stated_or(work, work.stated_since_total, difference, "since-last")


def _stated_or(
    work: Work, stated: Decimal | None, computed: Decimal, which: str
) -> tuple[Decimal, list[Problem]]:
    """The stated total, with a warning when it is missing or is not the computed one."""
    if stated == computed:
        return computed, []
    found = "no Total" if stated is None else format_indian(stated)
    used = computed if stated is None else stated
    return used, [
        Problem(
            level=Level.WARNING,
            code=Code.TOTAL_NOT_FOUND if stated is None else Code.TOTAL_MISMATCH,
            sheet=work.sheet,
            cell="",
            found=found,
            expected=format_indian(computed),
            message=(
                f"{work.sheet}: the {which} total of the bill is {found}, its figures "
                f"come to {format_indian(computed)}; {format_indian(used)} is used"
            ),
        )
    ]


def _unless_reported(
    work: Work, *, code: Code, found: str, expected: str, says: str
) -> list[Problem]:
    """The warning, unless the reading of the sheet has already said so."""
    if any(problem.code is code for problem in work.problems):
        return []
    message = f"{work.sheet}: {says}"
    return [Problem(Level.WARNING, code, work.sheet, "", found, expected, message)]
