"""Pausing a batch between two files, resuming it, and ending it after the current file."""

from __future__ import annotations

from collections.abc import Callable

from jobs.domain.outcomes import LeaseLost
from jobs.domain.states import IllegalTransition, JobStatus
from jobs.engine.cancelling import CancelOutcome, request_cancel
from jobs.engine.leases import held, move_job
from jobs.engine.sending import enqueue_on_commit
from jobs.engine.statements import add_event
from jobs.engine.writing import writing
from jobs.models import FurtherFile, Job, JobEvent
from organizations.models import User


def is_batch(job: Job) -> bool:
    """Whether the job works on several files one after the other."""
    return job.further_files.filter(purpose=FurtherFile.Purpose.BATCH).exists()


def request_pause(job: Job, actor: User) -> JobStatus:
    """Pauses a waiting job at once and a running batch when its current file is done.

    Asking twice is fine. `job` is refreshed; returns the state it is in.
    Raises: IllegalTransition, for an ended job and one that has no files between which
    it could pause.
    """
    return _as_loaded(job, lambda: _pause(job, actor))


def resume(job: Job, actor: User) -> JobStatus:
    """Queues a paused job, or takes back the wish of a running one to pause.

    Raises: IllegalTransition.
    """
    return _as_loaded(job, lambda: _resume(job, actor))


def request_stop_after_file(job: Job, actor: User) -> CancelOutcome:
    """Ends a running batch when its current file is done; what does not run ends at once.

    Raises: IllegalTransition, for a running job that is no batch.
    """
    _as_loaded(job, lambda: _stop_after_file(job, actor))
    if job.after_file == Job.AfterFile.STOP and not job.is_final:
        return CancelOutcome.REQUESTED
    return request_cancel(job, actor)


def _as_loaded(job: Job, ask: Callable[[], None]) -> JobStatus:
    """Calls `ask` with the job as its row is; again while somebody else moves it."""
    while True:
        job.refresh_from_db()
        try:
            ask()
        except LeaseLost:
            continue
        job.refresh_from_db()
        return job.state


def _pause(job: Job, actor: User) -> None:
    match job.state:
        case JobStatus.PAUSED:
            return
        case JobStatus.RUNNING if not is_batch(job):
            raise IllegalTransition(job.state, JobStatus.PAUSED)
        case JobStatus.RUNNING:
            _ask(job, actor, Job.AfterFile.PAUSE, "Asked to pause after this file")
        case _:
            move_job(
                job,
                JobStatus.PAUSED,
                kind=JobEvent.Kind.PAUSED,
                text="Paused before it started",
                actor=actor,
                current_step="Paused",
            )


def _resume(job: Job, actor: User) -> None:
    if job.state is JobStatus.RUNNING and job.after_file == Job.AfterFile.PAUSE:
        _ask(job, actor, "", "Goes on after all")
        return
    if job.state is not JobStatus.PAUSED:
        raise IllegalTransition(job.state, JobStatus.QUEUED)
    with writing():
        move_job(
            job,
            JobStatus.QUEUED,
            kind=JobEvent.Kind.RESUMED,
            text=f"Goes on after file {len(job.kept)}" if job.kept else "Goes on",
            actor=actor,
        )
        enqueue_on_commit(job)


def _stop_after_file(job: Job, actor: User) -> None:
    if job.state is not JobStatus.RUNNING:
        return
    if not is_batch(job):
        raise IllegalTransition(job.state, JobStatus.CANCELLED)
    _ask(job, actor, Job.AfterFile.STOP, "Asked to stop after this file")


def _ask(job: Job, actor: User, wish: str, text: str) -> None:
    if job.after_file == wish:
        return
    kind = {
        Job.AfterFile.PAUSE.value: JobEvent.Kind.PAUSE_REQUESTED,
        Job.AfterFile.STOP.value: JobEvent.Kind.CANCEL_REQUESTED,
    }.get(wish, JobEvent.Kind.RESUMED)
    with writing():
        if not held(job).update(after_file=wish):
            raise LeaseLost(f"{job} was moved by somebody else.")
        add_event(job, kind, text, actor)
