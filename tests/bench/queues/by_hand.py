"""What a task of another queue must write so that a job page could show as much: the same rows by the ORM, no engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()

from django.core.files.base import ContentFile  # noqa: E402 - needs the settings
from django.db import transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from bills.services import make_bills  # noqa: E402
from bills.services.jobs import as_job_result, parse_order  # noqa: E402
from bills.services.making import BILL_STEPS  # noqa: E402
from bills.services.register import earlier_bills_of, record_made_bills  # noqa: E402
from jobs.domain.outcomes import FileType, JobResult, OutputDraft  # noqa: E402
from jobs.engine import JobRun  # noqa: E402
from jobs.models import Job, JobEvent, OutputFile, Upload  # noqa: E402

SMALL_STEP = "Writing"
SMALL_FILE = OutputDraft("Small.xlsx", FileType.EXCEL, b"made")


def do_small(job_id: str) -> None:
    """Start, one step, one small file, end."""
    job = _start(job_id)
    _report(job, 10, SMALL_STEP)
    _complete(job, JobResult((SMALL_FILE,), {}))


def do_bill(job_id: str) -> None:
    """The bill of the job's workbook, with its steps and its entry in the register."""
    job = _start(job_id)
    run = cast(JobRun, _Run(job))
    _row(job).update(plan=list(BILL_STEPS))
    assert job.upload
    with job.upload.file.open("rb") as stored:
        content = stored.read()
    making = make_bills(
        filename=job.upload.filename,
        content=content,
        order=parse_order(job.result["metadata"]),
        report=lambda percent, step: _report(job, percent, step),
        find_earlier=earlier_bills_of(run),
    )
    result = replace(
        as_job_result(making), along=partial(record_made_bills, run, making)
    )
    _complete(job, result)


def do_next_to_nothing(job_id: str) -> None:
    """One UPDATE: what the queue itself can carry."""
    Job.all_orgs.filter(pk=job_id).update(completed_at=timezone.now())


WORKS: dict[str, Callable[[str], None]] = {
    "small": do_small,
    "bill": do_bill,
    "nothing": do_next_to_nothing,
}


def do(work: str, job_id: str) -> None:
    WORKS[work](job_id)


class _Run:
    """What the register wants to know of a run."""

    def __init__(self, job: Job) -> None:
        self.job_id: UUID = job.pk
        self.organization, self.user_id, self.number = (
            job.organization,
            job.user_id,
            job.number,
        )


def _row(job: Job) -> Any:
    return Job.all_orgs.filter(pk=job.pk)


def _start(job_id: str) -> Job:
    now = timezone.now()
    with transaction.atomic():
        Job.all_orgs.filter(pk=job_id).update(
            status="running",
            attempt=F("attempt") + 1,
            started_at=now,
            heartbeat_at=now,
        )
        job = Job.all_orgs.select_related("organization", "user", "upload").get(
            pk=job_id
        )
        _add_event(job, "started", "Attempt 1")
        _mark_upload(job, "processing")
    return job


def _report(job: Job, percent: int, step: str) -> None:
    with transaction.atomic():
        _row(job).update(
            progress=percent, current_step=step, heartbeat_at=timezone.now()
        )
        _add_event(job, "step", step)


def _complete(job: Job, result: JobResult) -> None:
    outputs = [_store(job, draft) for draft in result.outputs]
    with transaction.atomic():
        OutputFile.all_orgs.bulk_create(outputs)
        _row(job).update(
            status="completed",
            progress=100,
            current_step="Complete",
            completed_at=timezone.now(),
            result={**job.result, **result.summary},
        )
        _add_event(job, "completed", ", ".join(one.filename for one in outputs))
        _mark_upload(job, "completed")
        if result.along:
            result.along()


def _store(job: Job, draft: OutputDraft) -> OutputFile:
    output = OutputFile(
        organization=job.organization,
        user=job.user,
        job=job,
        filename=draft.filename,
        file_type=draft.file_type.value,
        file_size=len(draft.content),
        expires_at=timezone.now() + timedelta(days=job.organization.retention_days),
    )
    output.file.save(draft.filename, ContentFile(draft.content), save=False)
    return output


def _add_event(job: Job, kind: str, text: str) -> None:
    JobEvent.objects.create(job=job, kind=kind, text=text[:300])


def _mark_upload(job: Job, status: str) -> None:
    if job.upload_id:
        Upload.all_orgs.filter(pk=job.upload_id).update(status=status)
