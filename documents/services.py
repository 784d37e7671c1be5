"""Making the documents of a bill, and submitting that as a job; their wording is in the renderers."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from bills.domain.bill import WorkHasErrors, compute_bill_premium, compute_totals
from bills.domain.bill_summary import BillSummary
from bills.domain.inputs import BillInputs
from bills.domain.making import MadeFile, Making, Report, ignore_progress
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Work, WorkbookReading
from bills.services import KIND_WORDS, read_file
from documents.domain.bill_values import BillValues, NotABill, compute_bill_values
from documents.domain.ls_form import (
    LSFormPart,
    compute_ls_form_part,
    ls_form_filename,
)
from documents.renderers.ls_form import render_ls_forms
from jobs.domain.outcomes import JobType
from jobs.services import JobSource, submit_job

if TYPE_CHECKING:
    from jobs.models import Job
    from organizations.models import Membership


class DocumentKind(StrEnum):
    LS_PART = "ls_part"

    @property
    def label(self) -> str:
        return {DocumentKind.LS_PART: "LS Form (Part)"}[self]


class NoBillMade(Exception):
    """The job has no bill file to make a document from."""

    code = "no_bill_made"


def make_documents(
    *,
    filename: str,
    content: bytes,
    kind: DocumentKind,
    inputs: BillInputs,
    report: Report = ignore_progress,
) -> Making:
    """One form per bill sheet of the workbook, in one file."""
    report(10, "Reading bill file...")
    reading = read_file(filename=filename, content=content)
    report(20, "Extracting header data...")
    works, values, problems = _read_bills(reading, inputs)
    if not values:
        return Making((), problems)
    report(40, f"Generating {kind.label} document...")
    forms = [compute_ls_form_part(value) for value in values]
    made = MadeFile(
        ls_form_filename(len(forms)), render_ls_forms(forms, created=timezone.now())
    )
    report(80, "Saving output file...")
    return Making(
        tuple(map(_summarise, works, values)),
        tuple(dict.fromkeys([*problems, *_problems_of(forms)])),
        (made,),
    )


def submit_document_job(
    *, actor: Membership, bill_job: Job, kind: DocumentKind, key: str
) -> Job:
    """The job that makes a document of the bill that another job made.

    Raises: NoBillMade, RoleTooLow.
    """
    output = bill_job.outputs.order_by("created_at").first()
    if bill_job.job_type != JobType.GENERATE_BILL or output is None:
        raise NoBillMade(f"{bill_job} made no bill, so no {kind.label} can be made.")
    typed = {
        name: value
        for name, value in bill_job.result["metadata"].items()
        if name not in {"title", "action"}
    }
    return submit_job(
        organization=actor.organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL_DOCUMENT,
        inputs={**typed, "title": kind.label, "kind": kind.value},
        source=JobSource(output=output),
        key=key,
    )


def _read_bills(
    reading: WorkbookReading, inputs: BillInputs
) -> tuple[list[Work], list[BillValues], tuple[Problem, ...]]:
    works: list[Work] = []
    values: list[BillValues] = []
    problems = list(reading.problems)
    for work in reading.works:
        try:
            value = compute_bill_values(work, inputs)
        except WorkHasErrors as error:
            problems += error.problems
        except NotABill:
            problems.append(_not_a_bill(work))
        else:
            works.append(work)
            values.append(value)
    if not values and not any(p.level is Level.ERROR for p in problems):
        problems.append(_no_bill(reading))
    return works, values, tuple(dict.fromkeys(problems))


def _problems_of(forms: Iterable[LSFormPart]) -> Iterable[Problem]:
    return (problem for form in forms for problem in form.problems)


def _summarise(work: Work, values: BillValues) -> dict[str, Any]:
    """The bill in the shape that bills.domain.bill gives its own summaries."""
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


def _not_a_bill(work: Work) -> Problem:
    found = KIND_WORDS[work.kind]
    return Problem(
        level=Level.INFO,
        code=Code.SHEET_SKIPPED,
        sheet=work.sheet,
        cell="",
        found=found,
        expected="a bill",
        message=f"{work.sheet}: this sheet is {found}, not a bill; it was left out.",
    )


def _no_bill(reading: WorkbookReading) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.SHEET_SKIPPED,
        sheet="",
        cell="",
        found=", ".join(KIND_WORDS[work.kind] for work in reading.works) or "no items",
        expected="a bill",
        message=(
            f"{reading.filename}: no sheet of this file is a bill. "
            "Choose the bill workbook."
        ),
    )
