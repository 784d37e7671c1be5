"""How long it may still take: told from earlier jobs of the office, as a range, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from jobs.models import FurtherFile, Job, JobEvent
from jobs.queries import get_job_view
from jobs.services import store_upload
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(asha):
    def store(size: int = 1000):
        file = ContentFile(b"x" * size, name="Estimate.xlsx")
        return store_upload(organization=asha.organization, actor=asha, file=file)

    return store


@pytest.fixture
def earlier(make_job, upload):
    """Ended jobs that took so many seconds each."""

    def make(member, *seconds: int, size: int = 1000, **fields) -> None:
        end = timezone.now()
        for took in seconds:
            make_job(
                member,
                status="completed",
                upload=upload(size),
                started_at=end - timedelta(seconds=took),
                completed_at=end,
                **fields,
            )

    return make


def time_left(member, job: Job) -> str:
    return get_job_view(viewer=member, job_id=job.pk).time_left


@pytest.fixture
def running(asha, make_job, upload):
    def make(seconds: int = 5) -> Job:
        job: Job = make_job(
            asha,
            status="running",
            upload=upload(),
            started_at=timezone.now() - timedelta(seconds=seconds),
        )
        return job

    return make


def test_five_jobs_of_its_kind_and_size_give_a_range(asha, earlier, running):
    earlier(asha, 30, 31, 32, 40, 60)
    job = running()

    assert time_left(asha, job) == "About 25 to 55 seconds left"
    page = sign_in(asha).get(f"/jobs/{job.pk}/").content.decode()
    assert "About 25 to 55 seconds left" in page


def test_four_jobs_are_too_few(asha, earlier, running):
    earlier(asha, 30, 31, 32, 40)

    assert time_left(asha, running()) == ""


def test_a_job_that_takes_longer_than_they_did_gets_no_estimate(asha, earlier, running):
    earlier(asha, 30, 31, 32, 40, 60)

    assert time_left(asha, running(seconds=61)) == ""


def test_less_than_ten_seconds_is_not_worth_telling(asha, earlier, running):
    earlier(asha, 5, 6, 7, 8, 9)

    assert time_left(asha, running(seconds=1)) == ""


def test_jobs_of_other_sizes_and_kinds_do_not_count(asha, earlier, running):
    earlier(asha, 30, 31, 32, 40, 60, size=5000)
    earlier(asha, 30, 31, 32, 40, 60, job_type="excel_parse")

    assert time_left(asha, running()) == ""


def test_the_jobs_of_another_office_do_not_count(asha, chitra, earlier, running):
    earlier(chitra, 30, 31, 32, 40, 60)

    assert time_left(asha, running()) == ""


def test_a_batch_is_told_from_its_own_files(asha, running, upload):
    job = running()
    job.plan = [f"Bill {place} of 12" for place in range(1, 13)]
    job.kept = [{"state": "made"}] * 2
    job.save()
    FurtherFile.objects.create(job=job, upload=upload(), purpose="batch", position=1)
    start = timezone.now() - timedelta(seconds=30)
    for seconds, name in (
        (0, "Bill 1 of 12"),
        (4, "Bill 2 of 12"),
        (10, "Bill 3 of 12"),
    ):
        event = JobEvent.objects.create(job=job, kind="step", text=name)
        JobEvent.objects.filter(pk=event.pk).update(
            at=start + timedelta(seconds=seconds)
        )

    assert time_left(asha, job) == "About 40 to 60 seconds left"
