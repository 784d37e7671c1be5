"""Turning a process into a worker: a Dramatiq child, or threads inside the web server."""

from __future__ import annotations

import atexit
import logging
import os
import threading

from django.conf import settings

from jobs.engine import broker
from jobs.engine.children import start_nursery
from jobs.engine.chores import do_chore, load_chores
from jobs.engine.execution import take_turn
from jobs.engine.heart import heart, process_id
from jobs.engine.registry import load_actors
from jobs.engine.sweeping import keep_sweeping, release_worker

logger = logging.getLogger(__name__)


def become_worker() -> None:
    """Makes this process ready to do every kind of job. Raises: BrokerUnreachable."""
    load_actors()
    load_chores()
    start_nursery()
    broker.listen(take_turn, do_chore, heart)


def start_in_process_worker() -> None:
    """Runs jobs, and the sweeper, in threads of this web process until it ends."""
    os.environ.setdefault("WORKSBILL_WORKER_ID", "in-process")
    # There is only ever one such process: whatever another one held is lost.
    release_worker(process_id().rpartition(".")[0])
    become_worker()
    worker = broker.start_threads()
    ended = threading.Event()
    threading.Thread(
        target=keep_sweeping, args=(ended, settings.JOB_SWEEP_EVERY), daemon=True
    ).start()

    def stop() -> None:
        ended.set()
        worker.stop(timeout=int(settings.WORKER_STOP_GRACE.total_seconds() * 1000))

    atexit.register(stop)
