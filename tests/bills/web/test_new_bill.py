"""Posting the New bill form starts one job and answers each caller in its own way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bills.models import RememberedLayout
from bills.services import make_sample_estimate
from jobs.models import Job, Upload
from tests.bills.web.posts import CUT
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def typed(**changes: Any) -> dict[str, Any]:
    values = {
        "key": str(uuid4()),
        "workbook": SimpleUploadedFile("estimate.xlsx", make_sample_estimate().content),
        "action": "estimate_first_part",
        "mb_no": "12",
        "mb_from": "3",
        "mb_to": "18",
        "doi": "2025-06-01",
        "tp_percent": "4.5",
        "tp_type": "Less",
    }
    return values | changes


def post(member, headers=None, **changes):
    return sign_in(member).post(
        reverse("bill_new"), typed(**changes), headers=headers or {}
    )


def jobs_of(member):
    return Job.objects.for_org(member.organization)


def test_htmx_gets_the_polling_fragment_and_the_address_of_the_job(bala):
    response = post(bala, HTMX)

    job = jobs_of(bala).get()
    body = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in body
    assert 'hx-trigger="every 1s"' in body
    assert reverse("job_fragment", args=[job.pk]) in body
    assert f"Job {job.number}" in body
    assert reverse("job_cancel", args=[job.pk]) in body
    assert response["HX-Push-Url"] == reverse("job_detail", args=[job.pk])


def test_the_interval_is_a_setting(bala, settings):
    settings.JOB_POLL_INTERVAL = timedelta(seconds=3)

    assert 'hx-trigger="every 3s"' in post(bala, HTMX).content.decode()


def test_a_plain_form_is_redirected_to_the_job(bala):
    response = post(bala)

    assert response.status_code == 302
    assert response.url == reverse("job_detail", args=[jobs_of(bala).get().pk])


def test_a_program_gets_202_and_the_address_of_the_status(bala):
    response = post(bala, {"Accept": "application/json"})

    job = jobs_of(bala).get()
    assert response.status_code == 202
    assert response.json()["job_id"] == str(job.pk)
    assert response.json()["status_url"] == f"/api/jobs/{job.pk}/status/"


def test_the_upload_and_the_typed_fields_are_kept_with_the_job(bala):
    content = make_sample_estimate().content
    post(bala, workbook=SimpleUploadedFile("estimate.xlsx", content))

    job = jobs_of(bala).get()
    assert job.upload.filename == "estimate.xlsx"
    with job.upload.file.open() as stored:
        assert stored.read() == content
    assert job.result["metadata"] == {
        "title": "CC First & Part Bill",
        "action": "estimate_first_part",
        "mb_no": "12",
        "mb_from": "3",
        "mb_to": "18",
        "abs_mb_no": "",
        "abs_mb_from": "",
        "abs_mb_to": "",
        "doi": "2025-06-01",
        "doc": "",
        "domr": "",
        "dobr": "",
        "number": None,
        "tp_percent": "4.5",
        "tp_type": "Less",
        "with_scrutiny": False,
        "corrections": {},
        "workslip_corrections": {},
        "layouts": {},
    }


def test_the_same_form_posted_twice_makes_one_job(bala):
    key = str(uuid4())
    content = make_sample_estimate().content
    addresses = {
        post(bala, key=key, workbook=SimpleUploadedFile("e.xlsx", content)).url
        for _ in range(2)
    }

    assert len(addresses) == 1
    assert jobs_of(bala).count() == 1


def test_the_same_form_posted_again_after_the_end_gives_the_ended_job(bala):
    key = str(uuid4())
    content = make_sample_estimate().content
    post(bala, key=key, workbook=SimpleUploadedFile("e.xlsx", content))
    jobs_of(bala).update(status="completed")

    post(bala, key=key, workbook=SimpleUploadedFile("e.xlsx", content))

    assert jobs_of(bala).count() == 1


@pytest.mark.parametrize("same_form", [True, False])
def test_the_same_workbook_in_another_office_makes_a_job_of_its_own(
    bala, chitra, same_form
):
    keys = [str(uuid4())] * 2 if same_form else [str(uuid4()), str(uuid4())]
    content = make_sample_estimate().content
    for _ in range(2):  # the second finds what the first has made
        for member, key in zip((bala, chitra), keys, strict=True):
            workbook = SimpleUploadedFile("e.xlsx", content)
            answer = post(member, key=key, workbook=workbook)
            assert answer.url == reverse("job_detail", args=[jobs_of(member).get().pk])


def test_the_same_key_with_other_inputs_makes_another_job(bala):
    key = str(uuid4())
    post(bala, key=key)
    post(bala, key=key, tp_percent="5")

    assert jobs_of(bala).count() == 2


def test_the_same_inputs_after_the_end_make_another_job(bala):
    content = make_sample_estimate().content
    post(bala, workbook=SimpleUploadedFile("e.xlsx", content))
    jobs_of(bala).update(status="completed")
    post(bala, workbook=SimpleUploadedFile("e.xlsx", content))

    assert jobs_of(bala).count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"workbook": ""}, "workbook", "Choose the workbook"),
        ({"tp_type": ""}, "tp_type", "Excess or Less"),
        ({"tp_percent": ""}, "tp_percent", "Write the percentage"),
        ({"tp_percent": "-1"}, "tp_percent", "greater than or equal to 0"),
        ({"doi": "31-31-2025"}, "doi", "day-month-year"),
        ({"number": "2"}, "number", "A first bill is number 1"),
        (
            {"number": "1", "action": "nth_nth_part"},
            "number",
            "A later bill is number 2 or more",
        ),
        ({"number": "0"}, "number", "greater than or equal to 1"),
        ({"action": "bill"}, "action", "bill is not a kind of bill"),
        ({"action": ""}, "action", "Choose the kind of bill"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(bala, changes, field, says):
    response = post(bala, HTMX, **changes)

    assert response.status_code == 422
    assert says in response.context["form"].errors[field][0]
    assert "<html" not in response.content.decode()
    assert not jobs_of(bala).exists()


def test_a_file_over_the_limit_is_refused_before_it_is_stored(bala, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    response = post(bala, HTMX)

    assert response.status_code == 422
    assert "largest file" in response.context["form"].errors["workbook"][0]
    assert not Upload.objects.for_org(bala.organization).exists()


def test_a_workslip_over_the_limit_is_refused_beside_its_field(bala, settings):
    settings.UPLOAD_MAX_BYTES = 20_000
    slip = SimpleUploadedFile("ws.xlsx", b"x" * 20_001)

    response = post(bala, HTMX, workslip=slip)

    assert list(response.context["form"].errors) == ["workslip"]


def test_the_workslip_is_kept_with_the_job(bala):
    post(
        bala,
        action="firstpart_nth_part",
        workslip=SimpleUploadedFile("ws.xlsx", CUT),
    )

    further = jobs_of(bala).get().further_files.get()
    assert (further.purpose, further.upload.filename) == ("workslip", "ws.xlsx")


def test_all_eight_kinds_of_bill_can_be_chosen_by_what_they_start_from(bala):
    form = sign_in(bala).get(reverse("bill_new")).context["form"]

    assert [
        (group.title, [choice.data["value"] for choice in group.choices])
        for group in form.action_groups()
    ] == [
        ("From an estimate", ["estimate_first_part", "estimate_first_final"]),
        ("From a workslip", ["workslip_first_part", "workslip_first_final"]),
        ("From the first bill", ["firstpart_nth_part", "firstpart_2nd_final"]),
        ("From a later bill", ["nth_nth_part", "nth_nth_final"]),
    ]


@pytest.mark.parametrize(
    ("action", "number", "title"),
    [
        ("workslip_first_final", "", "CC First & Final Bill"),
        ("nth_nth_part", "", "CC Nth & Part Bill"),
        ("nth_nth_part", "12", "CC 12th & Part Bill"),
        ("firstpart_2nd_final", "", "CC Second & Final Bill"),
    ],
)
def test_the_job_is_called_after_its_bill(bala, action, number, title):
    post(bala, action=action, number=number)

    assert jobs_of(bala).get().result["metadata"]["title"] == title


def test_the_layouts_of_the_office_are_frozen_in_the_job(bala):
    RememberedLayout.objects.create(
        organization=bala.organization,
        user=bala.user,
        signature="abc",
        columns={"B": "quantity"},
        filename="old.xlsx",
    )
    post(bala)
    RememberedLayout.objects.for_org(bala.organization).delete()

    assert jobs_of(bala).get().result["metadata"]["layouts"] == {
        "abc": {"B": "quantity"}
    }


def test_a_program_is_told_the_first_thing_to_correct(bala):
    response = post(bala, {"Accept": "application/json"}, workbook="")

    assert response.status_code == 400
    assert response.json() == {
        "error": "workbook: Choose the workbook to make the bill from."
    }


def test_a_file_name_with_a_path_keeps_only_its_name(bala):
    content = make_sample_estimate().content
    post(bala, workbook=SimpleUploadedFile("../../etc/estimate.xlsx", content))

    upload = Upload.objects.for_org(bala.organization).get()
    assert upload.filename == "estimate.xlsx"
    assert ".." not in upload.file.name


def test_the_sample_estimate_can_be_downloaded(bala):
    response = sign_in(bala).get(reverse("sample_estimate"))

    assert response["Content-Disposition"] == (
        'attachment; filename="Sample_Estimate.xlsx"'
    )
    assert response.content[:2] == b"PK"
