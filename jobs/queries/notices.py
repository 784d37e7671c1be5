"""How a person's own jobs ended, as far as the person has yet to hear of it or just did."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job
from jobs.queries.job_view import JobView
from organizations.models import Membership

NEWS_FOR = timedelta(days=7)  # since the job was given; then nobody waits for it
TOLD_OF = (JobStatus.COMPLETED.value, JobStatus.FAILED.value)
RECALLED = 5


def ended_jobs(viewer: Membership) -> QuerySet[Job]:
    """The person's jobs that gave something or failed, newest first.

    Who cancels a job or takes it out of the history knows how it ended.
    """
    return (
        Job.objects.for_org(viewer.organization)
        .filter(
            user=viewer.user_id,
            created_at__gt=timezone.now() - NEWS_FOR,
            status__in=TOLD_OF,
            dismissed_at=None,
        )
        .order_by("-created_at")
    )


def list_recalled(viewer: Membership) -> list[JobView]:
    """The last jobs of which the person was told."""
    told = ended_jobs(viewer).exclude(told_at=None)
    return [JobView(job, viewer) for job in told.order_by("-completed_at")[:RECALLED]]
