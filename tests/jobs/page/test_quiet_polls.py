"""A poll that has nothing to tell costs two queries and has no body."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.queries import get_job_view
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(asha, make_job) -> Job:
    now = timezone.now()
    job: Job = make_job(
        asha, status="running", progress=40, started_at=now, heartbeat_at=now
    )
    return job


def shown(member, job: Job) -> str:
    """The version that the page shows now."""
    return get_job_view(viewer=member, job_id=job.pk).version


def poll(client: Client, job: Job, version: str):
    return client.get(
        reverse("job_fragment", args=[job.pk]),
        {"seen": "", "shown": version},
        headers={"HX-Request": "true"},
    )


def test_nothing_new_is_two_queries_and_no_body(asha, running):
    client, version = sign_in(asha), shown(asha, running)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = poll(client, running, version)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Cache-Control"] == "no-store"
    assert len(queries) <= 2, [query["sql"] for query in queries]


def test_news_of_an_unfinished_job_reads_nothing_that_only_its_end_shows(asha, running):
    client = sign_in(asha)
    address = reverse("job_fragment", args=[running.pk])

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, {"seen": "running.1", "shown": "another"})

    assert answer.status_code == 200

    read = " ".join(query["sql"] for query in queries)
    assert "jobs_outputfile" not in read
    assert read.count('FROM "jobs_furtherfile"') == 1


@pytest.mark.parametrize(
    "news",
    [
        {"progress": 41},
        {"current_step": "Writing"},
        {"status": "queued"},
        {"cancel_requested": True},
        {"after_file": "pause"},
        {"attempt": 2},
        {"heartbeat_at": timezone.now() - timedelta(minutes=3)},
        {"created_at": timezone.now() - timedelta(minutes=2)},
    ],
    ids=lambda news: next(iter(news)),
)
def test_any_news_is_told(asha, running, news):
    client, version = sign_in(asha), shown(asha, running)
    Job.all_orgs.filter(pk=running.pk).update(**news)

    assert poll(client, running, version).status_code == 200


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_the_end_is_told(asha, running, status):
    client, version = sign_in(asha), shown(asha, running)
    Job.all_orgs.filter(pk=running.pk).update(status=status)

    answer = poll(client, running, version)

    assert answer.status_code == 200
    assert "hx-trigger" not in answer.content.decode().partition("running-jobs")[0]


def test_a_page_that_shows_nothing_yet_gets_everything(asha, running):
    assert poll(sign_in(asha), running, "").status_code == 200


def test_another_office_learns_nothing(asha, chitra, running):
    version = shown(asha, running)

    assert poll(sign_in(chitra), running, version).status_code == 404


def test_who_has_left_the_office_learns_nothing(asha, bala, running):
    client, version = sign_in(bala), shown(bala, running)
    bala.delete()

    assert poll(client, running, version).status_code != 204


def test_who_was_locked_out_learns_nothing(bala, running):
    client, version = sign_in(bala), shown(bala, running)
    bala.user.is_active = False
    bala.user.save()

    assert "/accounts/login/" in poll(client, running, version)["HX-Redirect"]


def test_a_session_from_before_the_new_password_ends(asha, running):
    client, version = sign_in(asha), shown(asha, running)
    asha.user.set_password("another one entirely")
    asha.user.save()

    assert "/accounts/login/" in poll(client, running, version)["HX-Redirect"]


def test_a_session_that_was_ended_elsewhere_is_over_at_once(asha, running):
    client, version = sign_in(asha), shown(asha, running)
    Session.objects.all().delete()

    answer = poll(client, running, version)

    assert "/accounts/login/" in answer["HX-Redirect"]


def test_a_session_past_its_day_is_over(asha, running):
    client, version = sign_in(asha), shown(asha, running)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    answer = poll(client, running, version)

    assert "/accounts/login/" in answer["HX-Redirect"]


def test_a_stranger_is_sent_to_sign_in(asha, running):
    answer = poll(Client(), running, shown(asha, running))

    assert "/accounts/login/" in answer["HX-Redirect"]


def test_a_suspended_office_learns_nothing(asha, running):
    client, version = sign_in(asha), shown(asha, running)
    asha.organization.is_active = False
    asha.organization.save()

    assert poll(client, running, version).status_code == 403
