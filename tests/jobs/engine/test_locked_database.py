"""A database that is locked when an attempt ends is waited for; the end is not lost."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from django.db import connection

from jobs.domain.outcomes import JobRefused
from jobs.domain.states import JobStatus


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows only")
def test_the_end_of_an_attempt_is_written_after_the_lock_is_gone(asha, make_job, run):
    job = make_job(asha)
    other = sqlite3.connect(
        connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False
    )
    unlock = threading.Timer(1.0, other.execute, args=("ROLLBACK",))

    def work(it):
        connection.cursor().execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        unlock.start()
        raise JobRefused("There are no rates.")

    run(job, work)

    unlock.join()
    other.close()
    assert (job.state, job.error_message) == (JobStatus.FAILED, "There are no rates.")
