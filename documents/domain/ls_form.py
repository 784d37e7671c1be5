"""The values of the lumpsum contract form for a running bill, and its test; its wording is in the renderer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bills.domain.problems import Problem
from documents.domain.bill_values import BillValues
from documents.domain.ls_fields import (
    LSForm,
    collect_fields,
    is_final,
    report_contrary_kind,
    report_payment_test,
    report_unset,
)
from documents.domain.options import DocumentOptions


@dataclass(frozen=True, slots=True)
class LSFormPart(LSForm):
    """One Form 27-A. Source: spec documents, section 3."""

    @property
    def balance(self) -> Decimal:
        """Item 5, entry K: nothing is withheld until the office enters it."""
        return self.till_date_total


def compute_ls_form_part(
    values: BillValues, options: DocumentOptions | None = None
) -> LSFormPart:
    """The form of a bill, with a warning for each unset field and for a failed test."""
    options = options or DocumentOptions()
    return LSFormPart(
        **collect_fields(values),
        fill_amounts=options.fill_amounts,
        language=options.language,
        problems=(
            *values.problems,
            *_contrary_kind(values),
            *report_unset(values),
            *report_payment_test(values, paid="item 8", payable="item 7"),
        ),
    )


def _contrary_kind(values: BillValues) -> list[Problem]:
    """A warning when the form for running bills is asked for a final bill."""
    if not is_final(values.header.title):
        return []
    says = "LS Form (Part) is for intermediate payments"
    return report_contrary_kind(values, expected="a Part bill", says=says)
