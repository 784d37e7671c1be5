"""A page that starts where no job is says so, and leads back to the newest ones."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.queries.history import _format
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

ENDS = "There are no jobs on this page"
FIRST_USE = reverse("sample_bill")


def page(member, **asked):
    answer = sign_in(member).get(reverse("job_list"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(days: int) -> str:
    return _format(timezone.now() + timedelta(days=days), uuid4())


@pytest.mark.parametrize("asked", [{"before": mark(-9)}, {"after": mark(9)}])
def test_it_says_so_and_is_no_page_of_first_use(asha, make_job, asked):
    make_job(asha)

    shown = page(asha, **asked)

    assert ENDS in shown
    assert FIRST_USE not in shown
    assert f'href="{reverse("job_list")}">Newest jobs' in shown
    assert "1 job" in shown


def test_the_way_back_keeps_the_filters(asha, make_job):
    make_job(asha, status="failed")

    shown = page(asha, state="failed", before=mark(-9))

    assert ENDS in shown
    assert "No job matches" not in shown
    assert f'href="{reverse("job_list")}?state=failed">Newest jobs' in shown


def test_a_page_of_jobs_does_not_say_it(asha, make_job):
    job = make_job(asha)

    shown = page(asha, before=mark(9))

    assert ENDS not in shown
    assert str(job.pk) in shown


def test_an_office_without_jobs_still_begins_with_the_first_bill(asha):
    assert FIRST_USE in page(asha)


def test_a_mark_that_no_page_gave_is_none(asha, make_job):
    make_job(asha)

    assert ENDS not in page(asha, before="yesterday")
