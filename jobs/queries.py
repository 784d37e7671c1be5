"""Jobs as the pages and the status API show them; nothing here changes a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import ACTIVE, JobStatus
from jobs.models import Job, JobEvent, OutputFile, Upload
from organizations.domain.roles import Permission
from organizations.models import Membership, Organization

STATUS_WORDS = {
    JobStatus.QUEUED: "Waiting",
    JobStatus.RUNNING: "Working",
    JobStatus.PAUSED: "Paused",
    JobStatus.COMPLETED: "Done",
    JobStatus.FAILED: "Failed",
    JobStatus.CANCELLED: "Cancelled",
}
KIND_WORDS = {
    JobType.GENERATE_BILL: "Bill",
    JobType.GENERATE_BILL_DOCUMENT: "Document",
}


@dataclass(frozen=True, slots=True)
class StepView:
    name: str
    state: str  # done or current
    elapsed: str


@dataclass(frozen=True, slots=True)
class FileView:
    id: UUID
    filename: str
    file_type: str
    size: int
    download_url: str
    expired: bool


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
        kind = KIND_WORDS.get(JobType(self.job.job_type), "Job")
        return str(self.job.result.get("metadata", {}).get("title") or kind)

    @property
    def source_name(self) -> str:
        source = self.job.upload or self.job.source_output
        return source.filename if source else ""

    @property
    def source_url(self) -> str:
        if self.job.upload_id:
            return reverse("upload_download", args=[self.job.upload_id])
        if self.job.source_output_id:
            return reverse("output_download", args=[self.job.source_output_id])
        return ""

    @property
    def status(self) -> str:
        return self.job.status

    @property
    def status_word(self) -> str:
        if self.cancel_requested:
            return "Cancelling"
        if self.is_success and self.warnings:
            return "Done, with points to check"
        return STATUS_WORDS[self.job.state]

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
        return self.job.current_step

    @property
    def elapsed(self) -> str:
        """From submit to the end, or until now."""
        return format_elapsed((self.job.completed_at or self.now) - self.job.created_at)

    @property
    def waited(self) -> str:
        return format_elapsed((self.job.started_at or self.now) - self.job.created_at)

    @property
    def steps(self) -> Sequence[StepView]:
        """The steps of the current attempt, oldest first."""
        records: list[JobEvent] = []
        for event in self.job.events.all():
            if event.kind == JobEvent.Kind.STARTED:
                records = []
            elif event.kind == JobEvent.Kind.STEP:
                records.append(event)
        last_end = self.job.completed_at or self.now
        ends = [*(event.at for event in records), last_end][1:]
        running = self.job.state is JobStatus.RUNNING
        return [
            StepView(
                name=event.text,
                state="current" if running and event is records[-1] else "done",
                elapsed=format_elapsed(end - event.at),
            )
            for event, end in zip(records, ends, strict=True)
        ]

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
            return f"A passing fault stopped the last try. Next try at {at:%H:%M}."
        if job.sent_at is None:
            return (
                "Waiting for the queue. The job is safe; it starts when the queue is "
                "back."
            )
        if not engine.worker_is_alive():
            return "No worker is running. The job is safe; it starts with the worker."
        if self.queue_ahead:
            return f"{self.queue_ahead} ahead of you."
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
        return [
            {**problem, "place": _place(problem)}
            for problem in self.job.result.get("problems", [])
        ]

    @property
    def warnings(self) -> list[str]:
        return list(self.job.warnings)

    @property
    def outputs(self) -> Sequence[FileView]:
        return [
            FileView(
                id=output.pk,
                filename=output.filename,
                file_type=output.file_type,
                size=output.file_size,
                download_url=reverse("output_download", args=[output.pk]),
                expired=output.expired,
            )
            for output in self.job.outputs.all()
        ]

    @property
    def expires_on(self) -> datetime | None:
        return min((o.expires_at for o in self.job.outputs.all()), default=None)

    @property
    def error_message(self) -> str:
        return self.job.error_message

    @property
    def error_hint(self) -> str:
        return str(self.job.result.get("hint", ""))

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
    def can_retry(self) -> bool:
        return self.can_control and (self.is_failed or self.is_cancelled)

    @property
    def makes_bill(self) -> bool:
        """Whether documents can be made from this job's file."""
        return (
            self.is_success
            and self.job.job_type == JobType.GENERATE_BILL
            and self.viewer.can(Permission.RUN_OWN_JOBS)
        )

    @property
    def poll_trigger(self) -> str:
        """The htmx trigger of the fragment: slower with the job's age, "" at its end."""
        if self.is_final:
            return ""
        seconds = int(settings.JOB_POLL_INTERVAL.total_seconds())
        age = self.now - self.job.created_at
        if age > timedelta(minutes=10):
            seconds = max(seconds, 5)
        elif age > timedelta(minutes=1):
            seconds = max(seconds, 2)
        return f"every {seconds}s"

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


