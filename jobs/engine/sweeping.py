"""Finding jobs that nobody cares for: unsent, lost, overdue or deaf ones. Safe to run anywhere, any number of times."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    close_old_connections,
    connections,
)
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs.domain.outcomes import LeaseLost
from jobs.domain.states import JobStatus
from jobs.engine import broker
from jobs.engine.cancelling import request_cancel
from jobs.engine.chores import load_chores, send_due_chores
from jobs.engine.endings import (
    Fault,
    cancel_running_job,
    fail_job,
    give_back_job,
    retry_delay,
)
from jobs.engine.execution import NO_DELAY, time_limit_fault
from jobs.engine.sending import send_job
from jobs.models import Job, WorkerBeat

logger = logging.getLogger(__name__)

BATCH = 500  # jobs looked after in one pass


@dataclass(frozen=True, slots=True)
class SweepCounts:
    sent: int
    requeued: int
    failed: int
    cancelled: int


def sweep(now: datetime) -> SweepCounts:
    """Puts right what a crash, a lost message or a deaf job left; says how much."""
    ends = Counter(
        [
            *_each(_unheard_cancels(now), _force_cancel),
            *_each(_overdue(now), _fail_overdue),
            *_each(_lost(now), _take_back),
        ]
    )
    return SweepCounts(
        sent=_send_due(now),
        requeued=ends[JobStatus.QUEUED],
        failed=ends[JobStatus.FAILED],
        cancelled=ends[JobStatus.CANCELLED],
    )


def release_worker(worker_id: str, *, keep_attempt: bool = False) -> int:
    """Takes back at once what a dead worker, or all workers below that name, held.

    `keep_attempt`: it was stopped on purpose, so the attempt does not count. Returns how
    many jobs were held.
    """
    below = f"{worker_id}."
    WorkerBeat.objects.filter(worker_id__startswith=below).delete()
    held = _running().filter(lease_owner__startswith=below)
    return len(_each(held, lambda job: _take_back(job, keep_attempt=keep_attempt)))


def worker_is_alive() -> bool:
    """Whether any worker gave a sign of life within three beats."""
    since = timezone.now() - 3 * settings.WORKER_BEAT
    return WorkerBeat.objects.filter(seen_at__gte=since).exists()


def queue_answers() -> bool:
    """Whether a message could be sent now."""
    try:
        broker.count_waiting()
    except broker.BrokerUnreachable:
        return False
    return True


def keep_sweeping(stop: threading.Event, every: timedelta) -> None:
    """Sweeps until `stop` is set; a database that does not answer is tried again."""
    load_chores()
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                sweep(timezone.now())
                send_due_chores(timezone.now())
            except (DatabaseError, InterfaceError):
                logger.warning("The sweeper could not work.", exc_info=True)
            stop.wait(every.total_seconds())
    finally:
        connections.close_all()


def _running() -> QuerySet[Job]:
    return Job.all_orgs.filter(status=JobStatus.RUNNING.value)


def _unheard_cancels(now: datetime) -> QuerySet[Job]:
    """Running jobs that did not stop in time, and waiting ones with a late request."""
    waiting = [JobStatus.QUEUED.value, JobStatus.PAUSED.value]
    return Job.all_orgs.filter(
        Q(status__in=waiting)
        | Q(
            status=JobStatus.RUNNING.value,
            cancel_requested_at__lte=now - settings.JOB_CANCEL_GRACE,
        ),
        cancel_requested=True,
    )


def _overdue(now: datetime) -> QuerySet[Job]:
    return _running().filter(started_at__lte=now - settings.JOB_HARD_TIME_LIMIT)


def _lost(now: datetime) -> QuerySet[Job]:
    return _running().filter(heartbeat_at__lte=now - settings.JOB_LOST_AFTER)


def _each(jobs: QuerySet[Job], end: Callable[[Job], JobStatus]) -> list[JobStatus]:
    """The states after `end`; a job that moved by itself meanwhile is left alone."""
    states = []
    for job in jobs.order_by("created_at")[:BATCH]:
        try:
            states.append(end(job))
        except LeaseLost:
            logger.info("%s moved on while it was being looked at.", job)
    return states


def _force_cancel(job: Job) -> JobStatus:
    if job.state is not JobStatus.RUNNING:
        request_cancel(job, None)
        return job.state  # as refreshed
    minutes = settings.JOB_CANCEL_GRACE.total_seconds() / 60
    message = (
        f"Stopped by force: the job did not listen for {minutes:.3g} minutes after it "
        "was asked to stop."
    )
    return cancel_running_job(job, message, error_message=message)


def _fail_overdue(job: Job) -> JobStatus:
    return fail_job(job, time_limit_fault(job.current_step))


def _take_back(job: Job, *, keep_attempt: bool = False) -> JobStatus:
    # One lost worker is an accident and the job starts again at once; a job that loses
    # its second may be the cause, so it waits.
    delay = NO_DELAY if job.attempt <= 1 or keep_attempt else retry_delay(job.attempt)
    fault = Fault("The worker stopped in the middle of the job.", job.current_step)
    return give_back_job(job, fault, delay=delay, keep_attempt=keep_attempt)


def _send_due(now: datetime) -> int:
    queued = Job.all_orgs.filter(
        status=JobStatus.QUEUED.value, cancel_requested=False
    ).order_by("created_at")
    due = queued.filter(Q(next_try_at=None) | Q(next_try_at__lte=now))
    sent = _send(due.filter(sent_at=None)[:BATCH])
    # Fewer messages than waiting jobs: some were lost. Otherwise the queue is only long,
    # and sending again would fill it with doubles.
    stale = due.filter(sent_at__lte=now - settings.JOB_RESEND_AFTER)
    if stale.exists() and _count_waiting() < queued.exclude(sent_at=None).count():
        sent += _send(stale[:BATCH])
    return sent


def _send(jobs: Iterable[Job]) -> int:
    """How many went out; stops at the first that does not, the broker being down."""
    sent = 0
    for job in jobs:
        if not send_job(job):
            break
        sent += 1
    return sent


def _count_waiting() -> int:
    try:
        return broker.count_waiting()
    except broker.BrokerUnreachable:
        return 0
