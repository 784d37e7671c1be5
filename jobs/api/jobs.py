"""Jobs over the API: their status, ordering them, and the deeds of the job page."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Router, Status
from ninja.errors import HttpError

from jobs.api.app import REFUSALS, actor_of
from jobs.api.schemas import (
    JobChanged,
    JobLines,
    JobOrder,
    JobStatusDocument,
    JobTaken,
)
from jobs.engine import CancelOutcome
from jobs.models import Job
from jobs.queries import describe_status, find_job_organization, get_job, get_upload
from jobs.queries.history import Filters, get_page
from jobs.services import (
    cancel_job,
    check_may_run,
    order_job,
    pause_job,
    resume_job,
    retry_job,
)

router = Router(tags=["jobs"])


@router.get("/", response={200: JobLines, **REFUSALS}, summary="Jobs, newest first")
def list_jobs(request: HttpRequest, before: str = "", text: str = "") -> dict[str, Any]:
    """`before` is the `next` of the page before."""
    actor = actor_of(request)
    page = get_page(actor, Filters(text=text[:100]), before=before)
    return {
        "jobs": [
            {
                "id": view.id,
                "number": view.number,
                "job_type": view.job.job_type,
                "title": view.title,
                "status": view.status,
                "progress": view.progress,
                "created_at": view.job.created_at,
                "completed_at": view.job.completed_at,
                "status_url": status_url(view.job),
            }
            for view in page.jobs
        ],
        "next": page.older or None,
    }


@router.post(
    "/create/",
    response={202: JobTaken, 200: JobTaken, **REFUSALS},
    summary="Order a job; 200 when these inputs have an unfinished one",
)
def create_job(
    request: HttpRequest,
    payload: JobOrder,
    key: Annotated[str, Header(alias="Idempotency-Key")] = "",
) -> Status[dict[str, Any]]:
    """`metadata` are the inputs of the kind. A repeated `Idempotency-Key` is one order."""
    actor = actor_of(request)
    check_may_run(actor)
    upload = None
    if payload.upload_id:
        upload = get_upload(
            organization=actor.organization, upload_id=payload.upload_id
        )
    began = timezone.now()
    job = order_job(
        actor=actor,
        job_type=payload.job_type,
        upload=upload,
        inputs=payload.metadata,
        key=key[:64],
    )
    return Status(202 if job.created_at >= began else 200, _taken(job))


@router.get(
    "/{uuid:job_id}/status/",
    response={200: JobStatusDocument, **REFUSALS},
    url_name="job_status",
    summary="Status of a job",
)
def job_status(request: HttpRequest, job_id: UUID) -> dict[str, Any]:
    return describe_status(_find(request, job_id))


@router.post("/{uuid:job_id}/cancel/", response={200: JobChanged, **REFUSALS})
def cancel(request: HttpRequest, job_id: UUID) -> dict[str, Any]:
    """A finished job stays as it is."""
    job = _find(request, job_id)
    outcome: CancelOutcome = cancel_job(job=job, actor=actor_of(request))
    return _changed(job, outcome.value)


@router.post("/{uuid:job_id}/pause/", response={200: JobChanged, **REFUSALS})
def pause(request: HttpRequest, job_id: UUID) -> dict[str, Any]:
    """A running batch pauses when its current file is done."""
    job = _find(request, job_id)
    pause_job(job=job, actor=actor_of(request))
    message = "paused" if job.status == "paused" else "pauses after this file"
    return _changed(job, message)


@router.post("/{uuid:job_id}/resume/", response={200: JobChanged, **REFUSALS})
def resume(request: HttpRequest, job_id: UUID) -> dict[str, Any]:
    job = _find(request, job_id)
    resume_job(job=job, actor=actor_of(request))
    return _changed(job, "goes on")


@router.post("/{uuid:job_id}/retry/", response={202: JobTaken, **REFUSALS})
def retry(request: HttpRequest, job_id: UUID) -> Status[dict[str, Any]]:
    """A new attempt with the same inputs."""
    again = retry_job(job=_find(request, job_id), actor=actor_of(request))
    return Status(202, _taken(again))


def status_url(job: Job) -> str:
    return reverse("api:job_status", args=[job.pk])


def _find(request: HttpRequest, job_id: UUID) -> Job:
    """404 for no job, 403 for one of another office. Source: spec jobs, section 3."""
    organization = actor_of(request).organization
    owner = find_job_organization(job_id)
    if owner is None:
        raise HttpError(404, "Job not found")
    if owner != organization.pk:
        raise HttpError(403, "This job belongs to another office.")
    return get_job(organization=organization, job_id=job_id)


def _taken(job: Job) -> dict[str, Any]:
    return {
        "job_id": job.pk,
        "status": job.status,
        "status_url": status_url(job),
        "task_id": job.task_id,
    }


def _changed(job: Job, message: str) -> dict[str, Any]:
    return {
        "id": job.pk,
        "status": job.status,
        "cancel_requested": job.cancel_requested,
        "message": message,
    }
