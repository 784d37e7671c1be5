"""What a real worker process does while it lives: cancel, time limit, heartbeat, a stop on purpose."""

from __future__ import annotations

import signal

import pytest
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job, WorkerBeat
from tests.jobs.engine.workers import freeze, wait_until


def now_of(job: Job) -> Job:
    return Job.all_orgs.get(pk=job.pk)


@pytest.fixture
def started(queue, submit, gate, start_worker):
    """A worker that is in the middle of a job."""

    def start(env: dict[str, str] | None = None, **inputs: object):
        worker = start_worker("busy", queue, **(env or {}))
        job = submit(**inputs)
        wait_until(gate.diary)
        return worker, job

    return start


def test_a_running_job_is_cancelled_within_seconds(started, asha, stored_files):
    _, job = started()

    outcome = engine.request_cancel(now_of(job), asha.user)

    assert outcome is engine.CancelOutcome.REQUESTED
    wait_until(lambda: now_of(job).is_final, seconds=10)
    assert now_of(job).state is JobStatus.CANCELLED
    assert stored_files() == []


def test_a_job_that_overstays_the_time_limit_fails_in_words(started):
    _, job = started({"TEST_TIME_LIMIT": "1"}, deaf=True)

    wait_until(lambda: now_of(job).is_final, seconds=10)

    job = now_of(job)
    assert (job.state, job.attempt) == (JobStatus.FAILED, 1)
    assert job.error_message.startswith("The job took longer than")


def test_a_running_job_and_its_worker_give_signs_of_life(started):
    worker, job = started(deaf=True)
    later = Job.all_orgs.filter(heartbeat_at__gt=now_of(job).heartbeat_at)

    wait_until(later.exists)

    assert engine.worker_is_alive()
    beat = WorkerBeat.objects.get(worker_id__startswith=f"{worker.name}.")
    assert beat.pid == worker.child.pid


def test_a_stopped_worker_gives_its_job_back_unspent(
    started, queue, gate, start_worker, ended_once, page_of
):
    worker, job = started()

    assert worker.terminate() == 0

    assert (now_of(job).state, now_of(job).attempt) == (JobStatus.QUEUED, 0)
    assert not engine.worker_is_alive()
    assert "No worker is running." in page_of(job)
    gate.open()
    start_worker("next", queue)
    wait_until(lambda: now_of(job).is_final)
    assert (now_of(job).state, now_of(job).attempt) == (JobStatus.COMPLETED, 1)
    ended_once(job)


def test_a_worker_that_slept_too_long_cannot_touch_the_job_any_more(
    started, queue, gate, start_worker, settings, stored_files
):
    settings.JOB_LOST_AFTER *= 0
    sleeper, job = started()
    freeze(sleeper.child)

    engine.sweep(timezone.now())
    start_worker("second", queue)
    wait_until(lambda: len(gate.diary()) == 2)
    gate.open()
    wait_until(lambda: now_of(job).is_final)
    ended = now_of(job)
    sleeper.child.send_signal(signal.SIGCONT)
    sleeper.terminate()  # it takes part until its end

    assert (ended.state, ended.attempt) == (JobStatus.COMPLETED, 2)
    after = now_of(job)
    assert (after.completed_at, after.attempt) == (ended.completed_at, 2)
    assert stored_files() == ["Bill.xlsx"]
    with after.outputs.get().file.open() as made:
        assert made.read() == b"made by attempt 2"
