"""Files by guessing, foreign ids in a body, and a worker with a foreign id: nothing comes of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Filling
from jobs.engine.execution import run_job
from jobs.models import Job, OutputFile, Upload
from tests.conftest import sign_in
from tests.isolation.conftest import MARK

pytestmark = pytest.mark.django_db


def test_the_path_of_a_stored_file_opens_nothing(things, asha, chitra, settings):
    names = [
        *Upload.all_orgs.values_list("file", flat=True),
        *OutputFile.all_orgs.values_list("file", flat=True),
    ]
    assert names
    for client in (Client(), sign_in(asha), sign_in(chitra)):
        for name in names:
            for root in ("/", "/media/", "/files/", "/static/", "/static/../files/"):
                answer = client.get(f"{root}{name}")
                assert answer.status_code == 404, f"{root}{name}"


def test_the_name_of_a_file_does_not_tell_where_another_lies(things):
    folders = [
        name.rsplit("/", 1)[0]
        for name in Upload.all_orgs.values_list("file", flat=True)
    ]

    assert len(set(folders)) == len(folders)


@pytest.mark.parametrize("page", ["upload_download", "output_download", "job_detail"])
def test_an_id_that_nobody_has_is_answered_like_one_of_another_office(
    things, chitra, page
):
    key = {"upload_download": "upload_id", "output_download": "output_id"}.get(
        page, "job_id"
    )
    client = sign_in(chitra)

    foreign = client.get(reverse(page, args=[things[key]]))
    none = client.get(reverse(page, args=[uuid4()]))

    assert foreign.status_code == none.status_code == 404
    assert len(foreign.content) == len(none.content)


def test_foreign_jobs_in_a_bulk_deed_stay_as_they_are(things, chitra):
    job = Job.all_orgs.get(pk=things["job_id"])

    sign_in(chitra).post(
        reverse("job_bulk"), {"job": [str(job.pk)], "deed": "delete", "sure": "1"}
    )

    job.refresh_from_db()
    assert job.dismissed_at is None


def test_a_foreign_bill_as_the_source_of_a_format_is_refused(things, chitra):
    from tests.documents.formats.pages import add, format_of

    add(chitra)
    answer = sign_in(chitra).post(
        reverse("filling_start", args=[format_of(chitra).pk]),
        {"bill": str(things["output_id"]), "key": "k"},
    )

    assert answer.status_code in {404, 422}
    assert not Filling.objects.for_org(chitra.organization).exists()


def test_work_that_was_given_the_id_of_another_office_does_nothing(things, chitra):
    from bills.models import Reading
    from documents.models import Filling, FormatVersion

    before = list(Reading.all_orgs.values()), list(Filling.all_orgs.values())
    for kind, inputs in (
        ("excel_parse", {"reading": str(things["reading_id"])}),
        (
            "generate_self_formatted_document",
            {
                "filling": str(things["filling_id"]),
                "step": "read",
                "mappings": "",
                "edits": {},
            },
        ),
        (
            "generate_self_formatted_document",
            {
                "version_id": str(FormatVersion.all_orgs.get().pk),
                "step": "fill",
                "mappings": "",
                "edits": {},
            },
        ),
    ):
        number = 1 + Job.objects.for_org(chitra.organization).count()
        job = Job.objects.create(
            organization=chitra.organization,
            user=chitra.user,
            job_type=kind,
            upload_id=things["upload_id"],
            number=number,
            fingerprint=str(number),
            idempotency_key=str(number),
            result={"metadata": {"title": "x", **inputs}},
            max_attempts=1,
        )
        run_job(str(job.pk))
        job.refresh_from_db()
        assert job.status == "failed", kind
        assert not job.outputs.exists()
        assert MARK not in job.error_message
    assert (list(Reading.all_orgs.values()), list(Filling.all_orgs.values())) == before
