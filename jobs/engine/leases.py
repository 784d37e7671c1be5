"""Taking a job and moving it between states; each is one conditional UPDATE, nothing is decided here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jobs.domain.outcomes import LeaseLost
from jobs.domain.states import FINAL, JobStatus, check_transition, states_before
from jobs.engine.listeners import tell_listeners
from jobs.models import Job, JobEvent, Upload
from organizations.models import User

QUEUED_STEP = "Queued"

UPLOAD_STATUS = {
    JobStatus.RUNNING: Upload.Status.PROCESSING,
    JobStatus.PAUSED: Upload.Status.PENDING,
    JobStatus.COMPLETED: Upload.Status.COMPLETED,
    JobStatus.FAILED: Upload.Status.FAILED,
    JobStatus.CANCELLED: Upload.Status.PENDING,
}


def claim_job(job_id: UUID, owner: str) -> Job | None:
    """The job, now run by `owner`; None when it is not to be run, or not by this caller."""
    now = timezone.now()
    with transaction.atomic():
        taken = (
            Job.all_orgs.filter(
                Q(next_try_at=None) | Q(next_try_at__lte=now),
                pk=job_id,
                status__in=[state.value for state in states_before(JobStatus.RUNNING)],
                cancel_requested=False,
            )
        ).update(
            status=JobStatus.RUNNING.value,
            lease_owner=owner,
            attempt=F("attempt") + 1,
            started_at=now,
            heartbeat_at=now,
            next_try_at=None,
        )
        if not taken:
            return None
        job = Job.all_orgs.select_related(
            "organization", "user", "upload", "source_output"
        ).get(pk=job_id)
        text = f"Attempt {job.attempt} of {job.max_attempts}"
        add_event(job, JobEvent.Kind.STARTED, text)
        _mark_upload(job, JobStatus.RUNNING)
    return job


def move_job(
    job: Job,
    to: JobStatus,
    *,
    kind: JobEvent.Kind,
    text: str,
    actor: User | None = None,
    **changes: Any,
) -> JobStatus:
    """Writes the new state and its event, if the row is still as `job` was loaded.

    Returns the new state; `job` itself stays as loaded, because an outer transaction may
    yet fail. Raises: IllegalTransition; LeaseLost, when somebody moved the row since.
    """
    check_transition(job.state, to)
    changes = {"status": to.value, **_implied(to, timezone.now()), **changes}
    with transaction.atomic():
        if not held(job).update(**changes):
            raise LeaseLost(f"{job} was moved by somebody else.")
        add_event(job, kind, text, actor)
        _mark_upload(job, to)
        if to in FINAL:
            tell_listeners(job.pk)
    return to


def held(job: Job) -> QuerySet[Job]:
    """The job's row, but only while its state and its holder are as loaded."""
    return Job.all_orgs.filter(
        pk=job.pk, status=job.status, lease_owner=job.lease_owner
    )


def add_event(
    job: Job, kind: JobEvent.Kind, text: str, actor: User | None = None
) -> None:
    JobEvent.objects.create(job=job, kind=kind, text=text[:300], actor=actor)


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
        Upload.all_orgs.filter(pk=job.upload_id).update(status=UPLOAD_STATUS[state])
