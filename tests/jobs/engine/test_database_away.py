"""A database that nobody can write for ten seconds holds jobs up and loses none."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job
from tests.conftest import sign_in
from tests.jobs.engine.workers import wait_until

AWAY = 10.0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows only")
def test_a_worker_and_a_page_outlast_ten_seconds_without_writes(
    queue, submit, gate, start_worker, asha, stored_files
):
    start_worker("patient", queue)
    client = sign_in(asha)
    running, waiting = submit(), submit()
    wait_until(gate.diary)
    lock = sqlite3.connect(
        connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False
    )
    wait_until(lambda: locked(lock))
    threading.Timer(AWAY, lock.execute, args=("ROLLBACK",)).start()
    began = time.monotonic()

    gate.open()  # both want to end while nothing can be written
    page = client.get(f"/jobs/{running.pk}/").content.decode()

    assert "Working" in page
    assert time.monotonic() - began < AWAY / 2
    wait_until(lambda: Job.all_orgs.filter(status="completed").count() == 2)
    assert time.monotonic() - began > AWAY * 0.9
    for job in (running, waiting):
        job.refresh_from_db()
        assert (job.state, job.outputs.count()) == (JobStatus.COMPLETED, 1)
        assert job.events.filter(kind="completed").count() == 1
    assert stored_files() == ["Bill.xlsx", "Bill.xlsx"]
    lock.close()


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is a file and not gone"
)
def test_a_worker_outlasts_ten_seconds_without_its_database(
    queue, submit, gate, start_worker, settings, ended_once
):
    settings.JOB_RESEND_AFTER *= 0
    start_worker("patient", queue)
    running, waiting = submit(), submit()
    wait_until(gate.diary)

    with gone_for_others():
        gate.open()
        time.sleep(AWAY)

    def have_ended() -> bool:
        Job.all_orgs.update(
            next_try_at=None
        )  # the wait for the next try is tested elsewhere
        engine.sweep(timezone.now())
        return Job.all_orgs.filter(status="completed").count() == 2

    wait_until(have_ended)
    ended_once(running, waiting)


@contextmanager
def gone_for_others() -> Iterator[None]:
    """Every other connection to the test's database is cut, and none is let in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), pg_backend_pid()")
        name, ours = cursor.fetchone()
    with connection._nodb_cursor() as other:  # of another database of the server
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> %s",
            [name, ours],
        )
    yield
    with connection._nodb_cursor() as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def locked(lock: sqlite3.Connection) -> bool:
    """Whether nobody else was writing at this moment."""
    try:
        lock.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
