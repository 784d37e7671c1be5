"""Taking the next job: offices take turns, small jobs pass batches; the order itself is in the domain."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.domain.turns import Rules, Waiting, choose_turn
from jobs.engine import broker
from jobs.engine.leases import claim_first, due_jobs
from jobs.models import Job

CLAIM_TRIES = 20  # others take jobs too; each lost race means that one job less waits

# What every turn asks is written out: Django takes longer to compose it than a database
# to answer it. The first is the oldest of `due_jobs` and whether anything unlike it waits,
# by four looks into the index however long the queue is.
DUE = """
    status = 'queued' AND NOT cancel_requested
    AND (next_try_at IS NULL OR next_try_at <= %(now)s)
"""
OLDEST = f"""
    SELECT organization_id, priority,
        EXISTS (SELECT 1 FROM jobs_job WHERE {DUE} AND organization_id < oldest.organization_id)
        OR EXISTS (SELECT 1 FROM jobs_job WHERE {DUE} AND organization_id > oldest.organization_id)
        OR EXISTS (SELECT 1 FROM jobs_job WHERE {DUE} AND organization_id = oldest.organization_id
            AND priority > oldest.priority)
    FROM jobs_job AS oldest WHERE {DUE} ORDER BY created_at LIMIT 1
"""  # noqa: S608 - parts of its own
NEXT = f"""
    SELECT * FROM jobs_job
    WHERE {DUE} AND organization_id = %(office)s AND priority = %(priority)s
    ORDER BY created_at LIMIT 1
"""  # noqa: S608

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
        jobs = _find_turn(timezone.now(), rules)
        if jobs is None:
            return None
        job = claim_first(jobs, owner)
        if job is not None:
            with _lock:
                _served[job.organization_id] = time.monotonic()
            return job
    return None


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


def _find_turn(now: datetime, rules: Rules) -> Iterable[Job] | None:
    """The next job, looked up and locked when it is taken; None when none may start."""
    oldest = _find_oldest(now)
    if oldest is None:
        return None
    office, priority, has_rival = oldest
    if priority or rules.office_limit or has_rival:
        turn = _choose(_list_waiting(due_jobs(now)), now, rules)
        if turn is None:
            return None
        office, priority = turn.office, turn.priority
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update else ""
    values = {
        "now": connection.ops.adapt_datetimefield_value(now),
        "office": Job.organization.field.get_db_prep_value(office, connection),
        "priority": priority,
    }
    return Job.all_orgs.raw(NEXT + lock, values)


def _find_oldest(now: datetime) -> tuple[UUID, int, bool] | None:
    """Office and priority of the oldest due job, and whether anything unlike it waits."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST, {"now": connection.ops.adapt_datetimefield_value(now)})
        row = cursor.fetchone()
    if row is None:
        return None
    office, priority, has_rival = row
    return UUID(str(office)), priority, bool(has_rival)


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
