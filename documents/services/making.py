"""Making documents of one kind from a workbook; the packet of all papers of a bill is in packet.py."""

from __future__ import annotations

from django.utils import timezone

from bills.domain.inputs import BillInputs
from bills.domain.making import Report, ignore_progress
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
    report(10, "Reading bill file...")
    reading = read_file(filename=filename, content=content)
    report(20, "Extracting header data...")
    today = timezone.localdate()
    if kind.is_of_estimate:
        works, problems = collect_estimates(reading)
        if not works:
            return DocumentMaking((), problems)
        report(40, f"Generating {kind.label} document...")
        made = make_estimate_papers(works, kind, options, on=today)
        return add_problems(made, problems)
    bills, problems = collect_bills(reading, inputs)
    if not bills:
        return DocumentMaking((), problems)
    report(40, f"Generating {kind.label} document...")
    return add_problems(make_bill_papers(bills, kind, options, on=today), problems)
