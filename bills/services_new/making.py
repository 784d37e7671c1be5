"""Making the bills of a workbook in one file; what a bill is stands in domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from bills.domain.bill import (
    BillAction,
    FirstBill,
    Layout,
    WorkHasErrors,
    compute_first_bill,
)
from bills.domain.bill_number import FIRST_LATER_BILL
from bills.domain.inputs import BillInputs
from bills.domain.making import MadeFile, Making, Report, ignore_progress
from bills.domain.nth_bill import NthBill, compute_nth_bill
from bills.domain.pairing import pair_workslips
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, Work, WorkbookReading
from bills.services.reading import KIND_WORDS, read_file
from bills.writers.first_bill import write_first_bills
from bills.writers.nth_bill import write_nth_bills
from bills.writers.sample_estimate import write_sample_estimate

# The actions that the New bill page offers; the command line knows all of them.
OFFERED_ACTIONS = (BillAction.ESTIMATE_FIRST_PART, BillAction.ESTIMATE_FIRST_FINAL)

NamedFile = tuple[str, bytes]


def make_bills(
    *,
    filename: str,
    content: bytes,
    action: BillAction,
    inputs: BillInputs,
    workslip: NamedFile | None = None,
    report: Report = ignore_progress,
) -> Making:
    """One bill per sheet of the kind that the action starts from, in one workbook.

    `workslip` is the current workslip that brings a later bill up to date.
    """
    report(10, "Reading Excel file...")
    reading = read_file(filename=filename, content=content)
    problems = list(reading.problems)
    works = [work for work in reading.works if work.kind is action.source]
    problems += (_other_kind(w, action) for w in reading.works if w not in works)
    report(30, "Reading the workslip..." if workslip else "Checking the items...")
    problems += _check_inputs(action, inputs, workslip)
    workslips: Mapping[int, Work] = {}
    if workslip and action.layout is Layout.NTH:
        workslips = _read_workslips(works, workslip, problems)
    report(40, "Making the bill...")
    bills = []
    if not _stops(problems, works):
        bills = _compute_bills(works, action, inputs, workslips, problems)
    ...
def make_sample_estimate() -> MadeFile:
    """The workbook that a first-time user may try."""
    return MadeFile(
        "Sample_Estimate.xlsx", write_sample_estimate(created=timezone.now())
    )


