"""The files of a job as a page shows them: what it works on, what it made, what came of each file of a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from jobs.domain.outcomes import FileType, JobType
from jobs.domain.states import JobStatus
from jobs.models import FurtherFile, Job, OutputFile, Upload
from organizations.models import Organization

Purpose = FurtherFile.Purpose


def list_stored(organization: Organization) -> Iterator[tuple[str, FieldFile]]:
    """Every file that is still kept, the oldest first, with its name among all of them.

    Files that exports made are left out.
    """
    uploads = Upload.objects.for_org(organization).filter(expired=False)
    for upload in uploads.order_by("created_at", "pk").iterator(chunk_size=500):
        yield (
            f"uploads/{upload.created_at:%Y-%m-%d} {upload.pk}/{upload.filename}",
            upload.file,
        )
    made = OutputFile.objects.for_org(organization).filter(expired=False)
    exports = made.filter(job__job_type=JobType.EXPORT_DATA.value)
    found = made.exclude(pk__in=exports).select_related("job")
    for output in found.order_by("created_at", "pk").iterator(chunk_size=500):
        yield f"made/{output.job.number:05d}/{output.filename}", output.file


def tabulate_jobs(organization: Organization) -> Iterator[list[str]]:
    """The list of jobs, the oldest first; the first row names the columns."""
    yield ["number", "kind", "title", "state", "person", "ordered", "ended", "error"]
    jobs = Job.objects.for_org(organization).select_related("user").order_by("number")
    for job in jobs.iterator(chunk_size=500):
        yield [
            str(job.number),
            job.job_type,
            str(job.result.get("metadata", {}).get("title", "")),
            job.status,
            job.user.email,
            job.created_at.isoformat(),
            job.completed_at.isoformat() if job.completed_at else "",
            job.error_message,
        ]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A file that a job works on; `note` says what for, "" for the first."""

    filename: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class FileView:
    id: UUID
    filename: str
    file_type: str
    size: int
    extent: str  # "3 sheets", "12 pages", or ""
    download_url: str
    expired: bool


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What a batch made of one of its files."""

    filename: str
    is_made: bool
    message: str
    works: list[dict[str, Any]]
    problems: list[dict[str, str]]
    outputs: list[FileView]

    @property
    def status_word(self) -> str:
        if not self.is_made:
            return gettext("Failed")
        return (
            gettext("Done, with points to check")
            if self._is_doubtful
            else gettext("Done")
        )

    @property
    def icon(self) -> str:
        if not self.is_made:
            return "failed"
        return "warning" if self._is_doubtful else "done"

    @property
    def has_more(self) -> bool:
        """Whether there is more to tell than the message."""
        return bool(self.works) or len(self.problems) > 1

    @property
    def _is_doubtful(self) -> bool:
        return any(problem["level"] != "info" for problem in self.problems) or any(
            work.get("scrutiny", {}).get("wrong") for work in self.works
        )


def list_sources(job: Job) -> list[SourceView]:
    """Every file that the job works on: the first, those of a batch, then the others."""
    batch = [_further(file) for file in _further_files(job, Purpose.BATCH)]
    slips = [
        _further(file, gettext("workslip"))
        for file in _further_files(job, Purpose.WORKSLIP)
    ]
    first = job.upload or job.source_output
    if first is None:
        return batch + slips
    page = "output_download" if isinstance(first, OutputFile) else "upload_download"
    url = reverse(page, args=[first.pk])
    return [SourceView(first.filename, url, ""), *batch, *slips]


def list_batch(job: Job) -> list[str]:
    """The names of the files that are worked on one by one, the first among them."""
    names = [file.upload.filename for file in _further_files(job, Purpose.BATCH)]
    return [job.upload.filename, *names] if job.upload else names


def count_further(job: Job) -> int:
    """How many files of a batch come after the first."""
    return len(_further_files(job, Purpose.BATCH))


def list_outputs(job: Job) -> list[FileView]:
    return [
        FileView(
            id=output.pk,
            filename=output.filename,
            file_type=output.file_type,
            size=output.file_size,
            extent=_extent(output),
            download_url=reverse("output_download", args=[output.pk]),
            expired=output.expired,
        )
        for output in job.outputs.all()
    ]


def list_outcomes(job: Job, outputs: Sequence[FileView]) -> list[FileOutcome]:
    """What came of each file of a batch; nothing for other jobs."""
    by_name = {output.filename: output for output in outputs}
    return [
        FileOutcome(
            filename=entry["filename"],
            is_made=entry["state"] == "made",
            message=entry["message"],
            works=entry["works"],
            problems=list_problems(entry),
            outputs=[by_name[name] for name in entry["outputs"] if name in by_name],
        )
        for entry in job.result.get("files") or job.kept
    ]


def has_left_nothing(job: Job) -> bool:
    """Whether it ended without a result, or with files that are no longer kept."""
    if job.state is JobStatus.COMPLETED:
        outputs = job.outputs.all()
        return bool(outputs) and all(output.expired for output in outputs)
    return job.is_final


def list_problems(made: dict[str, Any]) -> list[dict[str, str]]:
    """The problems of a result, each with where it is."""
    return [
        {**problem, "place": _place(problem)} for problem in made.get("problems", [])
    ]


def _extent(output: OutputFile) -> str:
    if not output.page_count:
        return ""
    count = output.page_count
    if output.file_type == FileType.EXCEL:
        return ngettext("%(count)s sheet", "%(count)s sheets", count) % {"count": count}
    return ngettext("%(count)s page", "%(count)s pages", count) % {"count": count}


def _place(problem: dict[str, str]) -> str:
    sheet, cell = problem.get("sheet", ""), problem.get("cell", "")
    return f"{sheet}!{cell}" if cell else sheet


def _further_files(job: Job, purpose: Purpose) -> list[FurtherFile]:
    # Chosen here and not by a query: the pages have fetched all of them.
    return [file for file in job.further_files.all() if file.purpose == purpose]


def _further(file: FurtherFile, note: str = "") -> SourceView:
    url = reverse("upload_download", args=[file.upload_id])
    return SourceView(file.upload.filename, url, note)
