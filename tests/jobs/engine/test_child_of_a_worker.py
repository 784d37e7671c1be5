"""A child of a real worker: it hangs, grows or loses its worker, and nothing of it is left."""

from __future__ import annotations

import psutil
import pytest

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import JobStatus
from jobs.models import Job
from tests.jobs.engine.workers import wait_until


def now_of(job: Job) -> Job:
    return Job.all_orgs.get(pk=job.pk)


@pytest.fixture
def heavy(submit):
    """Submits a work of heavy_works."""

    def submit_heavy(work, **arguments):
        return submit(JobType.EXCEL_PARSE, work=work, arguments=arguments)

    return submit_heavy


@pytest.fixture
def hanging(queue, heavy, start_worker, tmp_path):
    """A worker whose child never looks up again, the job, and the child."""

    def start(**env: str):
        diary = tmp_path / "pid"
        worker = start_worker("busy", queue, **env)
        first = heavy("grow", megabytes=1)  # waits for the nursery's imports
        wait_until(lambda: now_of(first).is_final)
        job = heavy("hang", diary=str(diary))
        wait_until(lambda: diary.exists() and diary.read_text())
        return worker, job, psutil.Process(int(diary.read_text()))

    return start


def is_gone(child: psutil.Process) -> bool:
    return not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_hanging_child_is_killed_by_a_cancel(hanging, asha):
    _, job, child = hanging()

    engine.request_cancel(now_of(job), asha.user)

    wait_until(lambda: now_of(job).is_final, seconds=10)
    assert now_of(job).state is JobStatus.CANCELLED
    wait_until(lambda: is_gone(child), seconds=5)


def test_a_hanging_child_is_killed_at_the_time_limit(hanging, page_of, failed_once):
    _, job, child = hanging(TEST_TIME_LIMIT="2")
    assert "Working" in page_of(job)

    wait_until(lambda: now_of(job).is_final, seconds=15)
    assert now_of(job).error_message.startswith("The job took longer than")
    assert "The job took longer than" in page_of(job)
    failed_once(job)
    wait_until(lambda: is_gone(child), seconds=5)


def test_a_stopped_worker_gives_the_job_back_and_ends_its_child(hanging):
    worker, job, child = hanging()

    assert worker.terminate() == 0

    assert (now_of(job).state, now_of(job).attempt) == (JobStatus.QUEUED, 0)
    assert is_gone(child)


def test_a_lost_lease_ends_the_child(hanging):
    _, job, child = hanging()

    Job.all_orgs.filter(pk=job.pk).update(lease_owner="somebody else")

    wait_until(lambda: is_gone(child), seconds=10)


def test_a_killed_worker_leaves_no_process_behind(hanging):
    worker, _, child = hanging()
    below = worker.child.children(recursive=True)
    assert child.pid in {process.pid for process in below}

    worker.child.kill()

    wait_until(lambda: all(map(is_gone, below)), seconds=10)


def test_the_worker_goes_on_after_a_child_that_ate_the_memory(
    queue, heavy, start_worker, page_of, failed_once
):
    worker = start_worker("hungry", queue)
    before = worker.child.pid
    jobs = [heavy("grow", megabytes=megabytes) for megabytes in (2000, 10, 2000, 20)]

    wait_until(lambda: all(now_of(job).is_final for job in jobs))

    assert [now_of(job).state.value for job in jobs] == [
        "failed",
        "completed",
        "failed",
        "completed",
    ]
    assert "more memory" in now_of(jobs[0]).error_message
    assert "more memory" in page_of(jobs[0])
    failed_once(jobs[0], jobs[2])
    assert worker.child.pid == before


def test_a_job_of_a_child_is_quick_because_its_imports_wait_in_the_nursery(
    queue, heavy, start_worker
):
    start_worker("quick", queue)
    jobs = [heavy("grow", megabytes=index) for index in range(1, 11)]
    wait_until(lambda: all(now_of(job).is_final for job in jobs))

    took = sorted(
        (now_of(job).completed_at - now_of(job).started_at).total_seconds()
        for job in jobs
    )
    assert took[0] < 0.5, "an import of Django alone takes longer"
