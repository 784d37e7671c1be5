"""A worker killed in mid-job: the job ends, once, and the row says the truth meanwhile."""

from __future__ import annotations

from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job, OutputFile
from tests.jobs.engine.workers import wait_until


def state(job: Job) -> JobStatus:
    job.refresh_from_db()
    return job.state


def test_the_job_of_a_killed_worker_ends_once(
    queue, submit, gate, start_worker, ended_once, page_of
):
    worker = start_worker("first", queue)
    job = submit()
    wait_until(gate.diary)

    worker.kill()

    # Nobody knows yet: the row still says running, with its last sign of life.
    assert state(job) is JobStatus.RUNNING
    assert job.heartbeat_at < timezone.now()
    assert not OutputFile.all_orgs.exists()
    assert "Working" in page_of(job)

    # What the supervisor does when it sees the worker die.
    assert engine.release_worker("first") == 1
    assert state(job) is JobStatus.QUEUED
    assert job.error_log[0]["error"].startswith("The worker stopped")
    assert "Waiting" in page_of(job)

    start_worker("second", queue)
    wait_until(lambda: len(gate.diary()) == 2)
    gate.open()
    wait_until(lambda: state(job) is JobStatus.COMPLETED)

    assert job.attempt == 2
    ended_once(job)
    output = job.outputs.get()
    with output.file.open() as made:
        assert made.read() == b"made by attempt 2"


def test_without_a_supervisor_the_sweeper_finds_the_job(
    queue, submit, gate, start_worker, settings
):
    settings.JOB_LOST_AFTER *= 0
    worker = start_worker("alone", queue)
    job = submit()
    wait_until(gate.diary)
    worker.kill()

    counts = engine.sweep(timezone.now())

    assert counts.requeued == 1
    assert state(job) is JobStatus.QUEUED


def test_a_worker_whose_master_was_killed_does_not_go_on_alone(
    queue, submit, gate, start_worker
):
    worker = start_worker("orphan", queue)
    job = submit()
    wait_until(gate.diary)
    child = worker.child

    worker.kill_master()

    wait_until(lambda: not child.is_running() or child.status() == "zombie")
    assert state(job) is JobStatus.RUNNING
    assert engine.release_worker("orphan") == 1
    assert state(job) is JobStatus.QUEUED
