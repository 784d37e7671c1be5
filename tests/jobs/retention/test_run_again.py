"""A job whose files are no longer kept can be run again, from what it was made from."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from jobs.models import Job, OutputFile
from jobs.services import store_upload
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def expired(asha, make_job, make_output) -> Job:
    file = ContentFile(b"given", name="Estimate.xlsx")
    upload = store_upload(organization=asha.organization, actor=asha, file=file)
    job: Job = make_job(asha, status="completed", progress=100, upload=upload)
    make_output(job, expired=True)
    return job


def page(member, job: Job) -> str:
    text: str = sign_in(member).get(f"/jobs/{job.pk}/").content.decode()
    return text


def retry(member, job: Job):
    return sign_in(member).post(reverse("job_retry", args=[job.pk]))


def test_its_page_has_the_button_and_the_new_job_the_same_file(asha, expired):
    text = page(asha, expired)
    assert "Run again, same file" in text
    assert "Make LS Form" not in text

    retry(asha, expired)

    again = Job.all_orgs.latest("number")
    assert (again.parent, again.upload) == (expired, expired.upload)
    assert again.status == "queued"


def test_while_a_file_is_kept_there_is_nothing_to_run_again(asha, expired, make_output):
    make_output(expired, "Letter.docx")

    assert "Run again, same file" not in page(asha, expired)
    assert retry(asha, expired).status_code == 409


def test_what_is_made_from_a_file_that_is_gone_cannot_be_made_again(
    asha, expired, make_job, make_output
):
    document = make_job(
        asha, status="completed", source_output=expired.outputs.get(), number=2
    )
    make_output(document, "LS_Form.xlsx", expired=True)

    text = page(asha, document)

    assert "nor is what it was made from" in text
    assert "Run again, same file" not in text
    answer = retry(asha, document)
    assert answer.status_code == 409
    assert "Run the job that made it again." in answer.content.decode()


def test_a_second_repeat_is_made_only_after_the_first_has_left_nothing(asha, expired):
    for _ in range(2):
        retry(asha, expired)
    first = Job.all_orgs.get(parent=expired)
    Job.all_orgs.filter(pk=first.pk).update(status="failed")

    retry(asha, expired)

    assert Job.all_orgs.filter(parent=expired).count() == 2


def test_a_deleted_file_on_which_a_job_works_stays_until_its_day(
    asha, make_job, make_output
):
    bill = make_job(asha, status="completed")
    output = make_output(bill)
    make_job(asha, source_output=output)
    data = {"deed": "delete", "job": [str(bill.pk)], "confirmed": "yes"}

    sign_in(asha).post(reverse("job_bulk"), data)

    bill.refresh_from_db()
    assert bill.dismissed_at is not None
    assert not OutputFile.all_orgs.get(pk=output.pk).expired
