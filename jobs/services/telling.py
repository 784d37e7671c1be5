"""Noting that a person has been told how a job ended."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import OperationalError
from django.utils import timezone

from jobs.models import Job
from jobs.queries import JobView

logger = logging.getLogger(__name__)


def mark_told(jobs: Sequence[JobView]) -> None:
    """From now on they are no news; only the person who started a job can be told.

    Where it cannot be noted the page is shown all the same, and they are told again.
    """
    own = [
        view.id
        for view in jobs
        if view.job.user_id == view.viewer.user_id
        and view.is_final
        and view.job.told_at is None
    ]
    if not own:
        return
    told = Job.objects.for_org(jobs[0].viewer.organization).filter(
        pk__in=own, told_at=None
    )
    try:
        told.update(told_at=timezone.now())
    except OperationalError:
        logger.warning("It could not be noted who was told.", exc_info=True)
