"""What cannot be done fails at once in words; a passing fault is tried again later."""

from __future__ import annotations

from datetime import timedelta

import pytest
import redis
from django.db import InternalError, OperationalError
from django.utils import timezone

from jobs.domain.outcomes import JobRefused, JobType
from jobs.domain.states import JobStatus
from jobs.engine import StorageUnavailable, registry
from jobs.engine.execution import run_job
from jobs.models import Job, JobEvent

pytestmark = pytest.mark.django_db


def raising(error: BaseException):
    def work(it):
        it.report(20, "Reading items")
        raise error

    return work


def test_a_refused_input_fails_at_once_and_keeps_the_problems(asha, make_job, run):
    job = make_job(asha)
    problems = [{"sheet": "Estimate", "cell": "D7", "message": "The rate is blank."}]

    run(
        job,
        raising(
            JobRefused(
                "The estimate has no rates.",
                hint="Fill column D.",
                summary={"problems": problems},
            )
        ),
    )

    assert (job.state, job.attempt) == (JobStatus.FAILED, 1)
    assert job.error_message == "The estimate has no rates."
    assert job.result["hint"] == "Fill column D."
    assert job.result["problems"] == problems
    assert job.result["metadata"] == {"title": "CC First & Part Bill"}
    assert job.next_try_at is None
    assert job.events.last().kind == JobEvent.Kind.FAILED


def test_an_unforeseen_error_shows_a_reference_and_no_internals(
    asha, make_job, run, caplog
):
    job = make_job(asha)

    run(job, raising(KeyError("/srv/secret/path")))

    reference = job.result["reference"]
    assert job.state is JobStatus.FAILED
    assert reference in job.error_message
    assert "secret" not in job.error_message
    [entry] = job.error_log
    assert (entry["step"], entry["attempt"]) == ("Reading items", 1)
    assert "secret" not in entry["error"]
    assert reference in entry["traceback"]
    assert "KeyError" in entry["traceback"]
    assert reference in caplog.text


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        InternalError("terminating connection due to idle-in-transaction timeout"),
        redis.ConnectionError("gone"),
        redis.TimeoutError("slow"),
        StorageUnavailable("no space"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_passing_fault_is_tried_again_after_the_first_delay(
    asha, make_job, run, error
):
    job = make_job(asha)

    run(job, raising(error))

    assert (job.state, job.attempt) == (JobStatus.QUEUED, 1)
    wait = job.next_try_at - timezone.now()
    assert timedelta(seconds=50) < wait <= timedelta(seconds=60)
    assert (job.current_step, job.progress) == ("Queued", 20)
    assert (job.sent_at, job.lease_owner) == (None, "")
    assert job.events.last().kind == JobEvent.Kind.RETRY
    assert job.error_log[0]["attempt"] == 1
    assert job.error_message == ""


def test_the_pauses_grow_and_the_attempts_end(asha, make_job, run):
    job = make_job(asha, max_attempts=4)
    waits = []

    for _ in range(4):
        Job.all_orgs.filter(pk=job.pk).update(next_try_at=None)
        run(job, raising(OperationalError("gone")))
        if job.next_try_at:
            waits.append(round((job.next_try_at - timezone.now()).total_seconds(), -1))

    assert waits == [60, 120, 240]
    assert (job.state, job.attempt) == (JobStatus.FAILED, 4)
    assert "attempt 4 of 4" in job.error_message
    assert [entry["attempt"] for entry in job.error_log] == [1, 2, 3, 4]


def test_a_kind_without_a_work_fails_in_words(asha, make_job, monkeypatch):
    monkeypatch.delitem(registry._works, JobType.EXPORT_DATA, raising=False)
    job = make_job(asha, job_type=JobType.EXPORT_DATA.value)

    run_job(str(job.pk))
    job.refresh_from_db()

    assert job.state is JobStatus.FAILED
    assert "export_data" in job.error_message
