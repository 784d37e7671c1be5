"""A job is taken by one run at a time, whoever else was told about it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.engine.leases import claim_job
from jobs.models import JobEvent
from tests.jobs.engine.conftest import one_file


@pytest.mark.django_db
def test_a_second_message_for_a_finished_job_does_nothing(asha, make_job, run):
    job = make_job(asha)
    calls = []

    def work(it):
        calls.append(it.attempt)
        return one_file()

    run(job, work)
    run(job, work)

    assert calls == [1]
    assert job.outputs.count() == 1


@pytest.mark.django_db
def test_taking_a_job_counts_the_attempt_and_says_so(asha, make_job):
    job = make_job(asha, max_attempts=4)

    taken = claim_job(job.pk, "worker.1:a")

    assert taken is not None
    assert (taken.attempt, taken.state) == (1, JobStatus.RUNNING)
    assert taken.started_at == taken.heartbeat_at is not None
    event = job.events.get()
    assert (event.kind, event.text) == (JobEvent.Kind.STARTED, "Attempt 1 of 4")


@pytest.mark.django_db
def test_a_job_that_waits_for_its_next_try_is_not_taken_early(asha, make_job):
    soon = timezone.now() + timedelta(minutes=1)
    job = make_job(asha, next_try_at=soon, attempt=1)

    assert claim_job(job.pk, "worker.1:a") is None


@pytest.mark.django_db
def test_a_waiting_job_that_was_asked_to_stop_is_not_taken(asha, make_job):
    job = make_job(asha, cancel_requested=True)

    assert claim_job(job.pk, "worker.1:a") is None


@pytest.mark.django_db(transaction=True)
def test_of_twenty_claims_at_once_one_succeeds(asha, make_job):
    job = make_job(asha)

    def claim(number: int) -> bool:
        try:
            return claim_job(job.pk, f"worker.{number}:a") is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as threads:
        won = list(threads.map(claim, range(20)))

    assert won.count(True) == 1
    job.refresh_from_db()
    assert (job.attempt, job.status) == (1, "running")
