"""What programs read stays English, whatever language the person has chosen."""

from __future__ import annotations

import uuid

import pytest

from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(asha):
    asha.user.language = "te"
    asha.user.save()
    client = sign_in(asha)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "te"
    return client


def test_the_status_of_a_job_is_english(client, asha, make_job):
    job = make_job(asha, current_step="Reading Excel file...")

    answer = client.get(f"/api/jobs/{job.pk}/status/")

    assert answer.status_code == 200
    assert answer["Content-Language"] == "en"
    assert "Reading Excel file..." in answer.content.decode()
    assert answer.content.isascii()


def test_a_refusal_of_the_api_is_english(client):
    answer = client.get(f"/api/jobs/{uuid.uuid4()}/status/")

    assert answer.status_code == 404
    assert "not found" in answer.json()["error"].lower()


def test_a_form_that_a_program_posts_is_refused_in_english(client):
    answer = client.post("/bills/new/", {}, headers={"Accept": "application/json"})

    assert answer.json() == {
        "error": "workbook: Choose the workbook to make the bill from."
    }


def test_the_same_form_of_a_person_is_refused_in_the_language(client):
    answer = client.post("/bills/new/", {})

    assert answer.status_code == 422
    assert "వర్క్‌బుక్ నుండి బిల్లు" in answer.content.decode()
