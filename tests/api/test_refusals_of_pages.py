"""A page's action that refuses a program tells it so in JSON, whoever refuses."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
NOBODYS = UUID(int=0)


@pytest.fixture
def ended(asha, make_job):
    return make_job(asha, status="completed")


@pytest.mark.parametrize(
    ("who", "method", "page", "is_known", "status"),
    [
        ("asha", "post", "job_pause", True, 409),
        ("vani", "post", "job_retry", True, 403),
        ("asha", "post", "job_retry", False, 404),
        ("chitra", "post", "job_cancel", True, 404),
        ("asha", "get", "job_retry", True, 405),
    ],
)
def test_a_refusal_is_one_sentence(ended, request, who, method, page, is_known, status):
    client = sign_in(request.getfixturevalue(who))
    address = reverse(page, args=[ended.pk if is_known else NOBODYS])

    answer = getattr(client, method)(address, headers=JSON)

    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


def test_a_missing_csrf_token_too(asha, ended):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asha.user)

    answer = client.post(reverse("job_retry", args=[ended.pk]), headers=JSON)

    assert answer.status_code == 403
    assert list(answer.json()) == ["error"]


def test_and_what_nobody_foresaw(asha, ended, monkeypatch):
    monkeypatch.delattr("jobs.views.actions.retry_job")
    client = sign_in(asha)
    client.raise_request_exception = False

    answer = client.post(reverse("job_retry", args=[ended.pk]), headers=JSON)

    assert (answer.status_code, list(answer.json())) == (500, ["error"])


def test_a_browser_gets_a_page(asha, ended):
    answer = sign_in(asha).post(
        reverse("job_pause", args=[ended.pk]), headers={"Accept": "text/html,*/*"}
    )

    assert answer.status_code == 409
    assert "text/html" in answer["Content-Type"]
