"""The history shows what its address asks for, and says so when that is nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from jobs.domain.outcomes import JobResult, JobType
from jobs.models import Job
from jobs.services import JobSource, store_upload, submit_job
from tests.conftest import sign_in
from tests.jobs.engine.conftest import run  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def listed(member, **query: str) -> list[int]:
    """The numbers of the jobs, as the page lists them."""
    page = sign_in(member).get(reverse("job_list"), query).context["page"]
    return [job.number for job in page.jobs]


def text_of(member, **query: str) -> str:
    answer = sign_in(member).get(reverse("job_list"), query)
    return " ".join(answer.content.decode().split())


def test_jobs_are_listed_newest_first(asha, make_job):
    for _ in range(3):
        make_job(asha)

    assert listed(asha) == [3, 2, 1]


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        ("queued", [1]),
        ("failed", [3]),
        ("active", [2, 1]),
        ("attention", [5, 3]),
        ("completed", [5, 4]),
        ("", [5, 4, 3, 2, 1]),
        ("nonsense", [5, 4, 3, 2, 1]),
    ],
)
def test_by_state(asha, make_job, state, numbers):
    for status in ("queued", "running", "failed", "completed"):
        make_job(asha, status=status)
    make_job(asha, status="completed", warnings=["one file gave no bill"])

    assert listed(asha, state=state) == numbers


def test_by_kind_and_person(asha, bala, make_job):
    make_job(asha, job_type="excel_parse")
    make_job(bala)
    make_job(asha)

    assert listed(asha, kind="generate_bill") == [3, 2]
    assert listed(asha, person=str(bala.user_id)) == [2]
    assert listed(asha, kind="generate_bill", person=str(asha.user_id)) == [3]


def test_by_days_both_of_them_included(asha, make_job):
    zone = timezone.get_default_timezone()
    for day in (1, 2, 3):
        job = make_job(asha)
        at = datetime(2026, 5, day, 23, 59, tzinfo=zone)
        Job.all_orgs.filter(pk=job.pk).update(created_at=at)

    assert listed(asha, since="2026-05-02") == [3, 2]
    assert listed(asha, until="2026-05-02") == [2, 1]
    assert listed(asha, since="2026-05-02", until="2026-05-02") == [2]


def test_by_what_it_was_called_made_from_and_billed(asha, run):  # noqa: F811
    upload = store_upload(
        organization=asha.organization,
        actor=asha,
        file=ContentFile(b"x", name="Ward 4 Lights.xlsx"),
    )
    job = submit_job(
        organization=asha.organization,
        actor=asha,
        job_type=JobType.GENERATE_BILL,
        inputs={"title": "CC First & Part Bill"},
        source=JobSource(upload=upload),
        key="k",
    )
    work = {"fields": {"name_of_work": "Record Room", "agreement": "30/2025-26"}}
    run(job, lambda it: JobResult((), {"works": [work]}))

    for text in ("ward 4", "LIGHTS", "first part", "record", "30/2025", "job 1"):
        assert listed(asha, text=text) == [1], text
    assert listed(asha, text="ward block") == []


def test_filters_that_leave_nothing_can_be_cleared(asha, make_job):
    make_job(asha)

    text = text_of(asha, state="failed")

    assert "No job matches these filters." in text
    assert "Make your first bill" not in text


def test_an_office_without_jobs_is_shown_how_to_begin(asha):
    assert "Make your first bill" in text_of(asha)


def test_the_filters_stay_in_the_form_and_in_the_pages(asha, make_job):
    for _ in range(30):
        make_job(asha, status="failed")

    text = text_of(asha, state="failed")

    assert '<option value="failed" selected>' in text
    assert "?state=failed&amp;before=" in text
    assert "30 jobs match" in text


def test_what_was_taken_out_is_not_listed(asha, make_job):
    make_job(asha, dismissed_at=timezone.now())

    assert listed(asha) == []


def test_another_office_sees_none(asha, chitra, make_job):
    make_job(asha)

    assert listed(chitra) == []
    assert listed(chitra, person=str(asha.user_id)) == []


def test_jobs_of_one_instant_are_each_listed_once(asha, make_job):
    for _ in range(60):
        make_job(asha)
    Job.all_orgs.update(created_at=timezone.now() - timedelta(hours=1))

    seen: list[int] = []
    query: dict[str, str] = {}
    while True:
        page = sign_in(asha).get(reverse("job_list"), query).context["page"]
        seen += [job.number for job in page.jobs]
        if not page.older:
            break
        query = {"before": page.older}
    assert sorted(seen) == list(range(1, 61))

    back = sign_in(asha).get(reverse("job_list"), {"after": page.newer}).context["page"]
    assert [job.number for job in back.jobs] == seen[25:50]


def test_a_mark_that_no_page_gave_is_the_first_page(asha, make_job):
    make_job(asha)

    for mark in ("x", "1_y", "9e99_" + "0" * 32):
        assert listed(asha, before=mark) == [1]
