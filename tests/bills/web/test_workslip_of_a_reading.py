"""A workslip given with Read and check has a reading of its own, and its corrections reach the bill."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bills.models import Reading
from bills.services import start_reading_of_job
from jobs.models import Job
from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.bills.preview.conftest import correct, do_job
from tests.bills.web.posts import do_last_job, file, post_bill
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(bala) -> Reading:
    """Of a first bill, read together with its workslip."""
    post_bill(
        bala,
        then="check",
        workbook=file("bill.xlsx", bill_1()),
        workslip=file("ws.xlsx", workslip_file(example_slip())),
        action="firstpart_nth_part",
    )
    for job in Job.objects.for_org(bala.organization):
        do_job(job)
    return Reading.objects.for_org(bala.organization).get(bill=None)


def shown(member, reading) -> str:
    answer = sign_in(member).get(reverse("reading_detail", args=[reading.pk]))
    return " ".join(answer.content.decode().split())


def make_bill(member, reading, **fields):
    address = reverse("reading_bill", args=[reading.pk])
    typed = {"action": "firstpart_nth_part"} | fields
    answer = sign_in(member).post(address, typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return do_last_job(member)


def total_of(job) -> str:
    (work,) = job.result["works"]
    return str(work["total"])


def test_each_page_leads_to_the_other(bala, reading):
    slip = reading.workslip

    assert f'href="{reverse("reading_detail", args=[slip.pk])}"' in shown(bala, reading)
    of_slip = shown(bala, slip)
    assert "This workslip goes with bill.xlsx" in of_slip
    assert reverse("reading_detail", args=[reading.pk]) in of_slip
    assert "Make bill</button>" not in of_slip


def test_the_bill_takes_the_quantities_of_the_workslip(bala, reading):
    job = make_bill(bala, reading)

    assert job.further_files.get().upload == reading.workslip.upload
    assert total_of(job) == "33909.66"


def test_a_correction_of_the_workslip_reaches_the_bill(bala, reading):
    before = total_of(make_bill(bala, reading))
    correct(reading.workslip, bala, "WorkSlip", cells={"G9": "90"})

    assert total_of(make_bill(bala, reading)) != before


def test_another_workslip_can_be_used_instead(bala, reading):
    other = file("other.xlsx", workslip_file(example_slip()))

    job = make_bill(bala, reading, workslip=other)

    assert job.further_files.get().upload.filename == "other.xlsx"


def test_a_job_read_again_brings_its_workslip_along(bala, reading):
    again = start_reading_of_job(actor=bala, job=make_bill(bala, reading))

    assert again.workslip.upload == reading.workslip.upload
