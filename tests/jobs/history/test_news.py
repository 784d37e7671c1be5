"""A job that ended elsewhere is told once; the list of running jobs is sent only when it changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.queries import list_running
from jobs.queries.news import shown_of
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(make_job):
    def make(member, status: str = "completed", **fields) -> Job:
        now = timezone.now()
        job: Job = make_job(member, status=status, **{"completed_at": now} | fields)
        return job

    return make


def poll(member):
    shown = shown_of(list_running(viewer=member))
    return sign_in(member).get(reverse("running_jobs"), {"shown": shown})


def test_nothing_new_has_no_body(asha, make_job):
    make_job(asha, status="running")

    answer = poll(asha)

    assert (answer.status_code, answer.content) == (204, b"")


def test_another_list_of_running_jobs_is_sent(asha, make_job):
    answer = sign_in(asha).get(reverse("running_jobs"), {"shown": "before"})

    assert answer.status_code == 200
    assert b'id="running-jobs"' in answer.content


def test_an_ended_job_is_told_once(asha, ended):
    job = ended(asha)

    first = poll(asha).content.decode()

    assert 'hx-swap-oob="beforeend:#toasts"' in first
    assert f'href="/jobs/{job.pk}/"' in first
    assert poll(asha).status_code == 204


def test_a_success_goes_by_itself_and_a_failure_stays_and_alerts(asha, ended):
    ended(asha)
    assert "toast-passing" in poll(asha).content.decode()

    ended(asha, "failed")
    text = poll(asha).content.decode()
    assert "toast-passing" not in text
    assert 'role="alert"' in text


def test_any_page_tells_it_where_nothing_polls(asha, ended):
    job = ended(asha)

    first = sign_in(asha).get(reverse("bill_new")).content.decode()
    second = sign_in(asha).get(reverse("bill_new")).content.decode()

    assert f"job {job.number}</a>" in first.partition('id="toasts"')[2]
    assert "<dialog" not in second.partition('id="toasts"')[2]


def test_who_saw_the_result_is_not_told_again(asha, ended):
    job = ended(asha)
    sign_in(asha).get(f"/jobs/{job.pk}/")

    assert poll(asha).status_code == 204


def test_that_somebody_else_looked_does_not_count(asha, bala, ended):
    job = ended(bala)
    sign_in(asha).get(f"/jobs/{job.pk}/")

    assert f"/jobs/{job.pk}/" in poll(bala).content.decode()


def test_only_the_person_who_started_it_is_told(asha, bala, chitra, ended):
    ended(bala)

    assert poll(asha).status_code == 204
    assert poll(chitra).status_code == 204


def test_what_ended_long_ago_is_no_news(asha, ended):
    ended(asha, completed_at=timezone.now() - timedelta(days=2))

    assert poll(asha).status_code == 204


def test_what_one_cancelled_oneself_is_no_news(asha, ended):
    ended(asha, "cancelled")

    assert poll(asha).status_code == 204


def test_what_was_taken_out_of_the_history_is_no_news(asha, ended):
    ended(asha, dismissed_at=timezone.now())

    assert poll(asha).status_code == 204
