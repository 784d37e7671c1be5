"""The values of the lumpsum contract form for a final bill; its wording is in the renderer."""

from __future__ import annotations

from dataclasses import dataclass

from bills.domain.problems import Problem
from documents.domain.bill_values import BillValues
from documents.domain.ls_fields import (
    LSForm,
    collect_fields,
    is_final,
    report_contrary_kind,
    report_payment_test,
    report_unset,
    unset_field,
)
from documents.domain.options import DocumentOptions, FinalValueLine


@dataclass(frozen=True, slots=True)
class LSFormFinal(LSForm):
    """One Lumpsum Contract Final Bill. Source: spec documents, section 4.

    The till-date total is the net total F of the work, the since-last total what is
    paid now.
    """

    completed_on: str = ""  # the DOC as the bill prints it
    value_line: FinalValueLine = FinalValueLine.LUMPSUM
    signatures: tuple[str, ...] = ()


def compute_ls_form_final(
    values: BillValues, options: DocumentOptions | None = None
) -> LSFormFinal:
    """The form of a bill, with a warning for each unset field and for a failed test."""
    options = options or DocumentOptions()
    completed_on = values.header.doc
    undated = [] if completed_on else [unset_field(values.sheet, "DOC")]
    return LSFormFinal(
        **collect_fields(values),
        fill_amounts=options.fill_amounts,
        language=options.language,
        completed_on=completed_on,
        value_line=options.final_value_line,
        signatures=options.final_signatures,
        problems=(
            *values.problems,
            *_contrary_kind(values),
            *report_unset(values),
            *undated,
            *report_payment_test(values, paid="item III.3(c)", payable="item III.3"),
        ),
    )


def _contrary_kind(values: BillValues) -> list[Problem]:
    """A warning when the form for final payments is asked for a part bill."""
    title = values.header.title
    if not title or is_final(title):
        return []
    says = "LS Form (Final) is for final payments"
    return report_contrary_kind(values, expected="a Final bill", says=says)
