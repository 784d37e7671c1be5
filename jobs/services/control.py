"""Cancelling, pausing and resuming a job on somebody's behalf."""

from __future__ import annotations

from typing import Any

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import ACTIVE, JobStatus
from jobs.models import Job
from jobs.services.permissions import check_may_control
from organizations.audit import record, record_for
from organizations.domain.deeds import Deed
from organizations.models import Membership, Organization, User


def cancel_job(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Cancelled at once, asked for, or too late. Raises: RoleTooLow."""
    check_may_control(job, actor)
    record(actor, Deed.JOB_CONTROLLED, f"{job}: cancel")
    return engine.request_cancel(job, actor.user)


def cancel_as_operator(*, job: Job, operator: User) -> engine.CancelOutcome:
    """The same at the desk, recorded in the office as the operator's doing."""
    record_for(job.organization, operator, Deed.JOB_CONTROLLED, f"{job}: cancel")
    return engine.request_cancel(job, operator)


def pause_job(*, job: Job, actor: Membership) -> JobStatus:
    """The state after asking: paused, or running until the current file is done.

    Raises: RoleTooLow, IllegalTransition.
    """
    check_may_control(job, actor)
    state = engine.request_pause(job, actor.user)
    record(actor, Deed.JOB_CONTROLLED, f"{job}: pause")
    return state


def resume_job(*, job: Job, actor: Membership) -> JobStatus:
    """Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    state = engine.resume(job, actor.user)
    record(actor, Deed.JOB_CONTROLLED, f"{job}: go on")
    return state


def stop_after_file(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Ends a batch when its current file is done. Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    outcome = engine.request_stop_after_file(job, actor.user)
    record(actor, Deed.JOB_CONTROLLED, f"{job}: stop after this file")
    return outcome


def stop_jobs_of_office(
    *, office: Organization, actor: User | None, reason: str, **signal: Any
) -> None:
    """Ends what waits and asks what runs to stop; an export goes on, for whoever left.

    Called in the transaction that closes or suspends the office.
    """
    jobs = Job.objects.for_org(office).filter(status__in=ACTIVE)
    for job in jobs.exclude(job_type=JobType.EXPORT_DATA.value):
        engine.request_cancel(job, actor, reason=reason)
