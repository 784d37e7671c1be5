"""An ended job can be run again with other inputs: the form comes filled, the files are those of before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.models import Job
from tests.bills.web.posts import do_last_job, estimate, last_job, post_bill
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(asha) -> Job:
    post_bill(asha, workbook=estimate(), mb_no="12", doi="2026-01-05")
    return do_last_job(asha)


def address(job: Job) -> str:
    return f"{reverse('bill_new')}?again={job.pk}"


def test_the_form_is_filled_with_what_was_typed(asha, done):
    page = sign_in(asha).get(address(done)).content.decode()

    assert 'name="mb_no" value="12"' in page
    assert 'name="doi" value="2026-01-05"' in page
    assert f'of <a href="/jobs/{done.pk}/">job {done.number}</a>' in page


def test_the_new_job_has_the_same_file_and_the_new_inputs(asha, done):
    form = sign_in(asha).get(address(done)).context["form"]
    data = {
        name: value
        for name in form.fields
        if (value := form[name].value()) not in (None, False)
    }
    sign_in(asha).post(address(done), data | {"mb_no": "13", "then": "make"})

    again = last_job(asha)
    assert again.pk != done.pk
    assert (again.parent, again.upload) == (done, done.upload)
    assert again.result["metadata"]["mb_no"] == "13"
    assert do_last_job(asha).status == "completed"


def test_another_workbook_may_be_chosen(asha, done):
    data = {"action": "estimate_firstpart_part", "then": "make"}
    form = sign_in(asha).get(address(done)).context["form"]
    data["action"] = form["action"].value()
    sign_in(asha).post(address(done), data | {"workbook": estimate()})

    again = last_job(asha)
    assert again.pk != done.pk
    assert again.upload != done.upload


def test_an_unfinished_job_cannot_be_edited(asha, done):
    Job.all_orgs.filter(pk=done.pk).update(status="running")

    assert sign_in(asha).get(address(done)).status_code == 404


def test_a_job_of_another_office_cannot_be_edited(chitra, done):
    assert sign_in(chitra).get(address(done)).status_code == 404


@pytest.mark.parametrize("status", ["failed", "cancelled", "completed"])
def test_the_page_of_an_ended_job_offers_it(asha, done, status):
    Job.all_orgs.filter(pk=done.pk).update(status=status)

    assert address(done) in sign_in(asha).get(f"/jobs/{done.pk}/").content.decode()
