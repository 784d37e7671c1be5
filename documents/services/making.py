"""Making documents of one kind from a workbook; the packet of all papers of a bill is in packet.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext_noop

from bills.domain.inputs import BillInputs
from bills.domain.making import Report, ignore_progress
from bills.domain.work import Work
from bills.services import read_file
from documents.domain.options import DocumentOptions
from documents.services.kinds import DocumentKind
from documents.services.papers import (
    DocumentMaking,
    add_problems,
    make_bill_papers,
    make_estimate_papers,
)
from documents.services.sources import collect_bills, collect_estimates

USUAL = DocumentOptions()
READING = gettext_noop("Reading bill file...")
SAVING = gettext_noop("Saving output file...")
HEADER = gettext_noop("Extracting header data...")
READING_ESTIMATES = gettext_noop("Reading the estimates...")


def list_steps(kind: DocumentKind) -> list[str]:
    """The steps that making a document of the kind will report."""
    before = [READING_ESTIMATES] if kind.is_of_estimate else [READING, HEADER]
    return [*before, _generating(kind), SAVING]


def _generating(kind: DocumentKind) -> str:
    return f"Generating {kind.label} document..."


def make_documents(
    *,
    filename: str,
    content: bytes,
    kind: DocumentKind,
    inputs: BillInputs,
    options: DocumentOptions = USUAL,
    report: Report = ignore_progress,
) -> DocumentMaking:
    """The documents of every bill or estimate of the workbook."""
    if kind.is_of_estimate:
        workbooks = [(filename, content)]
        return make_of_estimates(
            workbooks=workbooks, kind=kind, options=options, report=report
        )
    report(10, READING)
    reading = read_file(filename=filename, content=content)
    report(20, HEADER)
    today = timezone.localdate()
    bills, problems = collect_bills(reading, inputs)
    if not bills:
        return DocumentMaking((), problems)
    report(40, _generating(kind))
    made = make_bill_papers(bills, kind, options, on=today)
    report(80, SAVING)
    return add_problems(made, problems)


def make_of_estimates(
    *,
    workbooks: Sequence[tuple[str, bytes]],
    kind: DocumentKind,
    options: DocumentOptions = USUAL,
    report: Report = ignore_progress,
) -> DocumentMaking:
    """One document of the estimates of all workbooks; a problem names its workbook."""
    report(10, READING_ESTIMATES)
    readings = [
        read_file(filename=name, content=content) for name, content in workbooks
    ]
    works: list[Work] = []
    problems = []
    for reading in readings:
        found, told = collect_estimates(reading)
        works += found
        name = f"{reading.filename}: " if len(readings) > 1 else ""
        problems += [
            replace(problem, message=f"{name}{problem.message}") for problem in told
        ]
    if not works:
        return DocumentMaking((), tuple(problems))
    report(40, _generating(kind))
    made = make_estimate_papers(works, kind, options, on=timezone.localdate())
    report(80, SAVING)
    return add_problems(made, problems)
