"""A batch pauses between two files, goes on where it was, and can be ended after a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jobs import engine
from jobs.domain.outcomes import FileType, JobResult, OutputDraft
from jobs.domain.states import IllegalTransition, JobStatus
from jobs.engine.execution import run_job
from jobs.models import FurtherFile, Job, JobEvent
from jobs.services import store_upload

pytestmark = pytest.mark.django_db

FILES = 3


@pytest.fixture
def batch(asha, make_job, simple_file) -> Job:
    """Three files, nothing begun."""

    def upload():
        return store_upload(
            organization=asha.organization, actor=asha, file=simple_file()
        )

    job: Job = make_job(asha, upload=upload(), priority=Job.Priority.BATCH)
    for position in range(1, FILES):
        FurtherFile.objects.create(
            job=job, upload=upload(), purpose="batch", position=position
        )
    return job


@pytest.fixture
def simple_file() -> Callable[[], object]:
    from django.core.files.base import ContentFile

    count = iter(range(100))
    return lambda: ContentFile(f"file {next(count)}".encode(), name="Ward.xlsx")


def file_by_file(
    diary: list[int], during: Callable[[int], object] = lambda place: None
):
    """A work that makes one file of each and says which it did."""

    def work(run) -> JobResult:
        for place in range(len(run.kept) + 1, FILES + 1):
            diary.append(place)
            during(place)
            run.keep(
                {"filename": f"{place}.xlsx", "state": "made"},
                [OutputDraft(f"{place}.xlsx", FileType.EXCEL, b"made")],
                is_last=place == FILES,
            )
        return JobResult(outputs=(), summary={"files": run.kept})

    return work


def names(job: Job) -> list[str]:
    return sorted(output.filename for output in job.outputs.all())


def test_a_running_batch_pauses_after_its_file_and_goes_on_with_the_next(
    batch, asha, run
):
    diary: list[int] = []

    def pause(place: int) -> None:
        if place == 2:
            assert engine.request_pause(Job.all_orgs.get(pk=batch.pk), asha.user) == (
                JobStatus.RUNNING
            )

    run(batch, file_by_file(diary, pause))
    assert (batch.state, diary, batch.attempt) == (JobStatus.PAUSED, [1, 2], 0)
    assert names(batch) == ["1.xlsx", "2.xlsx"]
    assert batch.current_step == "Paused after 2 files"

    run_job(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state is JobStatus.PAUSED  # nothing starts a paused job

    assert engine.resume(batch, asha.user) is JobStatus.QUEUED
    run(batch, file_by_file(diary))
    assert (batch.state, diary, batch.attempt) == (JobStatus.COMPLETED, [1, 2, 3], 1)
    assert names(batch) == ["1.xlsx", "2.xlsx", "3.xlsx"]
    kinds = list(batch.events.values_list("kind", flat=True))
    for kind in (JobEvent.Kind.PAUSE_REQUESTED, JobEvent.Kind.PAUSED):
        assert kinds.count(kind) == 1
    assert kinds.count(JobEvent.Kind.RESUMED) == 1


def test_a_wish_to_pause_can_be_taken_back(batch, asha, run):
    def change_of_mind(place: int) -> None:
        job = Job.all_orgs.get(pk=batch.pk)
        if place == 1:
            engine.request_pause(job, asha.user)
            engine.resume(job, asha.user)

    run(batch, file_by_file([], change_of_mind))

    assert batch.state is JobStatus.COMPLETED


def test_a_waiting_job_pauses_at_once(batch, asha, run):
    assert engine.request_pause(batch, asha.user) is JobStatus.PAUSED
    assert engine.request_pause(batch, asha.user) is JobStatus.PAUSED

    diary: list[int] = []
    run(batch, file_by_file(diary))
    assert diary == []


def test_a_running_job_of_one_file_cannot_pause(asha, make_job):
    job = make_job(asha, status="running")

    with pytest.raises(IllegalTransition):
        engine.request_pause(job, asha.user)
    with pytest.raises(IllegalTransition):
        engine.request_stop_after_file(job, asha.user)


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_an_ended_job_neither_pauses_nor_goes_on(asha, make_job, status):
    job = make_job(asha, status=status)

    with pytest.raises(IllegalTransition):
        engine.request_pause(job, asha.user)
    with pytest.raises(IllegalTransition):
        engine.resume(job, asha.user)


def test_stopping_after_a_file_keeps_what_is_done(batch, asha, run):
    def stop(place: int) -> None:
        outcome = engine.request_stop_after_file(
            Job.all_orgs.get(pk=batch.pk), asha.user
        )
        assert outcome is engine.CancelOutcome.REQUESTED

    diary: list[int] = []
    run(batch, file_by_file(diary, stop))

    assert (batch.state, diary) == (JobStatus.CANCELLED, [1])
    assert names(batch) == ["1.xlsx"]


def test_stopping_now_drops_the_file_in_hand_and_keeps_the_others(batch, asha, run):
    def stop(place: int) -> None:
        if place == 2:
            engine.request_cancel(Job.all_orgs.get(pk=batch.pk), asha.user)

    def work(it):
        def stop_and_look(place: int) -> None:
            stop(place)
            it.checkpoint(at_once=True)

        return file_by_file([], stop_and_look)(it)

    run(batch, work)

    assert batch.state is JobStatus.CANCELLED
    assert names(batch) == ["1.xlsx"]


def test_a_lost_worker_costs_only_the_file_in_hand(batch, run):
    diary: list[int] = []

    def lose(place: int) -> None:
        if diary.count(2) == 1 and place == 2:
            engine.release_worker("nobody")  # others may come and go
            raise engine.WorkerStopping("The machine is switched off.")

    run(batch, file_by_file(diary, lose))
    assert batch.state is JobStatus.QUEUED
    run(batch, file_by_file(diary, lose))

    assert (batch.state, diary) == (JobStatus.COMPLETED, [1, 2, 2, 3])
    assert names(batch) == ["1.xlsx", "2.xlsx", "3.xlsx"]


def test_a_run_that_lost_the_job_keeps_nothing(batch, run, stored_files):
    def lose(place: int) -> None:
        Job.all_orgs.filter(pk=batch.pk).update(lease_owner="somebody.else:1")

    before = stored_files()
    run(batch, file_by_file([], lose))

    assert batch.kept == []
    assert stored_files() == before
    assert names(batch) == []


def test_cancelling_a_paused_batch_keeps_its_files(batch, asha, run):
    def pause(place: int) -> None:
        engine.request_pause(Job.all_orgs.get(pk=batch.pk), asha.user)

    run(batch, file_by_file([], pause))
    assert engine.request_cancel(batch, asha.user) is engine.CancelOutcome.CANCELLED
    assert names(batch) == ["1.xlsx"]
