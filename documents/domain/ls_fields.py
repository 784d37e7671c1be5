"""What both LS Forms take from a bill, and the warnings that they share; each form's sums are its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bills.domain.inputs import EMPTY_MB_LINE
from bills.domain.money import format_indian
from bills.domain.problems import Code, Level, Problem
from documents.domain.bill_values import BillValues
from documents.domain.local_words import Language

_EMPTY_MB_DETAILS = " ".join(EMPTY_MB_LINE.split())


@dataclass(frozen=True, slots=True)
class LSForm:
    """The fields of a form. An unset text is "" and prints as a bracketed prompt."""

    sheet: str  # the bill sheet that the values come from
    agency: str
    name_of_work: str
    agreement: str
    cc_header: str
    mb_details: str
    till_date_total: Decimal
    previous_total: Decimal
    since_last_total: Decimal
    fill_amounts: bool = True  # off leaves every amount blank for the pen
    language: Language | None = None  # of the amount in an Indian language
    problems: tuple[Problem, ...] = ()

    @property
    def payable(self) -> Decimal:
        """Till date less what was paid before; nothing is withheld until it is typed."""
        return self.till_date_total - self.previous_total


def collect_fields(values: BillValues) -> dict[str, Any]:
    """The arguments of an `LSForm` that the bill itself gives, without its problems."""
    header = values.header
    return {
        "sheet": values.sheet,
        "agency": header.agency,
        "name_of_work": header.name_of_work,
        "agreement": header.agreement,
        "cc_header": header.title,
        "mb_details": stated_mb_details(values),
        "till_date_total": values.till_date_total,
        "previous_total": values.previous_total,
        "since_last_total": values.since_last_total,
    }


def stated_mb_details(values: BillValues) -> str:
    """The line of measurement books; "" for the empty pattern of a bill."""
    details = values.header.mb_details
    return "" if details == _EMPTY_MB_DETAILS else details


def is_final(title: str) -> bool:
    """Whether a bill of this title is the last of its work.

    >>> is_final("CC Second & Final Bill"), is_final("CC First & Part Bill")
    (True, False)
    """
    return "final" in title.lower().split()


def report_unset(values: BillValues) -> list[Problem]:
    """A warning for each field that the bill leaves blank."""
    header = values.header
    texts = {
        "Name of the Agency": header.agency,
        "Name of the work": header.name_of_work,
        "Ref. to Agreement": header.agreement,
        "CC bill title": header.title,
        "M.B. details": stated_mb_details(values),
    }
    return [
        unset_field(values.sheet, label) for label, text in texts.items() if not text
    ]


def unset_field(sheet: str, label: str) -> Problem:
    return Problem(
        level=Level.WARNING,
        code=Code.LABEL_WITHOUT_VALUE,
        sheet=sheet,
        cell="",
        found="blank",
        expected=label,
        message=f"{sheet}: {label} is not set; the form shows a prompt in its place",
    )


def report_contrary_kind(
    values: BillValues, *, expected: str, says: str
) -> list[Problem]:
    """The warning that the chosen form is contrary to the title of the bill."""
    title = values.header.title
    return [
        Problem(
            level=Level.WARNING,
            code=Code.KIND_DIFFERS,
            sheet=values.sheet,
            cell="",
            found=title,
            expected=expected,
            message=(
                f"{values.sheet}: the bill is {title}, but {says}; "
                "check which form is wanted"
            ),
        )
    ]


def report_payment_test(
    values: BillValues, *, paid: str, payable: str
) -> list[Problem]:
    """A warning when what the bill pays is not till date less previous.

    `paid` and `payable` are the two items of the form that must agree.
    """
    expected = values.till_date_total - values.previous_total
    found = values.since_last_total
    if found == expected:
        return []
    return [
        Problem(
            level=Level.WARNING,
            code=Code.TOTAL_MISMATCH,
            sheet=values.sheet,
            cell="",
            found=f"{paid} {format_indian(found)}",
            expected=f"{payable} {format_indian(expected)}",
            message=(
                f"{values.sheet}: {paid} of the form, {format_indian(found)}, does not "
                f"agree with {payable}, {format_indian(expected)}"
            ),
        )
    ]
