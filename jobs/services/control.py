"""Cancelling, pausing and resuming a job on somebody's behalf."""

from __future__ import annotations

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job
from jobs.services.permissions import check_may_control
from organizations.models import Membership


def cancel_job(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Cancelled at once, asked for, or too late. Raises: RoleTooLow."""
    check_may_control(job, actor)
    return engine.request_cancel(job, actor.user)


def pause_job(*, job: Job, actor: Membership) -> JobStatus:
    """The state after asking: paused, or running until the current file is done.

    Raises: RoleTooLow, IllegalTransition.
    """
    check_may_control(job, actor)
    return engine.request_pause(job, actor.user)


def resume_job(*, job: Job, actor: Membership) -> JobStatus:
    """Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    return engine.resume(job, actor.user)


def stop_after_file(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Ends a batch when its current file is done. Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    return engine.request_stop_after_file(job, actor.user)
