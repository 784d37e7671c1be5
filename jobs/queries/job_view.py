"""A job with everything its panel says; finding it is in finding.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import engine
from jobs.domain.outcomes import FileType, JobType
from jobs.domain.states import JobStatus
from jobs.models import Job
from jobs.queries.files import (
    FileOutcome,
    FileView,
    SourceView,
    count_further,
    has_left_nothing,
    list_outcomes,
    list_outputs,
    list_problems,
    list_sources,
)
from jobs.queries.freshness import format_elapsed, poll_seconds, version_of
from jobs.queries.steps import (
    StepView,
    TrailView,
    first_start,
    list_steps,
    list_trail,
)
from jobs.queries.stored_texts import translated
from jobs.queries.time_left import tell_time_left
from organizations.domain.roles import Permission
from organizations.models import Membership

STATUS_WORDS = {
    JobStatus.QUEUED: _("Waiting"),
    JobStatus.RUNNING: _("Working"),
    JobStatus.PAUSED: _("Paused"),
    JobStatus.COMPLETED: _("Done"),
    JobStatus.FAILED: _("Failed"),
    JobStatus.CANCELLED: _("Cancelled"),
}
KIND_WORDS = {
    JobType.EXCEL_PARSE: _("Reading"),
    JobType.GENERATE_BILL: _("Bill"),
    JobType.GENERATE_BILL_DOCUMENT: _("Document"),
    JobType.GENERATE_SELF_FORMATTED_DOCUMENT: _("Own format"),
    JobType.EXPORT_DATA: _("Export"),
}


class JobView:
    """A job with everything its panel says. Reads the clock once, when it is made."""

    def __init__(
        self, job: Job, viewer: Membership, *, ahead: int | None = None
    ) -> None:
        self.job = job
        self.viewer = viewer
        self.now = timezone.now()
        self.queue_ahead = ahead

    @property
    def id(self) -> UUID:
        return self.job.pk

    @property
    def number(self) -> int:
        return self.job.number

    @property
    def title(self) -> str:
        kind = KIND_WORDS.get(JobType(self.job.job_type), gettext("Job"))
        return translated(str(self.job.result.get("metadata", {}).get("title") or kind))

    @cached_property
    def sources(self) -> list[SourceView]:
        """Every file that the job works on."""
        return list_sources(self.job)

    @property
    def source_name(self) -> str:
        """The first file, and how many more of a batch there are."""
        if not self.sources:
            return ""
        others = count_further(self.job)
        name = self.sources[0].filename
        return (
            gettext("%(name)s and %(others)s more") % {"name": name, "others": others}
            if others
            else name
        )

    @property
    def is_batch(self) -> bool:
        return bool(count_further(self.job))

    @property
    def status(self) -> str:
        return self.job.status

    @property
    def status_word(self) -> str:
        if self.cancel_requested:
            return gettext("Cancelling")
        if self.is_success and self.warnings:
            return gettext("Done, with points to check")
        return str(STATUS_WORDS[self.job.state])

    @property
    def icon(self) -> str:
        """The name of the icon partial that goes with the word."""
        if self.is_success and self.warnings:
            return "warning"
        return {
            JobStatus.COMPLETED: "done",
            JobStatus.FAILED: "failed",
            JobStatus.CANCELLED: "cancelled",
            JobStatus.PAUSED: "paused",
            JobStatus.QUEUED: "waiting",
            JobStatus.RUNNING: "working",
        }[self.job.state]

    @property
    def is_final(self) -> bool:
        return self.job.is_final

    @property
    def is_success(self) -> bool:
        return self.job.state is JobStatus.COMPLETED

    @property
    def is_failed(self) -> bool:
        return self.job.state is JobStatus.FAILED

    @property
    def is_cancelled(self) -> bool:
        return self.job.state is JobStatus.CANCELLED

    @property
    def cancel_requested(self) -> bool:
        return self.job.cancel_requested and not self.is_final

    @property
    def progress(self) -> int:
        return self.job.progress

    @property
    def determinate(self) -> bool:
        """Whether work units are known: a waiting job has none."""
        return self.job.state is not JobStatus.QUEUED

    @property
    def step(self) -> str:
        return translated(self.job.current_step)

    @property
    def elapsed(self) -> str:
        """From submit to the end, or until now."""
        return format_elapsed((self.job.completed_at or self.now) - self.job.created_at)

    @property
    def waited(self) -> str:
        """From submit to the first start; later attempts do not count as waiting."""
        return format_elapsed((first_start(self.job) or self.now) - self.job.created_at)

    @cached_property
    def steps(self) -> Sequence[StepView]:
        """The steps of the current attempt, oldest first, and those still to come."""
        return list_steps(self.job, self.now)

    @cached_property
    def time_left(self) -> str:
        """How long it may still take, as a range in words; "" when nobody can tell."""
        return tell_time_left(self.job, self.now)

    @cached_property
    def trail(self) -> Sequence[TrailView]:
        """Who did what with the job."""
        return list_trail(self.job)

    @property
    def version(self) -> str:
        """Changes whenever the panel would say something else."""
        return version_of(self.job, self.now)

    @property
    def stale_since(self) -> datetime | None:
        """When the worker last gave a sign of life, if that is too long ago."""
        beat = self.job.heartbeat_at
        if self.job.state is not JobStatus.RUNNING or beat is None:
            return None
        return beat if self.now - beat > settings.JOB_STALE_AFTER else None

    @property
    def waiting_note(self) -> str:
        """Why a queued job has not started, in words; "" when all is normal."""
        job = self.job
        if job.state is not JobStatus.QUEUED:
            return ""
        if job.next_try_at and job.next_try_at > self.now:
            at = timezone.localtime(job.next_try_at)
            return gettext(
                "A passing fault stopped the last try. Next try at %(at)s."
            ) % {"at": f"{at:%H:%M}"}
        if job.sent_at is None:
            return gettext(
                "Waiting for the queue. The job is safe; it starts when the queue is "
                "back."
            )
        if not engine.worker_is_alive():
            return gettext(
                "No worker is running. The job is safe; it starts with the worker."
            )
        if self.queue_ahead:
            return gettext("%(queue_ahead)s ahead of you.") % {
                "queue_ahead": self.queue_ahead
            }
        return ""

    @property
    def attempt(self) -> int:
        return self.job.attempt

    @property
    def max_attempts(self) -> int:
        return self.job.max_attempts

    @property
    def next_try_at(self) -> datetime | None:
        return self.job.next_try_at

    @property
    def works(self) -> list[dict[str, Any]]:
        return list(self.job.result.get("works", []))

    @property
    def problems(self) -> list[dict[str, str]]:
        return list_problems(self.job.result)

    @cached_property
    def files(self) -> list[FileOutcome]:
        """What came of each file of a batch; nothing for other jobs."""
        return list_outcomes(self.job, self.outputs)

    @property
    def warnings(self) -> list[str]:
        return list(self.job.warnings)

    @cached_property
    def outputs(self) -> list[FileView]:
        return list_outputs(self.job)

    @property
    def kept_outputs(self) -> Sequence[FileView]:
        """Those that can be downloaded still."""
        return [output for output in self.outputs if not output.expired]

    @property
    def is_empty_handed(self) -> bool:
        """Whether it lists no file to fetch, so that another try is what comes next."""
        return all(output.expired for output in self.listed_outputs)

    @property
    def offers_zip(self) -> bool:
        """Whether all files can be had as one: there are several and none is their zip."""
        has_zip = any(output.file_type == FileType.ZIP for output in self.outputs)
        return not has_zip and len(self.kept_outputs) > 1

    @property
    def zip_url(self) -> str:
        return reverse("job_zip", args=[self.job.pk])

    @property
    def listed_outputs(self) -> Sequence[FileView]:
        """Those to offer by themselves: of a batch the zip, for the rest stands by file."""
        if not self.files:
            return self.outputs
        return [output for output in self.outputs if output.file_type == FileType.ZIP]

    @property
    def expires_on(self) -> datetime | None:
        return min((o.expires_at for o in self.job.outputs.all()), default=None)

    @property
    def error_message(self) -> str:
        return translated(self.job.error_message)

    @property
    def error_hint(self) -> str:
        return translated(str(self.job.result.get("hint", "")))

    @property
    def error_reference(self) -> str:
        """What the user can quote to whoever runs the server; "" when it explains itself."""
        return str(self.job.result.get("reference", ""))

    @property
    def can_control(self) -> bool:
        own = self.job.user_id == self.viewer.user_id
        return self.viewer.can(
            Permission.RUN_OWN_JOBS if own else Permission.RUN_ALL_JOBS
        )

    @property
    def can_cancel(self) -> bool:
        return self.can_control and not self.is_final and not self.cancel_requested

    @property
    def can_pause(self) -> bool:
        """Whether it may be laid aside: a batch between two files."""
        return self.can_cancel and self.is_batch and not self._is_asked_or_paused

    @property
    def can_stop_after_file(self) -> bool:
        return self.can_pause and self.job.state is JobStatus.RUNNING

    @property
    def can_resume(self) -> bool:
        """Whether it is paused, or going to be."""
        return self.can_cancel and (
            self.is_paused or self.job.after_file == Job.AfterFile.PAUSE
        )

    @property
    def is_paused(self) -> bool:
        return self.job.state is JobStatus.PAUSED

    @property
    def _is_asked_or_paused(self) -> bool:
        return self.is_paused or bool(self.job.after_file)

    @property
    def after_file_note(self) -> str:
        """What the batch does when its current file is done, if it was asked to."""
        if self.is_final:
            return ""
        return {
            Job.AfterFile.PAUSE.value: gettext("It pauses when this file is done."),
            Job.AfterFile.STOP.value: gettext("It stops when this file is done."),
        }.get(self.job.after_file, "")

    @property
    def no_control_reason(self) -> str:
        """Why this viewer cannot cancel an unfinished job; "" when he can."""
        if self.is_final or self.can_control:
            return ""
        return gettext(
            "Only %(user)s or an admin of the office can cancel this job."
        ) % {"user": self.job.user}

    @property
    def can_retry(self) -> bool:
        """Whether it may be run again: nothing of it is left, but what it was made from."""
        source = self.job.source_output
        is_possible = has_left_nothing(self.job) and not (source and source.expired)
        return self.can_control and is_possible

    @property
    def undone_files(self) -> int:
        """How many files of an ended batch gave nothing or were never begun."""
        if not (self.is_final and self.is_batch):
            return 0
        made = sum(file.is_made for file in self.files)
        return count_further(self.job) + 1 - made

    @property
    def can_retry_failed(self) -> bool:
        return self.can_control and 0 < self.undone_files <= count_further(self.job)

    @property
    def makes_bills(self) -> bool:
        """Whether this viewer may go on from the bills of this job."""
        return self.job.job_type == JobType.GENERATE_BILL and self.viewer.can(
            Permission.RUN_OWN_JOBS
        )

    @property
    def offers_documents(self) -> bool:
        """Whether documents can be made: of one workbook, not of a batch."""
        is_one = len(self.outputs) == len(self.kept_outputs) == 1
        return self.is_success and self.makes_bills and is_one

    @property
    def offers_next_bill(self) -> bool:
        """Whether a later bill can be made from what was made; none follows a final one."""
        action = str(self.job.result.get("metadata", {}).get("action", ""))
        is_part = action.endswith("_part") and bool(self.kept_outputs)
        return self.is_success and self.makes_bills and is_part

    @property
    def offers_editing(self) -> bool:
        """Whether its inputs can be changed for a new job."""
        source = self.job.source_output
        return self.is_final and self.makes_bills and not (source and source.expired)

    @property
    def offers_reading(self) -> bool:
        """Whether the job's workbook can be looked at, and corrected, as it was read."""
        is_ended = self.is_success or (self.is_failed and bool(self.problems))
        return is_ended and self.makes_bills and not self.is_batch

    @property
    def poll_trigger(self) -> str:
        """The htmx trigger of the fragment: slower with the job's age, "" at its end."""
        if self.is_final:
            return ""
        return f"every {poll_seconds(self.job, self.now)}s"

    @property
    def url(self) -> str:
        return reverse("job_detail", args=[self.job.pk])

    @property
    def fragment_url(self) -> str:
        return reverse("job_fragment", args=[self.job.pk])

    @property
    def cancel_url(self) -> str:
        return reverse("job_cancel", args=[self.job.pk])

    @property
    def retry_url(self) -> str:
        return reverse("job_retry", args=[self.job.pk])

    @property
    def earlier(self) -> Job | None:
        """The job that this one repeats."""
        return self.job.parent

    @property
    def later(self) -> Job | None:
        """The newest job that repeats this one."""
        return self.job.retries.order_by("-created_at").first()
