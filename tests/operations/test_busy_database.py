"""A database that cannot be written is a sentence and no fault; nothing is half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from organizations.models import Invitation
from tests.conftest import sign_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL locks rows only"
    ),
]

SENTENCE = "The database is busy and did not take this."


@pytest.fixture
def client(asha):
    client = sign_in(asha)
    client.raise_request_exception = False
    client.get("/office/")
    return client


@pytest.fixture
def locked(client) -> Iterator[None]:
    """Somebody else writes, for longer than we wait."""
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()
    connection.cursor().execute("PRAGMA busy_timeout = 20000")


def test_a_form_is_answered_with_a_page_that_says_try_again(client, locked):
    answer = client.post(reverse("invitation_make"), {"role": "member"})

    assert answer.status_code == 503
    assert SENTENCE in answer.content.decode()
    assert answer["Retry-After"] == "10"
    assert not Invitation.all_orgs.exists()


def test_a_form_of_a_page_with_scripts_is_answered_with_a_notice(client, locked):
    answer = client.post(
        reverse("invitation_make"),
        {"role": "member"},
        headers={"HX-Request": "true", "HX-Boosted": "true"},
    )

    assert answer.status_code == 503
    assert "<html" not in answer.content.decode()
    assert 'class="toast"' in answer.content.decode()
    assert answer["HX-Push-Url"] == "false"


def test_a_program_is_answered_with_json(client, make_job, asha, request):
    job = make_job(asha)
    request.getfixturevalue("locked")

    answer = client.post(f"/api/jobs/{job.pk}/cancel/")

    assert answer.status_code == 503
    assert SENTENCE in answer.json()["error"]
    assert answer["Retry-After"] == "10"
    job.refresh_from_db()
    assert not job.cancel_requested


def test_a_session_that_cannot_be_saved_is_no_fault_of_the_visitor(
    client, locked, settings
):
    settings.SESSION_SAVE_EVERY_REQUEST = True  # saved after the view, by a middleware

    answer = client.get("/office/")

    assert answer.status_code == 503
    assert SENTENCE in answer.content.decode()


def test_a_page_is_shown_though_it_cannot_note_who_was_told(
    asha, client, make_job, request
):
    job = make_job(asha, status="completed", completed_at=timezone.now())
    request.getfixturevalue("locked")

    answer = client.get("/")

    assert answer.status_code == 200
    assert f"job {job.number}" in answer.content.decode()
    assert Job.all_orgs.get(pk=job.pk).told_at is None
