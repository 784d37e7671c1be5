"""One attempt at a job from claim to end: calls the work and turns what happened into a move."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import redis
from django.conf import settings
from django.db import (
    InterfaceError,
    InternalError,
    OperationalError,
    close_old_connections,
)

from jobs.domain.outcomes import (
    JobCancelled,
    JobPaused,
    JobRefused,
    JobType,
    LeaseLost,
)
from jobs.engine.broker import TimeLimitExceeded
from jobs.engine.children import ChildKilled
from jobs.engine.endings import (
    Fault,
    cancel_running_job,
    complete_job,
    fail_job,
    give_back_job,
    pause_running_job,
    retry_delay,
)
from jobs.engine.heart import heart, process_id
from jobs.engine.leases import claim_job
from jobs.engine.registry import get_work
from jobs.engine.run import JobRun, WorkerStopping
from jobs.engine.storing import StorageRefused, StorageUnavailable
from jobs.engine.turns import claim_next_job, pass_turn_on
from jobs.models import Job
from project import logs

logger = logging.getLogger(__name__)

# A fault of these kinds may be gone at the next try; everything else would come again.
# The first kind that fits gives the words.
TRANSIENT: dict[type[Exception], str] = {
    StorageRefused: StorageRefused.words,
    StorageUnavailable: StorageUnavailable.words,
    ChildKilled: "The process that worked on the file was killed, as happens when the "
    "machine runs out of memory.",
    OperationalError: "The database did not answer.",
    InterfaceError: "The database did not answer.",
    # PostgreSQL ended a transaction that was silent for too long, as after a pause of
    # the whole machine.
    InternalError: "The database did not answer.",
    redis.ConnectionError: "The queue did not answer.",
    redis.TimeoutError: "The queue did not answer.",
}
# What ends an attempt whatever its work was about; the work must let these pass.
STOPS: tuple[type[Exception], ...] = (
    JobCancelled,
    JobPaused,
    LeaseLost,
    WorkerStopping,
    *TRANSIENT,
)
NO_DELAY = timedelta(0)
# Seconds in which a message may begin another job. The time limit counts from the first,
# so that the last has this much less.
GOES_ON = 2.0
# How long an end waits for a database that is locked or being restarted.
PATIENCE = (timedelta(seconds=1), timedelta(seconds=3), timedelta(seconds=9))


def take_turn() -> None:
    """Does the job whose turn it is, and after a short one the next.

    A message that comes late or twice finds none. The next message would come some
    hundredths of a second later; those that are left over find nothing to do.
    """
    until = time.monotonic() + GOES_ON
    while job := claim_next_job(
        _new_owner(), room_for_batch=heart.has_room_for_batch()
    ):
        _attempt(job)
        pass_turn_on(job)
        if heart.is_stopping() or time.monotonic() > until:
            return


def run_job(job_id: str) -> None:
    """Does this very job, if nobody else does."""
    job = claim_job(UUID(job_id), _new_owner())
    if job is not None:
        _attempt(job)


def _new_owner() -> str:
    return f"{process_id()}:{uuid4().hex[:12]}"


def _attempt(job: Job) -> None:
    run = JobRun(job, is_stopping=heart.is_stopping)
    with heart.holding(job), logs.about(job.pk, job.organization_id):
        try:
            result = get_work(JobType(job.job_type))(run)
            run.checkpoint()
            complete_job(job, result)
        except BaseException as error:  # noqa: BLE001 - the time limit is no Exception
            end_attempt(job, run.step, error)


def end_attempt(job: Job, step: str, error: BaseException) -> None:
    """Writes why the attempt ended without a result."""
    try:
        _with_patience(lambda: _write_end(job, step, error))
    except LeaseLost:
        logger.warning("%s was given to another worker: %s", job, error)


def _write_end(job: Job, step: str, error: BaseException) -> None:
    words = next((TRANSIENT[kind] for kind in TRANSIENT if isinstance(error, kind)), "")
    match error:
        case LeaseLost():
            raise error
        case JobCancelled():
            cancel_running_job(job, f"Stopped at: {step}" if step else "Stopped")
        case JobPaused():
            pause_running_job(job)
        case WorkerStopping():
            fault = Fault("The worker was stopped; the job starts again.", step)
            give_back_job(job, fault, delay=NO_DELAY, keep_attempt=True)
        case JobRefused():
            summary = {**error.summary, "hint": error.hint}
            fail_job(job, Fault(error.message, step), summary=summary)
        case TimeLimitExceeded():
            fail_job(job, time_limit_fault(step))
        case _ if words:
            fault = Fault(words, step, _traceback_of(error))
            give_back_job(job, fault, delay=retry_delay(job.attempt))
        case _:
            _fail_unexpectedly(job, step, error)


def time_limit_fault(step: str) -> Fault:
    minutes = settings.JOB_SOFT_TIME_LIMIT.total_seconds() / 60
    return Fault(
        f"The job took longer than {minutes:.3g} minutes and was stopped. "
        "Split the file into smaller ones and try again.",
        step,
    )


def _fail_unexpectedly(job: Job, step: str, error: BaseException) -> None:
    reference = uuid4().hex[:8].upper()
    logger.error("%s failed, reference %s", job, reference, exc_info=error)
    message = (
        "Something went wrong on the server while this was made; your file is kept. "
        f"Whoever runs the server finds the cause under reference {reference}."
    )
    fault = Fault(message, step, f"{reference}\n{_traceback_of(error)}")
    fail_job(job, fault, summary={"reference": reference})


def _traceback_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def _with_patience(write: Callable[[], None]) -> None:
    """Calls `write`, again after a pause while the database does not answer."""
    for pause in PATIENCE:
        try:
            return write()
        except (OperationalError, InterfaceError, InternalError):
            logger.warning("The end of a job could not be written yet.", exc_info=True)
            close_old_connections()
            time.sleep(pause.total_seconds())
    return write()
