"""The sign of life of one worker process and of the jobs it runs; one thread writes both."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job, WorkerBeat

logger = logging.getLogger(__name__)

FORGET_AFTER = timedelta(days=1)


def process_id() -> str:
    """This process among all workers: the supervisor's name for it, and its pid.

    The part before the last dot is what `release_worker` takes.
    """
    name = os.environ.get("WORKSBILL_WORKER_ID") or f"worker-{socket.gethostname()}"
    return f"{name[:50]}.{os.getpid()}"


class Heart:
    """Beats while the worker lives; a job that overstays the hard limit gets no beat."""

    def __init__(self) -> None:
        # Of each held job the lease owner, its start on the monotonic clock, its priority.
        self._held: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._keep_beating, daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        """From now on every checkpoint in this process gives its job back."""
        self._stopping.set()

    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        """Ends the thread and takes the process off the list of workers."""
        self._ended.set()
        if self._thread:
            self._thread.join()
        WorkerBeat.objects.filter(worker_id=process_id()).delete()

    @contextmanager
    def holding(self, job: Job) -> Iterator[None]:
        with self._lock:
            self._held[job.lease_owner] = (time.monotonic(), job.priority)
        owner = job.lease_owner
        try:
            yield
        finally:
            with self._lock:
                del self._held[owner]

    def has_room_for_batch(self) -> bool:
        """Whether a thread stays free for a small job when this process takes a batch."""
        most = max(1, settings.WORKER_THREADS - 1)
        with self._lock:
            return sum(bool(priority) for _, priority in self._held.values()) < most

    def beat(self) -> None:
        now = timezone.now()
        oldest = time.monotonic() - settings.JOB_HARD_TIME_LIMIT.total_seconds()
        with self._lock:
            owners = [
                owner for owner, (since, _) in self._held.items() if since > oldest
            ]
        if owners:
            Job.all_orgs.filter(
                lease_owner__in=owners, status=JobStatus.RUNNING.value
            ).update(heartbeat_at=now)
        WorkerBeat.objects.update_or_create(
            worker_id=process_id(),
            defaults={
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "seen_at": now,
            },
        )
        WorkerBeat.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()

    def _keep_beating(self) -> None:
        pause = min(settings.JOB_HEARTBEAT, settings.WORKER_BEAT).total_seconds()
        try:
            while not self._ended.is_set():
                self._try_to_beat()
                self._ended.wait(pause)
        finally:
            connections.close_all()

    def _try_to_beat(self) -> None:
        close_old_connections()
        try:
            self.beat()
        except (DatabaseError, InterfaceError):
            logger.warning("No sign of life could be written.", exc_info=True)


heart = Heart()
