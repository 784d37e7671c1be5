"""Heavy work in a child gives the worker exactly what it would have given itself, or a clear refusal."""

from __future__ import annotations

import os
import threading
from decimal import Decimal

import psutil
import pytest

from jobs.domain.outcomes import JobResult
from jobs.domain.states import JobStatus
from jobs.engine import children, run_in_child
from tests.jobs.engine import heavy_works

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(asha, make_job):
    return make_job(asha)


@pytest.fixture
def made(run, job):
    """What the work gave the worker, as the job keeps it."""

    def in_child(work, *, ask=None, **arguments):
        given = []

        def do(it):
            given.append(run_in_child(it, work, ask=ask, **arguments))
            return JobResult(outputs=(), summary={})

        run(job, do)
        return given[0] if given else None

    return in_child


def test_the_result_comes_back_as_it_is(made):
    total = made(heavy_works.add, numbers=[Decimal("0.10"), Decimal("0.20")])

    assert total == Decimal("0.30")
    assert isinstance(total, Decimal)


def test_the_work_is_done_in_another_process_of_its_own_group(made):
    process, group = made(heavy_works.say_where)

    assert process != os.getpid()
    assert group == process


def test_what_it_reports_is_written_by_the_worker(made, job):
    made(heavy_works.add, numbers=[Decimal(3)])

    assert job.events.filter(kind="step").get().text == "Adding 3"


def test_a_question_is_answered_in_the_worker(made, job):
    def count_jobs(*numbers):
        assert type(job).all_orgs.count() == 1  # the database is here
        return sum(numbers)

    said = made(
        heavy_works.ask_for_the_sum, ask={"add_up": count_jobs}, numbers=[1, 2, 3]
    )

    assert said == "the worker says 6"


def test_a_refusal_arrives_with_its_hint(made, job):
    made(heavy_works.refuse)

    assert job.state is JobStatus.FAILED
    assert job.error_message == "The sheet is empty."
    assert job.result["hint"] == "Fill it in."


def test_an_unforeseen_exception_leaves_its_traceback_for_the_log(made, job):
    made(heavy_works.stumble)

    assert job.error_message.startswith("Something went wrong on the server")
    assert "heavy_works.py" in job.error_log[0]["traceback"]
    assert "an unforeseen column" in job.error_log[0]["traceback"]


def test_an_exception_that_cannot_travel_leaves_its_traceback_too(made, job):
    made(heavy_works.raise_needs_two)

    assert "NeedsTwo: Bill!E14" in job.error_log[0]["traceback"]


def test_a_child_has_no_database(made, job):
    made(heavy_works.count_jobs)

    assert job.state is JobStatus.FAILED
    assert "ImproperlyConfigured" in job.error_log[0]["traceback"]


def test_a_child_within_the_limit_is_left_alone(made):
    assert made(heavy_works.grow, megabytes=50) == 50


def test_a_child_that_wants_too_much_memory_is_told_in_one_sentence(made, job):
    made(heavy_works.grow, megabytes=2000)

    assert job.state is JobStatus.FAILED
    assert job.error_message == (
        "The workbook needs more memory than the 500 MB that one job may use."
    )
    assert "Split it" in job.result["hint"]


def test_the_limit_is_a_setting(made, job, settings):
    settings.JOB_MEMORY_LIMIT_MB = 200
    made(heavy_works.grow, megabytes=250)

    assert "the 200 MB" in job.error_message


def test_a_child_that_was_killed_is_tried_again(made, job):
    made(heavy_works.be_killed)

    assert job.state is JobStatus.QUEUED
    assert job.next_try_at is not None
    assert "was killed" in job.error_log[0]["error"]


@pytest.fixture
def nursery():
    """The process that children are forked from."""
    children.start_nursery()
    (process,) = (
        one
        for one in psutil.Process().children()
        if "multiprocessing.forkserver" in " ".join(one.cmdline())
    )
    return process


def test_a_child_that_dies_with_its_nursery_is_tried_again(made, job):
    made(heavy_works.orphan_itself)

    assert job.state is JobStatus.QUEUED
    assert "was killed" in job.error_log[0]["error"]


def test_a_child_whose_nursery_dies_at_its_birth_is_tried_again(made, job, nursery):
    nursery.suspend()
    threading.Timer(0.3, nursery.kill).start()

    made(heavy_works.say_where)

    assert job.state is JobStatus.QUEUED
    assert "was killed" in job.error_log[0]["error"]


def test_a_child_that_ends_without_a_word_is_told(made, job):
    made(heavy_works.vanish, status=3)

    assert job.state is JobStatus.FAILED
    assert "ended without a word (status 3)" in job.error_message
