"""Two submits of the same inputs at the very moment at which the first job ends."""

from __future__ import annotations

import pytest

from jobs.domain.outcomes import JobType
from jobs.models import Job
from jobs.services import JobSource, submit_job, submitting
from organizations.domain.roles import RoleTooLow

pytestmark = pytest.mark.django_db


def test_the_second_submit_makes_a_job_of_its_own(asha, monkeypatch):
    find_same = submitting._find_same

    def end_first(job: Job) -> Job | None:
        Job.all_orgs.update(status="completed")
        return find_same(job)

    def submit(key: str) -> Job:
        return submit_job(
            organization=asha.organization,
            actor=asha,
            job_type=JobType.EXPORT_DATA,
            inputs={"title": "Export"},
            source=JobSource(),
            key=key,
        )

    first = submit("one")
    assert submit("two") == first
    monkeypatch.setattr(submitting, "_find_same", end_first)

    assert submit("three") != first
    assert Job.all_orgs.count() == 2


def test_no_service_submits_for_a_viewer(vani):
    with pytest.raises(RoleTooLow):
        submit_job(
            organization=vani.organization,
            actor=vani,
            job_type=JobType.EXPORT_DATA,
            inputs={"title": "Export"},
            source=JobSource(),
            key="one",
        )
    assert not Job.all_orgs.exists()
