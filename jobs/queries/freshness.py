"""Whether a page that shows a job must hear of it again: its version, and how often to ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2s
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F

from jobs.domain.states import JobStatus
from jobs.models import Job

# Of the columns that a panel shows while the job is unfinished.
WATCHED = (
    "status",
    "progress",
    "current_step",
    "cancel_requested",
    "after_file",
    "attempt",
    "next_try_at",
    "sent_at",
    "heartbeat_at",
    "created_at",
)
# (older than, seconds between two polls). Source: spec jobs, section 6, point 17.
SLOWER = ((timedelta(minutes=10), 5), (timedelta(minutes=1), 2))


def poll_seconds(job: Job, now: datetime) -> int:
    """How long the page waits before it asks again: longer with the job's age."""
    seconds = int(settings.JOB_POLL_INTERVAL.total_seconds())
    age = now - job.created_at
    for limit, slower in SLOWER:
        if age > limit:
            return max(seconds, slower)
    return seconds


def version_of(job: Job, now: datetime) -> str:
    """The same as long as the panel of the unfinished job would say the same.

    The times it shows move on by ten seconds when nothing else does, so that a page that
    waits is not drawn anew every second; the place in the queue by three.
    """
    beat = job.heartbeat_at
    is_stale = beat is not None and now - beat > settings.JOB_STALE_AFTER
    step = 3 if job.state is JobStatus.QUEUED else 10
    age = int((now - job.created_at).total_seconds()) // step
    shown = [
        getattr(job, name)
        for name in WATCHED
        if name not in {"heartbeat_at", "created_at", "sent_at"}
    ]
    parts = [*shown, job.sent_at is None, is_stale, age]
    return blake2s(repr(parts).encode(), digest_size=6).hexdigest()


def find_watched(job_id: UUID, user_id: int) -> Job | None:
    """The watched columns of a job of one of the person's offices, and nothing else.

    `password` on it is the person's, against which the session is checked: all that a
    poll needs, in one query.
    """
    key = Job._meta.pk.get_db_prep_value(job_id, connection)
    return next(iter(Job.all_orgs.raw(_watched_statement(), [user_id, key])), None)


@cache
def _watched_statement() -> str:
    """Takes the person and the job. Django writes it once: it is most of a poll's cost."""
    queryset = (
        Job.all_orgs.order_by()
        .filter(
            pk=UUID(int=0),
            organization__is_active=True,
            organization__memberships__user_id=0,
            organization__memberships__user__is_active=True,
        )
        .annotate(password=F("organization__memberships__user__password"))
        .only(*WATCHED)
    )
    sql, _ = queryset.query.sql_with_params()
    return sql


def format_elapsed(span: timedelta) -> str:
    """`0:07`, `12:30`, `1:02:03`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"
