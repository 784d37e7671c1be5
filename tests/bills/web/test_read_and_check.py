"""The main button of the New bill form reads the workbook first and shows what was understood."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from bills.models import Reading
from bills.services import make_sample_estimate
from jobs.models import Job
from tests.bills.actions.workbooks import example_slip, workslip_file
from tests.bills.web.posts import (
    HTMX,
    JSON,
    do_last_job,
    estimate,
    file,
    last_job,
    page,
    post_bill,
)
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def reading_of(member) -> Reading:
    return Reading.objects.for_org(member.organization).get()


def check(member, headers=None, **fields):
    return post_bill(
        member,
        headers,
        then="check",
        **{"workbook": estimate(), "mb_no": "12"} | fields,
    )


def test_a_browser_goes_to_the_page_of_the_reading(bala):
    answer = check(bala)

    assert answer.status_code == 302
    assert answer.url == reverse("reading_detail", args=[reading_of(bala).pk])


def test_htmx_goes_there_as_well(bala):
    answer = check(bala, HTMX)

    assert answer["HX-Redirect"] == reverse(
        "reading_detail", args=[reading_of(bala).pk]
    )


def test_a_program_gets_the_job_that_reads(bala):
    answer = check(bala, JSON)

    assert answer.status_code == 202
    assert answer.json()["job_id"] == str(last_job(bala).pk)
    assert last_job(bala).job_type == "excel_parse"


def test_what_was_typed_goes_along(bala):
    check(bala, action="workslip_first_final")

    assert reading_of(bala).inputs["mb_no"] == "12"
    assert reading_of(bala).inputs["action"] == "workslip_first_final"


def test_several_workbooks_are_for_make_bill(bala):
    answer = check(bala, workbook=[estimate("a.xlsx"), estimate("b.xlsx")])

    assert "takes one workbook" in answer.context["form"].errors["workbook"][0]
    assert not Job.objects.for_org(bala.organization).exists()


def test_the_same_post_twice_makes_one_reading(bala):
    key, content = str(uuid4()), make_sample_estimate().content

    answers = [
        check(bala, key=key, workbook=file("estimate.xlsx", content)) for _ in range(2)
    ]

    assert {answer.url for answer in answers} == {
        reverse("reading_detail", args=[reading_of(bala).pk])
    }
    assert Job.objects.for_org(bala.organization).count() == 1


def test_the_form_posted_anew_makes_another_reading(bala):
    for _ in range(2):
        check(bala)

    assert Reading.objects.for_org(bala.organization).count() == 2


def test_a_made_bill_is_read_without_an_upload(bala):
    post_bill(bala, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    output = do_last_job(bala).outputs.get()

    check(
        bala,
        address=f"{reverse('bill_new')}?from={output.pk}",
        action="firstpart_nth_part",
    )

    assert reading_of(bala).source_output == output


def test_a_bill_that_failed_can_be_corrected_on_the_page(bala):
    post_bill(bala, workbook=file("slip.xlsx", workslip_file(example_slip())))
    job = do_last_job(bala)
    start = reverse("reading_start_from_job", args=[job.pk])

    shown = page(bala, job)
    assert "Correct it here" in shown
    assert f'action="{start}"' in shown
    answer = sign_in(bala).post(start)
    assert answer["Location"] == reverse("reading_detail", args=[reading_of(bala).pk])
    assert reading_of(bala).upload == job.upload


def test_a_bill_that_was_made_shows_what_was_read(bala):
    post_bill(bala, workbook=estimate(), tp_percent="4.5", tp_type="Less")

    assert "See what was read" in page(bala, do_last_job(bala))


def test_a_viewer_is_offered_neither(bala, vani):
    post_bill(bala, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    shown = page(vani, do_last_job(bala))

    assert "See what was read" not in shown
    assert "Make the next bill" not in shown
