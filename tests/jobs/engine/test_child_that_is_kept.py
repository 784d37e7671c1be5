"""A child that ended well does its office's next work, and no other office's."""

from __future__ import annotations

import os
import signal

import pytest

from jobs.domain.outcomes import JobResult
from jobs.engine import children, run_in_child
from jobs.models import Job
from tests.jobs.engine import heavy_works

pytestmark = pytest.mark.django_db


def end_those_that_wait() -> None:
    while children._idle:
        children._idle.pop().end()


@pytest.fixture(autouse=True)
def nobody_waits():
    end_those_that_wait()
    yield
    end_those_that_wait()


@pytest.fixture
def child_of(run, make_job):
    """Has a work done for a member's office; returns the process that did it."""

    def do(member, *works) -> int:
        where: list[int] = []

        def work(it):
            for one, arguments in works:
                run_in_child(it, one, **arguments)
            where.append(run_in_child(it, heavy_works.say_where)[0])
            return JobResult(outputs=(), summary={})

        run(make_job(member), work)
        return where[0] if where else 0

    return do


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_next_job_of_the_office_has_the_same_child(asha, child_of):
    assert child_of(asha) == child_of(asha)


def test_another_office_never_has_it(asha, chitra, child_of):
    first = child_of(asha)

    assert child_of(chitra) != first
    assert child_of(asha) == first


def test_a_child_that_refused_a_file_is_not_kept(asha, child_of):
    first = child_of(asha)
    child_of(asha, (heavy_works.refuse, {}))

    assert child_of(asha) != first
    assert not is_running(first)


def test_a_child_that_was_near_its_limit_is_not_kept(asha, child_of):
    first = child_of(asha)

    assert child_of(asha, (heavy_works.grow, {"megabytes": 300})) != first


def test_a_child_is_replaced_after_so_many_works(asha, child_of, monkeypatch):
    monkeypatch.setattr(children, "MOST_WORKS", 2)

    assert len({child_of(asha) for _ in range(4)}) == 2


def test_a_child_that_died_while_it_waited_is_replaced(asha, child_of):
    first = child_of(asha)
    os.kill(first, signal.SIGKILL)

    assert child_of(asha) not in (0, first)


def test_a_file_that_ends_a_used_child_is_tried_in_one_of_its_own(
    asha, child_of, tmp_path
):
    """Whatever an earlier file did to the child, this one is not refused for it."""
    child_of(asha)

    assert child_of(asha, (heavy_works.vanish_once, {"mark": str(tmp_path / "mark")}))


def test_a_file_that_ends_every_child_is_refused(asha, child_of):
    child_of(asha)
    child_of(asha, (heavy_works.vanish, {"status": 3}))

    job = Job.all_orgs.latest("created_at")
    assert "ended without a word (status 3)" in job.error_message


def test_no_more_children_wait_than_the_worker_has_threads(
    asha, chitra, child_of, settings
):
    settings.WORKER_THREADS = 1
    first, second = child_of(asha), child_of(chitra)

    assert not is_running(first)
    assert is_running(second)
