"""Cancelling a waiting job is immediate, a running one stops at its next checkpoint."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


def test_a_waiting_job_is_cancelled_before_any_work(asha, make_job, run):
    job = make_job(asha)
    calls = []

    def work(it):
        calls.append(it.attempt)
        return one_file()

    outcome = engine.request_cancel(job, asha.user)
    run(job, work)

    assert outcome is engine.CancelOutcome.CANCELLED
    assert (job.state, job.attempt, calls) == (JobStatus.CANCELLED, 0, [])
    assert job.completed_at is not None
    event = job.events.get()
    assert (event.kind, event.actor) == (JobEvent.Kind.CANCELLED, asha.user)


def test_a_paused_job_is_cancelled_at_once(asha, make_job):
    job = make_job(asha, status=JobStatus.PAUSED.value)

    assert engine.request_cancel(job, asha.user) is engine.CancelOutcome.CANCELLED
    assert job.state is JobStatus.CANCELLED


@pytest.mark.parametrize("stop_at", ["report", "checkpoint"])
def test_a_running_job_stops_at_its_next_checkpoint(
    asha, make_job, run, stored_files, settings, stop_at
):
    settings.JOB_PROGRESS_THROTTLE *= 0
    job = make_job(asha)
    outcomes, after = [], []

    def work(it):
        it.report(30, "Reading")
        outcomes.append(engine.request_cancel(Job.all_orgs.get(pk=job.pk), asha.user))
        it.report(40, "Reading") if stop_at == "report" else it.checkpoint()
        after.append("went on")
        return one_file()

    run(job, work)

    assert outcomes == [engine.CancelOutcome.REQUESTED]
    assert after == []
    assert (job.state, job.cancel_requested) == (JobStatus.CANCELLED, True)
    assert stored_files() == []
    kinds = list(job.events.values_list("kind", flat=True))
    assert kinds == ["started", "step", "cancel_requested", "cancelled"]


def test_a_request_during_the_last_step_still_stops_the_job(
    asha, make_job, run, stored_files
):
    job = make_job(asha)

    def work(it):
        engine.request_cancel(Job.all_orgs.get(pk=job.pk), asha.user)
        return one_file()

    run(job, work)

    assert job.state is JobStatus.CANCELLED
    assert stored_files() == []


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_cancelling_too_late_changes_nothing(asha, make_job, status):
    job = make_job(asha, status=status)

    assert engine.request_cancel(job, asha.user) is engine.CancelOutcome.TOO_LATE
    assert (job.status, job.cancel_requested) == (status, False)
    assert not job.events.exists()


def test_asking_twice_is_one_request(asha, make_job):
    job = make_job(asha, status="running", lease_owner="worker.1:a")

    outcomes = {engine.request_cancel(job, asha.user) for _ in range(2)}

    assert outcomes == {engine.CancelOutcome.REQUESTED}
    assert job.events.count() == 1


def test_a_passing_fault_after_the_request_cancels_instead_of_trying_again(
    asha, make_job, run
):
    job = make_job(asha)

    def work(it):
        engine.request_cancel(Job.all_orgs.get(pk=job.pk), asha.user)
        raise engine.StorageUnavailable("full")

    run(job, work)

    assert job.state is JobStatus.CANCELLED


def test_a_deaf_job_is_stopped_by_force_and_labelled_so(asha, make_job, settings):
    now = timezone.now()
    asked = now - settings.JOB_CANCEL_GRACE - timedelta(seconds=1)
    job = make_job(
        asha,
        status="running",
        lease_owner="worker.1:a",
        heartbeat_at=now,
        started_at=asked,
        cancel_requested=True,
        cancel_requested_at=asked,
    )

    counts = engine.sweep(now)

    job.refresh_from_db()
    assert counts.cancelled == 1
    assert job.state is JobStatus.CANCELLED
    assert job.error_message.startswith("Stopped by force")
    assert job.events.last().text.startswith("Stopped by force")


def test_a_job_within_the_grace_is_not_forced(asha, make_job):
    now = timezone.now()
    make_job(
        asha,
        status="running",
        lease_owner="worker.1:a",
        heartbeat_at=now,
        started_at=now,
        cancel_requested=True,
        cancel_requested_at=now - timedelta(seconds=30),
    )

    assert engine.sweep(now).cancelled == 0


def test_a_request_that_came_while_the_job_went_back_is_not_forgotten(asha, make_job):
    job = make_job(asha, cancel_requested=True, cancel_requested_at=timezone.now())

    engine.sweep(timezone.now())

    job.refresh_from_db()
    assert job.state is JobStatus.CANCELLED
