"""Every refusal of the API is JSON with one sentence, whoever refuses."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

NOWHERE = ("jobs/x/status/", "jobs/7/cancel/", "cakes/", "outputs/x/download/")


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_is_none(address, asha, program):
    assert Client().get(f"/api/{address}").status_code == 401
    answer = program(asha).get(address)
    assert answer.status_code == 404
    assert list(answer.json()) == ["error"]


def test_a_program_that_is_not_signed_in_gets_no_sign_in_page(
    asha, make_job, make_output
):
    output = make_output(make_job(asha))
    address = f"/api/outputs/{output.pk}/download/"

    told = Client().get(address)
    shown = Client().get(address, headers={"Accept": "text/html,*/*"})

    assert (told.status_code, told["WWW-Authenticate"]) == (401, "Bearer")
    assert list(told.json()) == ["error"]
    assert (shown.status_code, shown["Location"][:16]) == (302, "/accounts/login/")


def test_a_wrong_method_is_405_and_names_the_right_ones(asha, program):
    answer = program(asha).post("outputs/")

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert list(answer.json()) == ["error"]


def test_a_session_without_its_csrf_token_writes_nothing(asha, make_job):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asha.user)
    job = make_job(asha)

    answer = client.post(f"/api/jobs/{job.pk}/cancel/")

    assert answer.status_code == 403
    assert list(answer.json()) == ["error"]
    job.refresh_from_db()
    assert job.status == "queued"


def test_a_refusal_is_the_same_while_developing(vani, program, settings):
    settings.DEBUG = True

    answer = program(vani).post("jobs/create/", {"job_type": "generate_bill"})

    assert (answer.status_code, list(answer.json())) == (403, ["error"])


def test_who_belongs_to_no_office(asha):
    client = sign_in(asha)
    asha.delete()

    answer = client.get("/api/jobs/")

    assert answer.status_code == 403
    assert "no active office" in answer.json()["error"]


def test_so_many_requests_in_a_minute_and_no_more(asha, bala, program, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    it = program(asha)
    answers = [it.get("jobs/") for _ in range(8)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused  # a minute may have turned in between
    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert "Try again in" in refused[0].json()["error"]
    assert program(bala).get("jobs/").status_code == 200


def test_strangers_have_fewer(settings):
    settings.API_ANONYMOUS_PER_MINUTE = 1

    codes = [Client().get("/api/jobs/").status_code for _ in range(4)]

    assert 429 in codes


def test_strangers_behind_a_proxy_are_told_apart(settings):
    settings.API_ANONYMOUS_PER_MINUTE = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(address: str) -> int:
        visitor = {"X-Forwarded-For": address}
        return Client().get("/api/jobs/", headers=visitor).status_code

    # Each its first in the minute; the last is one of them again.
    codes = [ask(f"203.0.113.{number}") for number in (1, 2, 3)]
    again = [ask("203.0.113.1") for _ in range(3)]

    assert codes == [401] * 3
    assert 429 in again


def test_a_counter_that_does_not_answer_locks_nobody_out(asha, program, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert program(asha).get("jobs/").status_code == 200
