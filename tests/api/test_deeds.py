"""Cancel, pause, resume and retry over the API."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jobs.models import FurtherFile, Job
from jobs.services import store_upload

pytestmark = pytest.mark.django_db

DEEDS = ("cancel", "pause", "resume", "retry")


def test_a_queued_job_is_cancelled(program, asha, make_job):
    job = make_job(asha)

    answer = program(asha).post(f"jobs/{job.pk}/cancel/")

    assert answer.json() == {
        "id": str(job.pk),
        "status": "cancelled",
        "cancel_requested": True,
        "message": "cancelled",
    }


def test_cancelling_too_late_is_200_and_says_so(program, asha, make_job):
    job = make_job(asha, status="completed")

    answer = program(asha).post(f"jobs/{job.pk}/cancel/")

    assert answer.status_code == 200
    assert answer.json()["message"] == "already finished"


def test_a_job_is_paused_and_goes_on(program, asha, make_job):
    job, it = make_job(asha), program(asha)

    assert it.post(f"jobs/{job.pk}/pause/").json()["status"] == "paused"
    assert it.post(f"jobs/{job.pk}/resume/").json()["status"] == "queued"
    assert it.post(f"jobs/{job.pk}/resume/").status_code == 409


def test_a_running_batch_pauses_after_its_file(program, asha, make_job):
    from django.core.files.base import ContentFile

    upload = store_upload(
        organization=asha.organization,
        actor=asha,
        file=ContentFile(b"x", name="a.xlsx"),
    )
    job = make_job(asha, status="running", upload=upload)
    FurtherFile.objects.create(job=job, upload=upload, purpose="batch", position=0)

    answer = program(asha).post(f"jobs/{job.pk}/pause/").json()

    assert (answer["status"], answer["message"]) == (
        "running",
        "pauses after this file",
    )


def test_a_failed_job_is_tried_again_and_a_completed_one_is_not(
    program, asha, make_job
):
    failed, done = make_job(asha, status="failed"), make_job(asha, status="completed")
    it = program(asha)

    answer = it.post(f"jobs/{failed.pk}/retry/")

    assert answer.status_code == 202
    assert Job.all_orgs.get(pk=answer.json()["job_id"]).parent == failed
    assert it.post(f"jobs/{done.pk}/retry/").status_code == 409


@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_not(program, asha, bala, vani, chitra, make_job, deed):
    job = make_job(asha, status="failed" if deed == "retry" else "queued")

    def status(member, job_id=job.pk, **options) -> int:
        answer = program(member, **options).post(f"jobs/{job_id}/{deed}/")
        assert list(answer.json()) == ["error"]
        return int(answer.status_code)

    assert status(chitra) == 403
    assert status(vani) == 403
    assert status(bala) == 403  # a clerk, and not her own
    assert status(asha, can_write=False) == 403
    assert status(asha, uuid4()) == 404
    job.refresh_from_db()
    assert Job.all_orgs.count() == 1
    assert not job.cancel_requested
