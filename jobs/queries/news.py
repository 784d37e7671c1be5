"""What a person is told beside the page: which jobs run, and which of the own have ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2s

from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job
from jobs.queries.finding import jobs_of
from jobs.queries.job_view import JobView
from organizations.models import Membership

TOLD_WITHIN = timedelta(days=1)
AT_ONCE = 3  # toasts; the history has the rest


def list_news(viewer: Membership) -> list[JobView]:
    """The person's own jobs that ended while nobody looked, oldest first."""
    jobs = jobs_of(viewer.organization).filter(
        user=viewer.user_id,
        status__in=[JobStatus.COMPLETED.value, JobStatus.FAILED.value],
        told_at=None,
        completed_at__gte=timezone.now() - TOLD_WITHIN,
    )
    return [JobView(job, viewer) for job in jobs.order_by("completed_at")[:AT_ONCE]]


def mark_told(jobs: Sequence[JobView]) -> None:
    """From now on they are no news; only the person who started a job can be told."""
    own = [
        view.id
        for view in jobs
        if view.is_final
        and view.job.told_at is None
        and view.job.user_id == view.viewer.user_id
    ]
    if own:
        Job.all_orgs.filter(pk__in=own, told_at=None).update(told_at=timezone.now())


def shown_of(running: Sequence[JobView]) -> str:
    """Changes when the list of running jobs does."""
    text = " ".join(str(job.id) for job in running)
    return blake2s(text.encode(), digest_size=6).hexdigest()
