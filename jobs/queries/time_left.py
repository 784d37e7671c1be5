"""How long a running job may still take, told from the office's earlier jobs of its kind and size."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from django.db.models import F

from jobs.domain.states import JobStatus
from jobs.domain.time_left import (
    compute_files_left,
    compute_time_left,
    format_time_left,
)
from jobs.models import FurtherFile, Job
from jobs.queries.steps import steps_taken
from jobs.queries.stored_texts import translated

COMPARED = 20  # earlier jobs
LIKE_IT = 2  # so many times smaller or larger is a file of the same size


def tell_time_left(job: Job, now: datetime) -> str:
    """`About 25 to 55 seconds left`; "" when nobody can tell."""
    if job.state is not JobStatus.RUNNING or job.started_at is None:
        return ""
    if any(
        file.purpose == FurtherFile.Purpose.BATCH for file in job.further_files.all()
    ):
        left = compute_files_left(_durations_of_files(job), _files_left(job))
    else:
        elapsed = (now - job.started_at).total_seconds()
        left = compute_time_left(_durations_of_jobs(job), elapsed)
    return translated(format_time_left(*left)) if left else ""


def _durations_of_jobs(job: Job) -> list[float]:
    alike = Job.all_orgs.filter(
        organization=job.organization_id,
        job_type=job.job_type,
        status=JobStatus.COMPLETED.value,
        priority=job.priority,
    )
    if job.upload:
        size = job.upload.file_size
        alike = alike.filter(
            upload__file_size__gte=size // LIKE_IT,
            upload__file_size__lte=size * LIKE_IT,
        )
    spans = alike.order_by("-created_at").values_list(
        F("completed_at") - F("started_at"), flat=True
    )
    return [span.total_seconds() for span in spans[:COMPARED] if span]


def _durations_of_files(job: Job) -> list[float]:
    """Of the files that are done in this attempt: a step of a batch is a file."""
    starts = [event.at for event in steps_taken(job)]
    return [(end - start).total_seconds() for start, end in pairwise(starts)]


def _files_left(job: Job) -> int:
    return max(len(job.plan) - len(job.kept), 0)
