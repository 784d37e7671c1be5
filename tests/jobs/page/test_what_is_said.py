"""What the page says of a job that waits, works, is silent, is tried again or has ended, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Job, JobEvent, WorkerBeat
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

Make = Callable[..., Job]


def page(member, job: Job) -> str:
    """The text of the job's page, its white space made one."""
    content = sign_in(member).get(f"/jobs/{job.pk}/").content.decode()
    return " ".join(content.split())


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


@pytest.fixture
def with_worker(db: None) -> None:
    WorkerBeat.objects.create(
        worker_id="host.1", host="host", pid=1, seen_at=timezone.now()
    )


@pytest.fixture
def running(asha, make_job) -> Make:
    def make(**fields) -> Job:
        now = timezone.now()
        usual = {"started_at": now, "heartbeat_at": now, "attempt": 1, "progress": 40}
        job: Job = make_job(asha, status="running", **usual | fields)
        return job

    return make


def test_a_silent_job_says_since_when(asha, running):
    beat = ago(minutes=3)

    text = page(asha, running(heartbeat_at=beat))

    assert f"No update since {timezone.localtime(beat):%H:%M}." in text
    assert "No update since" not in page(asha, running(fingerprint="other"))


def test_a_second_attempt_is_counted_and_no_end(asha, running):
    text = page(asha, running(attempt=2))

    assert "Attempt 2 of 4" in text
    assert "Working" in text


def test_a_job_that_waits_for_its_next_try_says_when(asha, make_job):
    at = timezone.now() + timedelta(minutes=2)

    text = page(asha, make_job(asha, next_try_at=at, attempt=1, sent_at=ago(minutes=1)))

    assert f"Next try at {timezone.localtime(at):%H:%M}." in text


def test_without_a_queue_it_says_what_it_waits_for(asha, make_job):
    assert "Waiting for the queue." in page(asha, make_job(asha))


def test_without_a_worker_it_says_so(asha, make_job):
    text = page(asha, make_job(asha, sent_at=timezone.now()))

    assert "No worker is running. The job is safe" in text


def test_in_the_queue_it_says_how_many_are_ahead(asha, make_job, with_worker):
    for _ in range(2):
        make_job(asha, sent_at=timezone.now())

    assert "2 ahead of you." in page(asha, make_job(asha, sent_at=timezone.now()))


def test_a_bar_without_known_work_has_no_figure(asha, make_job, running):
    waiting = page(asha, make_job(asha))
    working = page(asha, running())

    assert "bar-waiting" in waiting
    assert "aria-valuenow" not in waiting
    assert "bar-waiting" not in working
    assert 'aria-valuenow="40"' in working


def test_a_wish_to_cancel_is_told_apart_from_the_end(asha, running):
    text = page(asha, running(cancel_requested=True))

    assert "Cancelling" in text
    assert "It stops at the next safe point" in text
    assert "Cancelled" not in text


@pytest.mark.parametrize(
    ("fields", "word", "icon"),
    [
        ({"status": "completed"}, "Done", "done"),
        (
            {"status": "completed", "warnings": ["3 placeholders had no value"]},
            "Done, with points to check",
            "warning",
        ),
        ({"status": "failed"}, "Failed", "failed"),
        ({"status": "cancelled"}, "Cancelled", "cancelled"),
    ],
)
def test_every_end_has_its_word_and_its_icon(asha, make_job, fields, word, icon):
    text = page(asha, make_job(asha, completed_at=timezone.now(), **fields))

    state = text.partition(f'class="job-state tone-{icon}"')[2].partition("</p>")[0]
    assert "<svg" in state
    assert f"</svg> {word} <" in state


def test_warnings_are_listed_on_success(asha, make_job):
    job = make_job(asha, status="completed", warnings=["3 placeholders had no value"])

    assert "3 placeholders had no value" in page(asha, job)


def test_a_failure_says_what_to_do_and_a_code_to_quote(asha, make_job):
    result = {"metadata": {}, "hint": "Fill in the rate.", "reference": "AB12CD34"}
    log = [{"error": "x", "traceback": "secret traceback"}]
    job = make_job(
        asha,
        status="failed",
        error_message="The rate of Bill!E14 is blank.",
        result=result,
        error_log=log,
    )

    text = page(asha, job)

    assert "The rate of Bill!E14 is blank." in text
    assert "Fill in the rate." in text
    assert "<code>AB12CD34</code>" in text
    assert "secret" not in text


def test_a_result_says_its_size_and_how_long_it_is_kept(asha, make_job, make_output):
    output = make_output(make_job(asha, status="completed"))

    text = page(asha, output.job)

    assert "7 bytes" in text
    assert f"kept until {timezone.localdate(output.expires_at):%d-%m-%Y}" in text


def test_how_long_it_waited_is_until_its_first_start(asha, make_job):
    end = timezone.now()
    job = make_job(asha, status="completed", attempt=2, completed_at=end)
    Job.all_orgs.filter(pk=job.pk).update(
        created_at=end - timedelta(minutes=10), started_at=end - timedelta(minutes=1)
    )
    for kind, minutes in (("started", 9.5), ("started", 1), ("step", 1)):
        event = JobEvent.objects.create(job=job, kind=kind, text="Reading")
        at = end - timedelta(minutes=minutes)
        JobEvent.objects.filter(pk=event.pk).update(at=at)

    text = page(asha, job)

    assert "Waited 0:30" in text
    assert "took 10:00" in text
    assert "attempt 2 of 4" in text
    assert '<span class="took figures">1:00</span>' in text


@pytest.mark.parametrize(
    ("age", "trigger"),
    [
        ({"seconds": 5}, "every 1s"),
        ({"minutes": 2}, "every 2s"),
        ({"minutes": 11}, "every 5s"),
    ],
)
def test_the_page_asks_less_often_of_an_older_job(asha, running, age, trigger):
    job = running()
    Job.all_orgs.filter(pk=job.pk).update(created_at=ago(**age))

    assert f'hx-trigger="{trigger}"' in page(asha, job)


def test_the_trail_says_who_started_cancelled_and_repeated_it(asha, bala, make_job):
    job = make_job(bala, status="cancelled")
    for kind, member in (("created", bala), ("cancelled", asha)):
        JobEvent.objects.create(job=job, kind=kind, actor=member.user)
    make_job(asha, parent=job)

    text = page(asha, job)

    assert "bala@office.example started it" in text
    assert "asha@office.example cancelled it" in text
    assert "asha@office.example ran it again as job 2" in text


def test_without_scripts_the_page_asks_by_itself_until_the_end(asha, running):
    job = running()
    assert 'http-equiv="refresh"' in page(asha, job)

    Job.all_orgs.filter(pk=job.pk).update(status="completed")

    assert 'http-equiv="refresh"' not in page(asha, job)


def test_its_address_needs_a_sign_in(running):
    answer = Client().get(f"/jobs/{running().pk}/")

    assert answer.status_code == 302
