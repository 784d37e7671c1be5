"""The values of the lumpsum contract form for a running bill, and its test; its wording is in the renderer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bills.domain.inputs import EMPTY_MB_LINE
from bills.domain.money import format_indian
from bills.domain.problems import Code, Level, Problem
from documents.domain.bill_values import BillValues

_EMPTY_MB_DETAILS = " ".join(EMPTY_MB_LINE.split())


@dataclass(frozen=True, slots=True)
class LSFormPart:
    """One Form 27-A. An unset text is "" and prints as a bracketed prompt.

    Source: spec documents, section 3.
    """

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
    problems: tuple[Problem, ...] = ()

    @property
    def balance(self) -> Decimal:
        """Item 5, entry K: nothing is withheld until the office enters it."""
        return self.till_date_total

    @property
    def payable(self) -> Decimal:
        """Item 7: K less what was paid before."""
        return self.balance - self.previous_total


def compute_ls_form_part(
    values: BillValues, *, fill_amounts: bool = True
) -> LSFormPart:
    """The form of a bill, with a warning for each unset field and for a failed test."""
    header = values.header
    mb_details = "" if header.mb_details == _EMPTY_MB_DETAILS else header.mb_details
    texts = {
        "Name of the Agency": header.agency,
        "Name of the work": header.name_of_work,
        "Ref. to Agreement": header.agreement,
        "CC bill title": header.title,
        "M.B. details": mb_details,
    }
    unset = [_unset(values.sheet, label) for label, text in texts.items() if not text]
    return LSFormPart(
        sheet=values.sheet,
        agency=header.agency,
        name_of_work=header.name_of_work,
        agreement=header.agreement,
        cc_header=header.title,
        mb_details=mb_details,
        till_date_total=values.till_date_total,
        previous_total=values.previous_total,
        since_last_total=values.since_last_total,
        fill_amounts=fill_amounts,
        problems=(
            *values.problems,
            *_contrary_kind(values),
            *unset,
            *_test_of_item_8(values),
        ),
    )


def _contrary_kind(values: BillValues) -> list[Problem]:
    """A warning when the form for running bills is asked for a final bill."""
    title = values.header.title
    if "final" not in title.lower().split():
        return []
    return [
        Problem(
            level=Level.WARNING,
            code=Code.KIND_DIFFERS,
            sheet=values.sheet,
            cell="",
            found=title,
            expected="a Part bill",
            message=(
                f"{values.sheet}: the bill is {title}, but LS Form (Part) is for "
                "intermediate payments; check which form is wanted"
            ),
        )
    ]


def ls_form_filename(count: int) -> str:
    """The name of the file that holds the forms of `count` bills."""
    return "LS_Form.xlsx" if count == 1 else "LS_Forms.xlsx"


def _unset(sheet: str, label: str) -> Problem:
    return Problem(
        level=Level.WARNING,
        code=Code.LABEL_WITHOUT_VALUE,
        sheet=sheet,
        cell="",
        found="blank",
        expected=label,
        message=f"{sheet}: {label} is not set; the form shows a prompt in its place",
    )


def _test_of_item_8(values: BillValues) -> list[Problem]:
    """Item 8 is what the bill pays; it must agree with item 7, till date less previous."""
    item_7 = values.till_date_total - values.previous_total
    item_8 = values.since_last_total
    if item_7 == item_8:
        return []
    return [
        Problem(
            level=Level.WARNING,
            code=Code.TOTAL_MISMATCH,
            sheet=values.sheet,
            cell="",
            found=f"item 8 {format_indian(item_8)}",
            expected=f"item 7 {format_indian(item_7)}",
            message=(
                f"{values.sheet}: item 8 of the form, {format_indian(item_8)}, does not "
                f"agree with item 7, {format_indian(item_7)}"
            ),
        )
    ]
