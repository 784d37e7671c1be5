"""The job of a worker that went silent or died is taken back, and its late writes count for nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.engine.heart import process_id
from jobs.engine.leases import claim_job
from jobs.models import Job, JobEvent, WorkerBeat
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(asha, make_job: Callable[..., Job]) -> Callable[..., Job]:
    def make(owner: str = "host.7:a", **fields: Any) -> Job:
        now = timezone.now()
        defaults = {
            "status": "running",
            "lease_owner": owner,
            "attempt": 1,
            "heartbeat_at": now,
            "started_at": now,
            "current_step": "Writing",
        }
        return make_job(asha, **defaults | fields)

    return make


def test_a_silent_job_is_queued_again_with_the_reason(running, settings):
    now = timezone.now()
    job = running(heartbeat_at=now - settings.JOB_LOST_AFTER)

    counts = engine.sweep(now)

    job.refresh_from_db()
    assert counts.requeued == 1
    assert (job.state, job.lease_owner) == (JobStatus.QUEUED, "")
    assert job.error_log[0]["step"] == "Writing"
    event = job.events.get()
    assert event.kind == JobEvent.Kind.RETRY
    assert event.text.startswith("The worker stopped in the middle of the job.")


def test_a_job_that_beats_is_left_alone(running, settings):
    now = timezone.now()
    job = running(heartbeat_at=now - settings.JOB_LOST_AFTER + timedelta(seconds=1))

    assert engine.sweep(now).requeued == 0
    job.refresh_from_db()
    assert job.state is JobStatus.RUNNING


def test_a_job_that_lost_its_last_worker_fails_with_the_reason(running, settings):
    now = timezone.now()
    job = running(heartbeat_at=now - settings.JOB_LOST_AFTER, attempt=4, max_attempts=4)

    assert engine.sweep(now).failed == 1
    job.refresh_from_db()
    assert job.state is JobStatus.FAILED
    assert "attempt 4 of 4" in job.error_message


def test_a_job_past_the_hard_limit_fails_even_while_it_beats(running, settings):
    now = timezone.now()
    job = running(started_at=now - settings.JOB_HARD_TIME_LIMIT, heartbeat_at=now)

    assert engine.sweep(now).failed == 1
    job.refresh_from_db()
    assert "took longer than 25 minutes" in job.error_message


def test_a_dead_worker_gives_up_its_own_jobs_only(running):
    lost = running("serve-ab.1.77:x")
    other = running("serve-ab.10.78:x")
    WorkerBeat.objects.create(
        worker_id="serve-ab.1.77", host="h", pid=77, seen_at=timezone.now()
    )

    assert engine.release_worker("serve-ab.1") == 1

    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.state, other.state) == (JobStatus.QUEUED, JobStatus.RUNNING)
    assert lost.next_try_at is None
    assert not engine.worker_is_alive()


def test_the_second_loss_of_a_worker_makes_the_job_wait(running):
    job = running(attempt=2)

    engine.release_worker("host")

    job.refresh_from_db()
    wait = job.next_try_at - timezone.now()
    assert timedelta(seconds=110) < wait <= timedelta(seconds=120)


def test_a_worker_stopped_on_purpose_spends_no_attempt(running):
    job = running(attempt=4, max_attempts=4)

    engine.release_worker("host", keep_attempt=True)

    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobStatus.QUEUED, 3)


def test_what_a_lost_run_writes_later_changes_nothing(
    asha, make_job, run, stored_files
):
    job = make_job(asha)
    after = []

    def zombie(it):
        it.report(30, "Reading")
        engine.release_worker(process_id().rpartition(".")[0])
        second = claim_job(job.pk, "second.1:b")
        assert second is not None
        it.report(90, "Writing")
        after.append("went on")
        return one_file()

    run(job, zombie)

    assert after == []
    assert (job.state, job.lease_owner) == (JobStatus.RUNNING, "second.1:b")
    assert (job.progress, job.attempt, job.error_log[0]["attempt"]) == (30, 2, 1)
    assert stored_files() == []


def test_a_worker_is_alive_for_three_beats(settings):
    settings.WORKER_BEAT = timedelta(seconds=10)
    beat = WorkerBeat.objects.create(
        worker_id="w.1", host="h", pid=1, seen_at=timezone.now()
    )
    assert engine.worker_is_alive()

    beat.seen_at = timezone.now() - timedelta(seconds=31)
    beat.save()
    assert not engine.worker_is_alive()
