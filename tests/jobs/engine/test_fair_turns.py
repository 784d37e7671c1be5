"""One office's many jobs do not keep another's single one waiting; batches let small jobs pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.domain.outcomes import JobType
from jobs.engine import broker, execution, registry, turns
from jobs.engine.execution import take_turn
from jobs.engine.heart import heart
from jobs.engine.leases import claim_job
from jobs.engine.turns import claim_next_job
from jobs.models import Job, JobEvent
from jobs.queries import count_ahead
from tests.jobs.engine.conftest import one_file
from tests.jobs.engine.workers import wait_until

BATCH = Job.Priority.BATCH


@pytest.fixture(autouse=True)
def nobody_was_served_yet():
    turns._served.clear()


def claim(**options: bool) -> Job:
    job = claim_next_job("worker.1:a", **options)
    assert job is not None
    return job


@pytest.mark.django_db
def test_a_single_job_starts_second_behind_the_forty_of_another_office(
    asha, chitra, make_job, settings
):
    settings.JOB_OFFICE_LIMIT = 0
    many = [make_job(asha) for _ in range(40)]
    single = make_job(chitra)

    assert claim().pk == many[0].pk
    assert claim().pk == single.pk


@pytest.mark.django_db
def test_an_office_has_only_so_many_jobs_running(asha, make_job, settings):
    settings.JOB_OFFICE_LIMIT = 2
    for _ in range(3):
        make_job(asha)

    claim()
    claim()
    assert claim_next_job("worker.1:a") is None


@pytest.mark.django_db
def test_a_small_job_starts_before_an_older_batch(asha, make_job):
    make_job(asha, priority=BATCH)
    small = make_job(asha)

    assert claim().pk == small.pk


@pytest.mark.django_db
def test_a_batch_of_long_ago_is_not_passed_any_more(asha, chitra, make_job, settings):
    batch = make_job(asha, priority=BATCH)
    long_ago = timezone.now() - settings.JOB_BATCH_PATIENCE
    Job.all_orgs.filter(pk=batch.pk).update(created_at=long_ago)
    make_job(chitra)

    assert claim().pk == batch.pk


@pytest.mark.django_db
def test_a_full_worker_leaves_the_batch_to_others(asha, make_job):
    make_job(asha, priority=BATCH)

    assert claim_next_job("worker.1:a", room_for_batch=False) is None


@pytest.mark.django_db
def test_a_job_before_its_next_try_is_not_taken(asha, make_job):
    make_job(asha, next_try_at=timezone.now() + timedelta(minutes=1))

    assert claim_next_job("worker.1:a") is None


@pytest.fixture
def held_up(queue, submit, settings, monkeypatch):
    """Two jobs of an office that may run one; the second's message was spent meanwhile."""
    settings.JOB_OFFICE_LIMIT = 1
    monkeypatch.setitem(registry._works, JobType.EXPORT_DATA, lambda run: one_file())
    jobs = submit(), submit()
    queue.flush()

    def states() -> list[str]:
        return [Job.all_orgs.get(pk=job.pk).status for job in jobs]

    return states


def test_a_worker_goes_on_with_the_job_that_a_limit_held_up(held_up):
    take_turn()

    assert held_up() == ["completed", "completed"]


def test_a_job_that_a_limit_held_up_is_sent_again_when_another_ends(
    held_up, monkeypatch
):
    monkeypatch.setattr(execution, "GOES_ON", -1)  # as after long ones
    take_turn()

    assert held_up() == ["completed", "queued"]
    assert broker.count_waiting() == 1


def test_a_worker_that_is_asked_to_stop_begins_no_other_job(held_up, monkeypatch):
    monkeypatch.setattr(heart, "is_stopping", lambda: True)
    take_turn()

    assert held_up() == ["queued", "queued"]
    assert JobEvent.objects.filter(kind=JobEvent.Kind.STARTED).count() == 1


def test_a_real_worker_gives_every_office_its_turn(
    queue, submit, gate, start_worker, chitra, make_job, transactional_db
):
    """Forty jobs of one office and then one of another, for four threads."""
    gate.open()
    for _ in range(40):
        submit()
    single = make_job(
        chitra, job_type="export_data", result={"metadata": dict(gate.inputs)}
    )
    start_worker("one", queue)

    wait_until(lambda: Job.all_orgs.get(pk=single.pk).is_final)

    done_before = Job.all_orgs.filter(
        completed_at__lt=Job.all_orgs.get(pk=single.pk).completed_at
    ).count()
    assert done_before <= 8  # not forty


@pytest.mark.django_db
def test_the_place_in_the_queue_counts_the_turns_of_others(asha, chitra, make_job):
    for _ in range(40):
        make_job(asha)
    single = make_job(chitra)
    batch = make_job(chitra, priority=BATCH)

    assert count_ahead(single) == 1
    assert count_ahead(batch) == 1 + 2


@pytest.mark.django_db
def test_a_job_under_way_has_no_place(asha, make_job: Callable[..., Job]):
    job = make_job(asha)
    claim_job(job.pk, "worker.1:a")
    job.refresh_from_db()

    assert count_ahead(job) is None
