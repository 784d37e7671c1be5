"""Noting that a person has been told how a job ended."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from jobs.models import Job
from jobs.queries import JobView


def mark_told(jobs: Sequence[JobView]) -> None:
    """From now on they are no news; only the person who started a job can be told."""
    for view in jobs:
        own = view.job.user_id == view.viewer.user_id
        if own and view.is_final and view.job.told_at is None:
            Job.objects.for_org(view.viewer.organization).filter(
                pk=view.id, told_at=None
            ).update(told_at=timezone.now())
