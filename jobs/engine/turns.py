"""Taking the next job: offices take turns, small jobs pass batches; the order itself is in the domain."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Min, Q, QuerySet
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.domain.turns import Rules, Waiting, choose_turn
from jobs.engine import broker
from jobs.engine.leases import claim_job
from jobs.models import Job

CLAIM_TRIES = 20  # others take jobs too; each lost race means that one job less waits

# When this process last took a job of each office. Each process keeps its own: together
# they are as fair, and a turn costs no write.
_served: dict[UUID, float] = {}
_lock = threading.Lock()


def claim_next_job(owner: str, *, room_for_batch: bool = True) -> Job | None:
    """The job whose turn it is, now run by `owner`; None when none may start."""
    rules = Rules(
        settings.JOB_OFFICE_LIMIT, settings.JOB_BATCH_PATIENCE, room_for_batch
    )
    for _ in range(CLAIM_TRIES):
        job_id = _find_next(timezone.now(), rules)
        if job_id is None:
            return None
        job = claim_job(job_id, owner)
        if job is not None:
            with _lock:
                _served[job.organization_id] = time.monotonic()
            return job
    return None


def due_jobs(now: datetime) -> QuerySet[Job]:
    """Queued jobs that may start."""
    return Job.all_orgs.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        status=JobStatus.QUEUED.value,
        cancel_requested=False,
    )


def pass_turn_on(job: Job) -> None:
    """Wakes a worker for a job that had to wait until this one ended, if there is one.

    The message that should have started it was spent while a limit was in the way.
    """
    held_up = Q(organization=job.organization_id) if settings.JOB_OFFICE_LIMIT else Q()
    if job.priority:
        held_up |= Q(priority=job.priority)
    if not held_up or not due_jobs(timezone.now()).filter(held_up).exists():
        return
    try:
        if not broker.count_waiting():
            broker.send_turn()
    except broker.BrokerUnreachable:
        return  # the sweeper sends again what waits too long


def _find_next(now: datetime, rules: Rules) -> UUID | None:
    due = due_jobs(now)
    oldest = due.order_by("created_at").only("organization_id", "priority").first()
    if oldest is None:
        return None
    if not (oldest.priority or rules.office_limit or _has_rival(oldest, due)):
        return oldest.pk
    turn = _choose(_list_waiting(due), now, rules)
    if turn is None:
        return None
    jobs = due.filter(organization=turn.office, priority=turn.priority)
    return jobs.order_by("created_at").values_list("pk", flat=True).first()


def _has_rival(oldest: Job, due: QuerySet[Job]) -> bool:
    """Whether anything else than jobs like the oldest one waits.

    Three looks into the index, however long the queue is.
    """
    office = oldest.organization_id
    others = (
        due.filter(organization__lt=office),
        due.filter(organization__gt=office),
        due.filter(organization=office, priority__gt=oldest.priority),
    )
    rivals = Q()
    for query in others:
        rivals |= Q(Exists(query))
    return Job.all_orgs.filter(rivals, pk=oldest.pk).exists()


def _list_waiting(due: QuerySet[Job]) -> list[Waiting]:
    return [
        Waiting(row["organization_id"], row["priority"], row["since"])
        for row in due.order_by()
        .values("organization_id", "priority")
        .annotate(since=Min("created_at"))
    ]


def _choose(waiting: list[Waiting], now: datetime, rules: Rules) -> Waiting | None:
    running = (
        Job.all_orgs.filter(status=JobStatus.RUNNING.value)
        .order_by()
        .values_list("organization_id")
        .annotate(count=Count("pk"))
    )
    with _lock:
        served = dict(_served)
    return choose_turn(
        waiting, running=dict(running), served=served, now=now, rules=rules
    )
