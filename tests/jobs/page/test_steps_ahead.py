"""The list of steps: done, current and still to come."""

from __future__ import annotations

import pytest

from jobs.models import JobEvent
from jobs.queries import get_job_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps(asha, make_job):
    def of(plan: list[str], taken: list[str], status: str = "running"):
        job = make_job(asha, status=status, plan=plan)
        for name in taken:
            JobEvent.objects.create(job=job, kind="step", text=name)
        view = get_job_view(viewer=asha, job_id=job.pk)
        return [(step.name, step.state) for step in view.steps]

    return of


def test_what_is_planned_and_not_reached_is_to_come(steps):
    assert steps(["Read", "Make", "Save"], ["Read", "Make"]) == [
        ("Read", "done"),
        ("Make", "current"),
        ("Save", "pending"),
    ]


def test_a_step_that_was_left_out_is_not_to_come(steps):
    assert steps(["Read", "Check", "Save"], ["Read", "Save"]) == [
        ("Read", "done"),
        ("Save", "current"),
    ]


def test_a_step_that_nobody_planned_is_listed_as_it_comes(steps):
    assert steps(["Read", "Save"], ["Read", "Wonder"]) == [
        ("Read", "done"),
        ("Wonder", "current"),
        ("Save", "pending"),
    ]


def test_of_a_long_batch_five_files_are_listed_and_the_rest_counted(steps):
    plan = [f"Bill {place} of 20" for place in range(1, 21)]

    listed = steps(plan, plan[:2])

    assert len(listed) == 2 + 5 + 1
    assert listed[-1] == ("and 13 more", "pending")


def test_an_ended_job_has_nothing_to_come(steps):
    assert steps(["Read", "Save"], ["Read"], status="failed") == [("Read", "done")]
