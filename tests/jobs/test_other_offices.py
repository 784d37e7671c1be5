"""Chitra, of another office, reaches nothing of asha's by its address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.domain.states import JobStatus
from jobs.models import Job, Upload
from jobs.queries.history import Filters, count_jobs
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(asha, make_job, make_output):
    upload = Upload.objects.create(
        organization=asha.organization,
        user=asha.user,
        filename="estimate.xlsx",
        file_size=1,
        sha256="x",
    )
    job = make_job(asha, status=JobStatus.FAILED.value, upload=upload)
    return {
        "job": job.pk,
        "output": make_output(job).pk,
        "upload": upload.pk,
    }


@pytest.mark.parametrize(
    ("method", "name", "thing"),
    [
        ("get", "job_detail", "job"),
        ("get", "job_fragment", "job"),
        ("get", "job_cancel", "job"),
        ("post", "job_cancel", "job"),
        ("post", "job_retry", "job"),
        ("get", "output_download", "output"),
        ("get", "upload_download", "upload"),
    ],
)
def test_another_office_finds_nothing(things, chitra, method, name, thing):
    client = sign_in(chitra)

    response = getattr(client, method)(reverse(name, args=[things[thing]]))

    assert response.status_code == 404
    assert b"estimate.xlsx" not in response.content


def test_another_office_sees_no_job_in_its_lists(things, chitra):
    client = sign_in(chitra)

    for name in ("home", "job_list", "running_jobs"):
        assert b"estimate.xlsx" not in client.get(reverse(name)).content


def test_another_office_neither_counts_nor_changes_them(things, chitra):
    assert count_jobs(chitra.organization, Filters()) == (0, False)

    for chosen in ([str(things["job"])], ["all"]):
        typed = {"deed": "delete", "job": chosen, "confirmed": "yes"}
        answer = sign_in(chitra).post(reverse("job_bulk"), typed, follow=True)
        assert answer.status_code == 200
    assert Job.all_orgs.filter(dismissed_at=None).count() == 1


def test_another_office_sees_nothing_of_what_is_under_way(asha, chitra, make_job):
    address = reverse("job_detail", args=[make_job(asha).pk])

    for member, sees in ((asha, True), (chitra, False)):
        for name in ("running_jobs", "notices"):
            page = sign_in(member).get(reverse(name)).content.decode()
            assert (address in page) is sees, name


def test_another_office_cannot_make_a_document_of_a_foreign_bill(things, chitra):
    response = sign_in(chitra).post(
        reverse("document_make", args=["ls_part"]), {"job": str(things["job"])}
    )

    assert response.status_code == 404


def test_a_viewer_cannot_start_cancel_or_retry(things, vani):
    client = sign_in(vani)

    assert client.get(reverse("bill_new")).status_code == 403
    assert client.post(reverse("bill_new")).status_code == 403
    assert client.post(reverse("job_cancel", args=[things["job"]])).status_code == 403
    assert client.post(reverse("job_retry", args=[things["job"]])).status_code == 403


def test_a_clerk_cannot_cancel_the_work_of_another(asha, bala, make_job):
    job = make_job(asha)

    response = sign_in(bala).post(reverse("job_cancel", args=[job.pk]))

    assert response.status_code == 403
    job.refresh_from_db()
    assert job.status == "queued"
