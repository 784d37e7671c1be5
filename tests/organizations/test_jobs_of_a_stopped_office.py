"""Closing or suspending an office ends its waiting jobs and asks the running ones to stop."""

from __future__ import annotations

import pytest

from jobs.domain.outcomes import JobType
from jobs.engine import JobRun
from jobs.models import Job
from jobs.services import JobSource, submit_job
from organizations.http import NoOrganization
from organizations.models import Membership
from organizations.services import (
    OfficeClosed,
    close_organization,
    delete_account,
    restore_organization,
    suspend_organization,
)
from tests.jobs.engine.conftest import one_file, run

__all__ = ["run"]

pytestmark = pytest.mark.django_db


def close(asha: Membership) -> str:
    close_organization(actor=asha, typed_name=asha.organization.name)
    return "the office was closed"


def suspend(asha: Membership) -> str:
    suspend_organization(office=asha.organization, operator=asha.user, reason="Unpaid")
    return "the office was suspended"


def leave_for_good(asha: Membership) -> str:
    delete_account(user=asha.user)
    return "the office was closed"


STOPS = [close, suspend, leave_for_good]


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("state", ["queued", "paused"])
def test_a_waiting_job_is_cancelled_and_its_history_says_why(
    asha, chitra, make_job, stop, state
):
    job, done = make_job(asha, status=state), make_job(asha, status="completed")
    theirs = make_job(chitra)

    reason = stop(asha)

    for row in (job, done, theirs):
        row.refresh_from_db()
    assert (job.status, done.status) == ("cancelled", "completed")
    assert theirs.status == "queued"
    event = job.events.get(kind="cancelled")
    assert event.text == f"Cancelled before it started: {reason}"
    assert event.actor == asha.user


@pytest.mark.parametrize("stop", STOPS)
def test_a_running_job_stops_at_its_next_safe_place(asha, make_job, run, stop):
    def work(it: JobRun):
        it.report(10, "Reading")
        stop(asha)
        it.report(20, "Writing")
        return one_file()

    job = run(make_job(asha), work)

    assert job.status == "cancelled"
    assert not job.outputs.exists()
    [asked] = job.events.filter(kind="cancel_requested")
    assert asked.text.startswith("Asked to stop: the office was ")


@pytest.mark.parametrize("stop", STOPS)
def test_an_export_is_finished(asha, make_job, run, stop):
    def work(it: JobRun):
        stop(asha)
        it.report(20, "Packing the files")
        return one_file()

    waiting = make_job(asha, job_type=JobType.EXPORT_DATA.value)
    job = run(make_job(asha, job_type=JobType.EXPORT_DATA.value), work)

    waiting.refresh_from_db()
    assert (job.status, waiting.status) == ("completed", "queued")


@pytest.mark.parametrize("stop", [close, suspend])
def test_nothing_can_be_ordered_by_a_request_that_came_in_before(asha, stop):
    stop(asha)

    with pytest.raises(NoOrganization):
        submit_job(
            organization=asha.organization,
            actor=asha,
            job_type=JobType.GENERATE_BILL,
            inputs={},
            source=JobSource(),
            key="k",
        )
    assert not Job.all_orgs.exists()


def test_a_suspended_office_can_be_restored_and_a_closed_one_not(asha, chitra):
    suspend(asha)
    restore_organization(office=asha.organization, operator=chitra.user)
    asha.organization.refresh_from_db()
    assert asha.organization.is_active

    close(asha)
    asha.organization.refresh_from_db()
    with pytest.raises(OfficeClosed):
        restore_organization(office=asha.organization, operator=chitra.user)
