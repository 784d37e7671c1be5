"""A broker that is away at submit costs nobody a job, and the user sees no error."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job
from tests.jobs.engine.conftest import broker_at
from tests.jobs.engine.redis_server import RedisServer
from tests.jobs.engine.workers import wait_until


@pytest.fixture
def own_redis():
    """A Redis that the test may kill."""
    server = RedisServer()
    server.start()
    with broker_at(server.url):
        yield server
    server.close()


def test_a_job_submitted_while_redis_is_away_runs_when_it_is_back(
    own_redis, submit, gate, start_worker, ended_once, page_of
):
    start_worker("patient", own_redis)
    own_redis.kill()

    started = time.monotonic()
    job = submit()
    waited = time.monotonic() - started

    assert waited < 2
    assert (job.state, job.sent_at) == (JobStatus.QUEUED, None)
    assert engine.sweep(timezone.now()).sent == 0
    assert "Waiting for the queue." in page_of(job)

    own_redis.start()
    gate.open()
    assert engine.sweep(timezone.now()).sent == 1
    wait_until(lambda: Job.all_orgs.get(pk=job.pk).state is JobStatus.COMPLETED)
    ended_once(job)


def test_redis_killed_and_empty_in_mid_job_does_not_disturb_the_job(
    own_redis, submit, gate, start_worker, ended_once, page_of
):
    start_worker("steady", own_redis)
    job = submit()
    wait_until(gate.diary)

    own_redis.kill()
    assert "Working" in page_of(job)
    own_redis.start()
    gate.open()

    wait_until(lambda: Job.all_orgs.get(pk=job.pk).state is JobStatus.COMPLETED)
    assert Job.all_orgs.get(pk=job.pk).attempt == 1
    ended_once(job)


def test_without_any_broker_the_job_waits(submit):
    with broker_at(""):
        job = submit()

    assert (job.state, job.sent_at) == (JobStatus.QUEUED, None)


def test_the_row_says_when_its_message_went_out(queue, submit):
    job = submit()

    assert job.sent_at is not None
    assert job.task_id
