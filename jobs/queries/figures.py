"""Figures of all offices' jobs for whoever runs the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db.models import Count, F, Min, Q
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job, WorkerBeat

LOOKED_BACK = timedelta(hours=1)
MEASURED = 1000  # jobs


@dataclass(frozen=True, slots=True)
class Figures:
    jobs: dict[tuple[str, str], int]  # by state and kind
    oldest: float  # seconds that the oldest due job has waited
    workers: int
    median: float  # seconds from start to end


def compute_figures() -> Figures:
    now = timezone.now()
    counts = (
        Job.all_orgs.order_by()
        .values_list("status", "job_type")
        .annotate(count=Count("pk"))
    )
    due = Job.all_orgs.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now), status=JobStatus.QUEUED.value
    )
    oldest = due.aggregate(since=Min("created_at"))["since"]
    ended = Job.all_orgs.filter(
        status=JobStatus.COMPLETED.value, completed_at__gte=now - LOOKED_BACK
    )
    spans = ended.order_by().values_list(F("completed_at") - F("started_at"), flat=True)
    alive = WorkerBeat.objects.filter(seen_at__gte=now - 3 * settings.WORKER_BEAT)
    return Figures(
        jobs={(state, kind): count for state, kind, count in counts},
        oldest=(now - oldest).total_seconds() if oldest else 0.0,
        workers=alive.count(),
        median=median(span.total_seconds() for span in spans[:MEASURED] if span)
        if spans.exists()
        else 0.0,
    )