def format_elapsed(span: timedelta) -> str:
    """`0:07`, `12:30`, `1:02:03`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def _place(problem: dict[str, str]) -> str:
    sheet, cell = problem.get("sheet", ""), problem.get("cell", "")
    return f"{sheet}!{cell}" if cell else sheet


def jobs_of(organization: Organization) -> QuerySet[Job]:
    return (
        Job.objects.for_org(organization)
        .select_related("user", "upload", "source_output")
        .prefetch_related(
            Prefetch("outputs", queryset=OutputFile.objects.for_org(organization))
        )
    )


def get_job(*, organization: Organization, job_id: UUID) -> Job:
    """Raises: Job.DoesNotExist."""
    return jobs_of(organization).get(pk=job_id)


def get_job_view(*, viewer: Membership, job_id: UUID) -> JobView:
    """Raises: Job.DoesNotExist."""
    job = get_job(organization=viewer.organization, job_id=job_id)
    return JobView(job, viewer, ahead=count_ahead(job))


def count_ahead(job: Job) -> int | None:
    """How many jobs are before this one in the queue; None once it has left it."""
    if job.state is not JobStatus.QUEUED:
        return None
    return Job.all_orgs.filter(
        status=JobStatus.QUEUED.value, created_at__lt=job.created_at
    ).count()


def list_jobs(*, viewer: Membership, limit: int) -> list[JobView]:
    return [JobView(job, viewer) for job in jobs_of(viewer.organization)[:limit]]


def list_running(*, viewer: Membership) -> list[JobView]:
    """The office's unfinished jobs, newest first."""
    jobs = (
        Job.objects.for_org(viewer.organization)
        .filter(status__in=ACTIVE)
        .select_related("upload", "source_output")
    )
    return [JobView(job, viewer) for job in jobs[:20]]


def get_output(*, organization: Organization, output_id: UUID) -> OutputFile:
    """Raises: OutputFile.DoesNotExist."""
    return (
        OutputFile.objects.for_org(organization).select_related("job").get(pk=output_id)
    )


def get_upload(*, organization: Organization, upload_id: UUID) -> Upload:
    """Raises: Upload.DoesNotExist."""
    return Upload.objects.for_org(organization).get(pk=upload_id)


def find_job_organization(job_id: UUID) -> UUID | None:
    """Whose job it is, for the status API's 403; None when there is no such job."""
    return (
        Job.all_orgs.filter(pk=job_id).values_list("organization_id", flat=True).first()
    )


def describe_status(job: Job) -> dict[str, Any]:
    """The status document of the API. Source: spec jobs, section 3."""
    made = {key: value for key, value in job.result.items() if key != "metadata"}
    return {
        "id": str(job.pk),
        "status": job.status,
        "progress": job.progress,
        "current_step": job.current_step,
        "started_at": _iso(job.started_at),
        "completed_at": _iso(job.completed_at),
        "error_message": job.error_message,
        "error_log": [
            {key: entry.get(key) for key in ("timestamp", "attempt", "step", "error")}
            for entry in job.error_log
        ],
        "result_summary": json.dumps(made) if made else None,
        "outputs": [
            {
                "id": str(output.pk),
                "filename": output.filename,
                "file_type": output.file_type,
                "file_size": output.file_size,
                "download_url": reverse("output_download", args=[output.pk]),
                "download_count": output.download_count,
            }
            for output in job.outputs.all()
        ],
        "is_complete": job.is_final,
        "is_success": job.state is JobStatus.COMPLETED,
        "is_failed": job.state is JobStatus.FAILED,
        "cancel_requested": job.cancel_requested,
        "warnings": job.warnings,
        "attempt": job.attempt,
        "max_attempts": job.max_attempts,
        "next_try_at": _iso(job.next_try_at),
        "heartbeat_at": _iso(job.heartbeat_at),
        "queue_position": _position(job),
    }


def _position(job: Job) -> int | None:
    ahead = count_ahead(job)
    return None if ahead is None else ahead + 1


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
