"""GET /api/jobs/<id>/status/ gives the documented object and the documented refusals."""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client

from jobs.domain.states import JobStatus
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

KEYS = {
    "id",
    "status",
    "progress",
    "current_step",
    "started_at",
    "completed_at",
    "error_message",
    "error_log",
    "result_summary",
    "outputs",
    "is_complete",
    "is_success",
    "is_failed",
    "cancel_requested",
    "warnings",
    "attempt",
    "max_attempts",
    "next_try_at",
    "heartbeat_at",
    "queue_position",
}


def url(job_id: object) -> str:
    return f"/api/jobs/{job_id}/status/"


def test_a_queued_job_has_every_key_and_its_place(asha, make_job):
    make_job(asha)
    job = make_job(asha)

    body = sign_in(asha).get(url(job.pk)).json()

    assert set(body) == KEYS
    assert body["id"] == str(job.pk)
    assert (body["status"], body["current_step"], body["progress"]) == (
        "queued",
        "Queued",
        0,
    )
    assert body["queue_position"] == 2
    assert body["result_summary"] is None
    assert (body["is_complete"], body["is_success"], body["is_failed"]) == (
        False,
        False,
        False,
    )


def test_a_completed_job_lists_its_outputs_and_its_summary_as_text(
    asha, make_job, make_output
):
    job = make_job(
        asha,
        status=JobStatus.COMPLETED.value,
        progress=100,
        result={"metadata": {"title": "x"}, "works": [{"total": "36261.35"}]},
    )
    output = make_output(job)

    body = sign_in(asha).get(url(job.pk)).json()

    assert (body["is_complete"], body["is_success"]) == (True, True)
    assert json.loads(body["result_summary"]) == {"works": [{"total": "36261.35"}]}
    assert body["queue_position"] is None
    assert body["outputs"] == [
        {
            "id": str(output.pk),
            "filename": "Bills.xlsx",
            "file_type": "excel",
            "file_size": 7,
            "download_url": f"/api/outputs/{output.pk}/download/",
            "download_count": 0,
        }
    ]


def test_the_error_log_never_shows_a_traceback(asha, make_job):
    entry = {
        "timestamp": "2026-11-23T10:00:00+00:00",
        "step": "Reading",
        "attempt": 1,
        "error": "boom",
        "traceback": "File secret.py",
    }
    job = make_job(asha, status=JobStatus.FAILED.value, error_log=[entry])

    response = sign_in(asha).get(url(job.pk))

    assert response.json()["is_failed"] is True
    assert set(response.json()["error_log"][0]) == {
        "timestamp",
        "attempt",
        "step",
        "error",
    }
    assert b"secret.py" not in response.content


def test_a_stranger_gets_401_as_json(asha, make_job):
    response = Client().get(url(make_job(asha).pk))

    assert response.status_code == 401
    assert set(response.json()) == {"error"}


def test_another_office_gets_403_as_json(asha, chitra, make_job):
    response = sign_in(chitra).get(url(make_job(asha).pk))

    assert response.status_code == 403
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("job_id", [uuid.uuid4(), "17"])
def test_an_unknown_job_gets_404_as_json(asha, job_id):
    response = sign_in(asha).get(url(job_id))

    assert response.status_code == 404
    assert response.json() == {"error": "Job not found"}


def test_another_method_gets_405_as_json(asha, make_job):
    response = sign_in(asha).post(url(make_job(asha).pk))

    assert response.status_code == 405
    assert set(response.json()) == {"error"}


def test_a_viewer_may_ask(asha, vani, make_job):
    assert sign_in(vani).get(url(make_job(asha).pk)).status_code == 200
