"""Home says what needs attention, shows works and jobs of late, and leads a new office in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from tests.bills.web.posts import do_last_job, last_job
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def home(member) -> str:
    return " ".join(sign_in(member).get(reverse("home")).content.decode().split())


def attention(member) -> str:
    """That part of home; "" when nothing needs any."""
    return home(member).partition("Needs attention")[2].partition("</section>")[0]


def test_a_new_office_makes_the_sample_bill_without_an_upload(asha):
    page = home(asha)
    assert "Make your first bill" in page

    answer: Any = sign_in(asha).post(reverse("sample_bill"))

    job = last_job(asha)
    assert answer.url == reverse("job_detail", args=[job.pk])
    assert do_last_job(asha).status == "completed"
    assert "Make your first bill" not in home(asha)


def test_a_viewer_makes_no_sample_bill(vani):
    assert sign_in(vani).post(reverse("sample_bill")).status_code == 403
    assert not Job.all_orgs.exists()


def test_a_failed_job_needs_attention_until_it_is_run_again(asha, make_job):
    job = make_job(asha, status="failed")
    assert "job 1</a> failed" in attention(asha)

    make_job(asha, parent=job)

    assert attention(asha) == ""


def test_a_failed_job_of_long_ago_or_out_of_the_history_needs_none(asha, make_job):
    old = make_job(asha, status="failed")
    Job.all_orgs.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=31)
    )
    make_job(asha, status="failed", dismissed_at=timezone.now())

    assert attention(asha) == ""


def test_a_bill_needs_its_ls_form(asha, make_job, make_output):
    bill = make_job(asha, status="completed")
    output = make_output(bill)
    assert "has no LS Form yet" in attention(asha)

    make_job(
        asha,
        job_type="generate_bill_document",
        status="completed",
        source_output=output,
        result={"metadata": {"kind": "ls_form"}},
    )

    assert attention(asha) == ""


def test_a_covering_letter_is_no_ls_form(asha, make_job, make_output):
    make_job(
        asha,
        job_type="generate_bill_document",
        status="completed",
        source_output=make_output(make_job(asha, status="completed")),
        result={"metadata": {"kind": "covering"}},
    )

    assert "has no LS Form yet" in attention(asha)


def test_doubtful_bills_are_named(asha, make_job):
    make_job(asha, status="completed", warnings=["1 of 2 gave no bill."])

    assert "has points to check" in attention(asha)


def test_another_office_is_told_nothing(chitra, asha, make_job):
    make_job(asha, status="failed")

    assert attention(chitra) == ""


def test_home_needs_few_queries(asha, make_job, django_assert_max_num_queries):
    client = sign_in(asha)
    for _ in range(20):
        make_job(asha, status="failed")

    with django_assert_max_num_queries(30):
        client.get(reverse("home"))
