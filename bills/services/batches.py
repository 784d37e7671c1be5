"""Making the bills of a job: of one workbook, or of each of a batch, where none stands in the way of the rest."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from django.utils.translation import gettext_noop

from bills.domain.batch import BatchNames, FileOutcome
from bills.domain.making import MadeFile, Making, Report
from bills.services.jobs import as_job_result, parse_order
from bills.services.making import BILL_STEPS, WORKSLIP_STEP, NamedFile, make_bills
from bills.services.register import earlier_bills_of, record_made_bills
from bills.writers.zip_archive import write_zip
from jobs.domain.outcomes import FileType, JobRefused, JobResult, OutputDraft
from jobs.engine import STOPS, JobRun, StoredFile, run_in_child
from jobs.services import FilePurpose

logger = logging.getLogger(__name__)

ZIP_NAME = "Bills.zip"


def make_ordered_bills(run: JobRun) -> JobResult:
    """What the job made of its workbook or workbooks.

    Raises: JobRefused, when no bill was made at all.
    """
    workbooks = run.batch()
    slips = run.further(FilePurpose.WORKSLIP)
    workslip = (slips[0].filename, slips[0].read()) if slips else None
    if len(workbooks) > 1:
        return _make_batch(run, workbooks, workslip)
    run.plan([step for step in BILL_STEPS if workslip or step != WORKSLIP_STEP])
    making = _make(run, workbooks[0], workslip, report=run.report)
    result = as_job_result(making)
    return replace(result, along=partial(record_made_bills, run, making))


def _make_batch(
    run: JobRun, workbooks: Sequence[StoredFile], workslip: NamedFile | None
) -> JobResult:
    """Goes on after the files that an earlier attempt has done, or that came before a pause."""
    count = len(workbooks)
    run.plan([_step(workbooks, place) for place in range(1, count + 1)])
    names = BatchNames(name for entry in run.kept for name in entry["outputs"])
    for place in range(len(run.kept) + 1, count + 1):
        workbook = workbooks[place - 1]
        report = partial(_report_file, run, _step(workbooks, place), place, count)
        report(0, "")
        outcome = _try_to_make(run, workbook, workslip, names, report)
        run.keep(
            outcome.as_json(),
            [
                OutputDraft(file.filename, FileType.EXCEL, file.content)
                for file in outcome.files
            ],
            is_last=place == count,
            along=partial(record_made_bills, run, outcome.making, place=place),
        )
    return _batch_result(run)


def _make(
    run: JobRun,
    workbook: StoredFile,
    workslip: NamedFile | None,
    *,
    report: Report,
) -> Making:
    """The bills of one workbook, made by a child."""
    return run_in_child(
        run,
        make_bills,
        ask={"find_earlier": earlier_bills_of(run)},
        on_report=report,
        filename=workbook.filename,
        content=workbook.read(),
        order=parse_order(run.inputs),
        workslip=workslip,
    )


def _try_to_make(
    run: JobRun,
    workbook: StoredFile,
    workslip: NamedFile | None,
    names: BatchNames,
    report: Report,
) -> FileOutcome:
    """What came of one workbook, even when that is an exception."""
    name = workbook.filename
    try:
        making = _make(run, workbook, workslip, report=report)
    except STOPS:
        raise
    except JobRefused as error:
        return FileOutcome(name, Making((), ()), f"{error.message} {error.hint}")
    except Exception as error:  # noqa: BLE001 - one bad file never stops the rest
        return FileOutcome(name, Making((), ()), _unexpected(run, name, error))
    if not making.files:
        return FileOutcome(name, making, making.first_error)
    files = [
        MadeFile(names.choose(name, made.filename), made.content)
        for made in making.files
    ]
    return FileOutcome(name, making, files=tuple(files))


def _step(workbooks: Sequence[StoredFile], place: int) -> str:
    return f"Bill {place} of {len(workbooks)}: {workbooks[place - 1].filename}"


def _report_file(
    run: JobRun, step: str, place: int, count: int, percent: int, part: str
) -> None:
    """The progress of one file as a part of the whole; its own steps are too small to tell."""
    run.report(((place - 1) * 100 + percent) // count, step)


def _unexpected(run: JobRun, filename: str, error: Exception) -> str:
    reference = uuid4().hex[:8].upper()
    logger.error(
        "Job %s, %s, reference %s", run.number, filename, reference, exc_info=error
    )
    return (
        "Something went wrong on the server while this was made. "
        f"Whoever runs the server finds the cause under reference {reference}."
    )


def _batch_result(run: JobRun) -> JobResult:
    """What came of all the files, which are stored already; new is only their zip.

    Raises: JobRefused, when no workbook gave a bill.
    """
    entries = run.kept
    made = sum(entry["state"] == "made" for entry in entries)
    count = len(entries)
    summary = {"files": entries}
    if not made:
        raise JobRefused(
            f"None of the {count} workbooks gave a bill.",
            hint=gettext_noop(
                "Correct what is named below, file by file, and make the bills again."
            ),
            summary=summary,
        )
    names = [name for entry in entries for name in entry["outputs"]]
    drafts = []
    if len(names) > 1:
        files = [MadeFile(name, run.kept_file(name)) for name in names]
        drafts = [OutputDraft(ZIP_NAME, FileType.ZIP, write_zip(files))]
    missing = [f"{count - made} of {count} workbooks gave no bill."]
    return JobResult(
        outputs=tuple(drafts),
        summary=summary,
        warnings=(
            *(missing if made < count else ()),
            *(text for entry in entries for text in entry["warnings"]),
        ),
    )
