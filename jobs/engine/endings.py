"""How an attempt ends: completed, failed, cancelled or given back; when to call which is not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from jobs.domain.outcomes import JobResult
from jobs.domain.search import compose_search_text
from jobs.domain.states import JobStatus
from jobs.engine.leases import move_job
from jobs.engine.sending import enqueue_on_commit
from jobs.engine.storing import list_outputs
from jobs.engine.writing import writing
from jobs.models import Job, JobEvent


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an attempt did not complete. `message` is for the user, `traceback` is not."""

    message: str
    step: str = ""
    traceback: str = ""

    def as_log_entry(self, attempt: int) -> dict[str, Any]:
        return {
            "timestamp": timezone.now().isoformat(),
            "step": self.step,
            "attempt": attempt,
            "error": self.message,
            "traceback": self.traceback,
        }


def complete_job(job: Job, result: JobResult) -> None:
    """Stores the files, then lists them and ends the job in one short transaction.

    Raises: StorageUnavailable; LeaseLost, when the job was given away; JobCancelled,
    when it was asked to stop. No file of this attempt is left then.
    """
    with list_outputs(job, result.outputs) as outputs:
        move_job(
            job,
            JobStatus.COMPLETED,
            kind=JobEvent.Kind.COMPLETED,
            text=", ".join(output.filename for output in outputs),
            unless_cancelled=True,
            progress=100,
            current_step=result.last_step,
            result={**_inputs_of(job), **result.summary},
            warnings=list(result.warnings),
            search_text=_search_text(job, result),
            error_message="",
        )
        if result.along:
            result.along()


def fail_job(
    job: Job, fault: Fault, *, summary: dict[str, Any] | None = None
) -> JobStatus:
    """Ends the job for good. `summary` is what the page shows besides the message."""
    return move_job(
        job,
        JobStatus.FAILED,
        kind=JobEvent.Kind.FAILED,
        text=fault.message,
        result={**_inputs_of(job), **(summary or {})},
        error_message=fault.message,
        error_log=[*job.error_log, fault.as_log_entry(job.attempt)],
    )


def cancel_running_job(job: Job, text: str, *, error_message: str = "") -> JobStatus:
    return move_job(
        job,
        JobStatus.CANCELLED,
        kind=JobEvent.Kind.CANCELLED,
        text=text,
        error_message=error_message,
    )


def pause_running_job(job: Job) -> JobStatus:
    """Lays the batch aside between two files; the attempt does not count."""
    step = f"Paused after {len(job.kept)} file{'s' if len(job.kept) > 1 else ''}"
    return move_job(
        job,
        JobStatus.PAUSED,
        kind=JobEvent.Kind.PAUSED,
        text=step,
        current_step=step,
        attempt=job.attempt - 1,
    )


def give_back_job(
    job: Job, fault: Fault, *, delay: timedelta, keep_attempt: bool = False
) -> JobStatus:
    """Queues the job again after `delay`, or fails it when its attempts are used up.

    A job that was asked to stop is cancelled instead. `keep_attempt`: this one does not
    count. Returns the state that the job is in now.
    """
    job.refresh_from_db(fields=["cancel_requested", "error_log"])
    if job.cancel_requested:
        return cancel_running_job(job, f"Cancelled. {fault.message}")
    if job.attempt >= job.max_attempts and not keep_attempt:
        return fail_job(job, _used_up(job, fault))
    return _queue_again(job, fault, delay=delay, keep_attempt=keep_attempt)


def retry_delay(attempt: int) -> timedelta:
    """The pause after the given attempt; the last figure serves all later ones."""
    delays = settings.JOB_RETRY_DELAYS
    return delays[min(attempt, len(delays)) - 1]


def _queue_again(
    job: Job, fault: Fault, *, delay: timedelta, keep_attempt: bool
) -> JobStatus:
    pause = f" Next try in {delay.total_seconds():g} seconds." if delay else ""
    with writing():
        move_job(
            job,
            JobStatus.QUEUED,
            kind=JobEvent.Kind.RETRY,
            text=fault.message + pause,
            attempt=job.attempt - 1 if keep_attempt else job.attempt,
            next_try_at=timezone.now() + delay if delay else None,
            error_log=[*job.error_log, fault.as_log_entry(job.attempt)],
        )
        if not delay:
            enqueue_on_commit(job)
    return JobStatus.QUEUED


def _used_up(job: Job, fault: Fault) -> Fault:
    return Fault(
        f"{fault.message} This was attempt {job.attempt} of {job.max_attempts}; "
        "run the job again when the fault is mended.",
        fault.step,
        fault.traceback,
    )


def _search_text(job: Job, result: JobResult) -> str:
    made = [draft.filename for draft in result.outputs]
    before = job.search_text.split("\n") if job.search_text else []
    return compose_search_text(job.number, "", [*before, *made], result.summary)


def _inputs_of(job: Job) -> dict[str, Any]:
    return {"metadata": job.result.get("metadata", {})}
