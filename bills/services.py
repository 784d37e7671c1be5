"""Reading a workbook, making its bills, and submitting that as a job; what a bill is stands in domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.utils import timezone

from bills.domain.bill import BillAction, FirstBill, WorkHasErrors, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.making import MadeFile, Making, Report, ignore_progress
from bills.domain.money import format_percent, round_to_paisa
from bills.domain.problems import Code, Level, Problem
from bills.domain.reading import read_works
from bills.domain.work import (
    PremiumType,
    SheetKind,
    TenderPremium,
    Work,
    WorkbookReading,
)
from bills.readers import WorkbookUnreadable, read_workbook
from bills.writers.first_bill import write_first_bills
from bills.writers.sample_estimate import write_sample_estimate
from jobs.domain.outcomes import (
    FileType,
    JobRefused,
    JobResult,
    JobType,
    OutputDraft,
)
from jobs.services import JobSource, store_upload, submit_job

if TYPE_CHECKING:
    from jobs.models import Job
    from organizations.models import Membership

FIRST_BILLS_FILENAME = "Bills.xlsx"
# The actions that can be asked for today; the others need a bill as their source.
OFFERED_ACTIONS = (BillAction.ESTIMATE_FIRST_PART, BillAction.ESTIMATE_FIRST_FINAL)

KIND_WORDS = {
    SheetKind.ESTIMATE: "an estimate",
    SheetKind.FIRST_BILL: "a first bill",
    SheetKind.NTH_BILL: "a later bill",
    SheetKind.WORKSLIP: "a workslip",
    SheetKind.TEMPORARY_WORKS: "a temporary-works sheet",
}


def read_file(*, filename: str, content: bytes) -> WorkbookReading:
    """The works of a workbook; a file that cannot be opened is a problem, not an exception."""
    try:
        grid = read_workbook(filename, content)
    except WorkbookUnreadable as error:
        return WorkbookReading(filename, (), (_unreadable(filename, error),))
    return read_works(grid)


def describe_reading(reading: WorkbookReading) -> dict[str, Any]:
    """What was understood, sheet by sheet, as one JSON document."""
    return {
        "sheets": [_describe_sheet(work) for work in reading.works],
        "problems": [problem.as_json() for problem in reading.problems],
    }


def _describe_sheet(work: Work) -> dict[str, Any]:
    premium = work.premium
    return {
        "name": work.sheet,
        "kind": work.kind.value,
        "header_row": work.header_row,
        "columns": work.columns,
        "items": len(work.items),
        "headings": len(work.headings),
        "sum_of_amounts": f"{work.sum_of_amounts:.2f}",
        "stated_total": _two_places(work.stated_total),
        "tp_percent": format_percent(premium.percent) if premium else None,
        "tp_type": premium.type.value if premium else None,
    }


def _two_places(value: Decimal | None) -> str | None:
    return None if value is None else f"{round_to_paisa(value):.2f}"


def make_bills(
    *,
    filename: str,
    content: bytes,
    action: BillAction,
    inputs: BillInputs,
    report: Report = ignore_progress,
) -> Making:
    """One bill per sheet of the kind that the action starts from, in one workbook."""
    report(10, "Reading Excel file...")
    reading = read_file(filename=filename, content=content)
    report(40, "Making the bill...")
    bills, problems = _compute_bills(reading, action, inputs)
    if not bills:
        return Making((), problems)
    report(70, "Writing the bill workbook...")
    workbook = MadeFile(
        FIRST_BILLS_FILENAME, write_first_bills(bills, created=timezone.now())
    )
    report(90, "Saving output file...")
    return Making(tuple(bill.summary() for bill in bills), problems, (workbook,))


def make_sample_estimate() -> MadeFile:
    """The workbook that a first-time user may try."""
    return MadeFile(
        "Sample_Estimate.xlsx", write_sample_estimate(created=timezone.now())
    )


def submit_bill_job(
    *,
    actor: Membership,
    file: File[bytes],
    action: BillAction,
    inputs: dict[str, Any],
    key: str,
) -> Job:
    """The job that makes the bill of an uploaded workbook.

    Raises: UploadTooLarge, RoleTooLow.
    """
    organization = actor.organization
    upload = store_upload(organization=organization, actor=actor, file=file)
    return submit_job(
        organization=organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL,
        inputs={"title": action.title(), "action": action.value, **inputs},
        source=JobSource(upload=upload),
        key=key,
    )


def parse_inputs(stored: Mapping[str, Any]) -> BillInputs:
    """The typed inputs as the job row keeps them: plain JSON, dates in ISO form."""
    premium = None
    if stored.get("tp_percent") not in (None, ""):
        premium = TenderPremium(
            Decimal(stored["tp_percent"]), PremiumType(stored["tp_type"])
        )
    return BillInputs(
        mb_no=str(stored.get("mb_no", "")),
        mb_from=str(stored.get("mb_from", "")),
        mb_to=str(stored.get("mb_to", "")),
        abs_mb_no=str(stored.get("abs_mb_no", "")),
        abs_mb_from=str(stored.get("abs_mb_from", "")),
        abs_mb_to=str(stored.get("abs_mb_to", "")),
        doi=_stored_date(stored, "doi"),
        doc=_stored_date(stored, "doc"),
        domr=_stored_date(stored, "domr"),
        dobr=_stored_date(stored, "dobr"),
        premium=premium,
        number=stored.get("number"),
    )


def _stored_date(stored: Mapping[str, Any], name: str) -> date | None:
    text = stored.get(name)
    return date.fromisoformat(text) if text else None


def as_job_result(making: Making) -> JobResult:
    """What the engine stores of a run. Raises: JobRefused, when nothing was made."""
    if not making.files:
        raise JobRefused(
            making.first_error,
            hint=(
                "Correct the cells named below in the workbook, save it, and make the "
                "bill again. Your file is kept with this job."
            ),
            summary=making.as_json(),
        )
    return JobResult(
        outputs=tuple(
            OutputDraft(made.filename, FileType.EXCEL, made.content)
            for made in making.files
        ),
        summary=making.as_json(),
        warnings=making.warnings,
    )


def _compute_bills(
    reading: WorkbookReading, action: BillAction, inputs: BillInputs
) -> tuple[list[FirstBill], tuple[Problem, ...]]:
    """The bills, and the whole report: each problem once, in the order of the file."""
    bills: list[FirstBill] = []
    problems = list(reading.problems)
    for work in reading.works:
        if work.kind is not action.source:
            problems.append(_other_kind(work, action))
            continue
        try:
            bill = compute_first_bill(work, action, inputs)
        except WorkHasErrors as error:
            problems += error.problems
            continue
        bills.append(bill)
        problems += bill.problems
    if not bills and not any(p.level is Level.ERROR for p in problems):
        problems.append(_nothing_to_bill(reading, action))
    return bills, tuple(_once_each(problems))


def _once_each(problems: Iterable[Problem]) -> Iterable[Problem]:
    return dict.fromkeys(problems)


def _unreadable(filename: str, error: WorkbookUnreadable) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.FILE_UNREADABLE,
        sheet="",
        cell="",
        found=filename,
        expected="an Excel workbook (.xlsx, .xlsm or .xls)",
        message=str(error),
    )


def _other_kind(work: Work, action: BillAction) -> Problem:
    found, wanted = KIND_WORDS[work.kind], KIND_WORDS[action.source]
    return Problem(
        level=Level.INFO,
        code=Code.SHEET_SKIPPED,
        sheet=work.sheet,
        cell="",
        found=found,
        expected=wanted,
        message=(
            f"{work.sheet}: this sheet is {found}; {action.title()} is made here "
            f"from {wanted}, so the sheet was left out."
        ),
    )


def _nothing_to_bill(reading: WorkbookReading, action: BillAction) -> Problem:
    wanted = KIND_WORDS[action.source]
    return Problem(
        level=Level.ERROR,
        code=Code.SHEET_SKIPPED,
        sheet="",
        cell="",
        found=", ".join(KIND_WORDS[work.kind] for work in reading.works) or "no items",
        expected=wanted,
        message=(
            f"{reading.filename}: no sheet of this file is {wanted}, "
            f"which {action.title()} is made from. Choose another file."
        ),
    )
