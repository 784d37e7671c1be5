"""Cancelling on request; the forced stop of a job that does not listen is the sweeper's."""

from __future__ import annotations

from enum import StrEnum

from django.utils import timezone

from jobs.domain.outcomes import LeaseLost
from jobs.domain.states import JobStatus
from jobs.engine.leases import held, move_job
from jobs.engine.statements import add_event
from jobs.engine.writing import writing
from jobs.models import Job, JobEvent
from organizations.models import User


class CancelOutcome(StrEnum):
    CANCELLED = "cancelled"
    REQUESTED = "cancel requested"
    TOO_LATE = "already finished"


def request_cancel(job: Job, actor: User | None, *, reason: str = "") -> CancelOutcome:
    """Cancels a waiting job at once and asks a running one to stop. Asking twice is fine.

    `actor` is None when the engine asks; `reason` stands in the event, when it is not
    simply the actor's wish. `job` is refreshed from its row.
    """
    while True:
        job.refresh_from_db()
        if job.is_final:
            return CancelOutcome.TOO_LATE
        try:
            outcome = _cancel_as_loaded(job, actor, f": {reason}" if reason else "")
        except LeaseLost:
            continue  # a worker took it or gave it back this instant: look again
        job.refresh_from_db()
        return outcome


def _cancel_as_loaded(job: Job, actor: User | None, why: str) -> CancelOutcome:
    now = timezone.now()
    if job.state is not JobStatus.RUNNING:
        move_job(
            job,
            JobStatus.CANCELLED,
            kind=JobEvent.Kind.CANCELLED,
            text=f"Cancelled before it started{why}",
            actor=actor,
            cancel_requested=True,
            cancel_requested_at=now,
        )
        return CancelOutcome.CANCELLED
    if not job.cancel_requested:
        with writing():
            asked = held(job).filter(cancel_requested=False)
            if not asked.update(cancel_requested=True, cancel_requested_at=now):
                raise LeaseLost(f"{job} was moved by somebody else.")
            text = f"Asked to stop{why}"
            add_event(job, JobEvent.Kind.CANCEL_REQUESTED, text, actor)
    return CancelOutcome.REQUESTED
