"""Taking a job and moving it between states; each is one conditional UPDATE, nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs.domain.outcomes import JobCancelled, LeaseLost
from jobs.domain.states import FINAL, JobStatus, check_transition, states_before
from jobs.engine.listeners import tell_listeners
from jobs.engine.statements import add_event, mark_upload, start_attempt
from jobs.engine.writing import writing
from jobs.models import Job, JobEvent, Upload
from organizations.models import User

QUEUED_STEP = "Queued"

UPLOAD_STATUS = {
    JobStatus.QUEUED: Upload.Status.PENDING,
    JobStatus.RUNNING: Upload.Status.PROCESSING,
    JobStatus.PAUSED: Upload.Status.PENDING,
    JobStatus.COMPLETED: Upload.Status.COMPLETED,
    JobStatus.FAILED: Upload.Status.FAILED,
    JobStatus.CANCELLED: Upload.Status.PENDING,
}


def due_jobs(now: datetime) -> QuerySet[Job]:
    """Queued jobs that may start."""
    return Job.all_orgs.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        status__in=[state.value for state in states_before(JobStatus.RUNNING)],
        cancel_requested=False,
    )


def claim_job(job_id: UUID, owner: str) -> Job | None:
    """The job, now run by `owner`; None when it is not to be run, or not by this caller."""
    due = due_jobs(timezone.now()).filter(pk=job_id)
    return claim_first(due.select_for_update(of=("self",), skip_locked=True), owner)


def claim_first(jobs: Iterable[Job], owner: str) -> Job | None:
    """The first of these due jobs, now run by `owner`; None when there is none.

    The query locks the row and passes over those that others hold, so what is loaded of
    it stays true. SQLite has no lock of a row: there only one transaction writes.
    """
    with writing():
        job = next(iter(jobs), None)
        if job is None or not _start_attempt(job, owner):
            return None
    return job


def _start_attempt(job: Job, owner: str) -> bool:
    now = timezone.now()
    if not start_attempt(job, owner, now):
        return False
    _take_over(
        job,
        {
            "status": JobStatus.RUNNING.value,
            "lease_owner": owner,
            "attempt": job.attempt + 1,
            "started_at": now,
            "heartbeat_at": now,
            "next_try_at": None,
        },
    )
    text = f"Attempt {job.attempt} of {job.max_attempts}"
    add_event(job, JobEvent.Kind.STARTED, text)
    _mark_upload(job, JobStatus.RUNNING)
    return True


def move_job(
    job: Job,
    to: JobStatus,
    *,
    kind: JobEvent.Kind,
    text: str,
    actor: User | None = None,
    unless_cancelled: bool = False,
    **changes: Any,
) -> JobStatus:
    """Writes the new state and its event, if the row is still as `job` was loaded.

    Returns the new state; `job` itself stays as loaded, because an outer transaction may
    yet fail. Raises: IllegalTransition; LeaseLost, when somebody moved the row since;
    JobCancelled, when `unless_cancelled` and the job was asked to stop.
    """
    check_transition(job.state, to)
    changes = {"status": to.value, **_implied(to, timezone.now()), **changes}
    with writing():
        row = held(job)
        if unless_cancelled:
            row = row.filter(cancel_requested=False)
        if not row.update(**changes):
            raise why_not_written(job)
        add_event(job, kind, text, actor)
        _mark_upload(job, to)
        if to in FINAL:
            ended = copy(job)
            _take_over(ended, changes)
            tell_listeners(ended)
    return to


def why_not_written(job: Job) -> JobCancelled | LeaseLost:
    """What kept a write from reaching the row that the run believed to hold."""
    if held(job).filter(cancel_requested=True).exists():
        return JobCancelled("Somebody asked for the job to be cancelled.")
    return LeaseLost(f"{job} was moved by somebody else.")


def held(job: Job) -> QuerySet[Job]:
    """The job's row, but only while its state and its holder are as loaded."""
    return Job.all_orgs.filter(
        pk=job.pk, status=job.status, lease_owner=job.lease_owner
    )


def _take_over(job: Job, changes: Mapping[str, Any]) -> None:
    """Has the object say what its row says now."""
    for name, value in changes.items():
        setattr(job, name, value)


def _implied(to: JobStatus, now: datetime) -> dict[str, Any]:
    """What a move sets besides the state itself."""
    if to is JobStatus.QUEUED:
        return {"lease_owner": "", "current_step": QUEUED_STEP, "sent_at": None}
    if to is JobStatus.PAUSED:
        return {"lease_owner": "", "next_try_at": None, "after_file": ""}
    if to in FINAL:
        return {"lease_owner": "", "completed_at": now, "next_try_at": None}
    return {}


def _mark_upload(job: Job, state: JobStatus) -> None:
    if job.upload_id and state in UPLOAD_STATUS:
        mark_upload(job.upload_id, UPLOAD_STATUS[state])
