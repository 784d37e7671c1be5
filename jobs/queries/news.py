"""What a person is told beside the page: which jobs run, and which of the own have ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2s

from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.queries.finding import jobs_of
from jobs.queries.job_view import JobView
from organizations.models import Membership

TOLD_WITHIN = timedelta(days=1)
AT_ONCE = 3  # toasts; the history has the rest


def list_news(viewer: Membership) -> list[JobView]:
    """The person's own jobs that ended while nobody looked, oldest first."""
    now = timezone.now()
    jobs = jobs_of(viewer.organization).filter(
        user=viewer.user_id,
        status__in=[JobStatus.COMPLETED.value, JobStatus.FAILED.value],
        told_at=None,
        dismissed_at=None,
        completed_at__gte=now - TOLD_WITHIN,
        # Bounds the walk through the index; no job lives as long as that.
        created_at__gte=now - 7 * TOLD_WITHIN,
    )
    return [JobView(job, viewer) for job in jobs.order_by("completed_at")[:AT_ONCE]]


def shown_of(running: Sequence[JobView]) -> str:
    """Changes when the list of running jobs does."""
    text = " ".join(str(job.id) for job in running)
    return blake2s(text.encode(), digest_size=6).hexdigest()
