"""Uploads and made files over the API; the download itself is a view that browsers use too."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from jobs.api.app import REFUSALS, actor_of
from jobs.api.jobs import status_url
from jobs.api.schemas import OutputDocuments, UploadDocument
from jobs.models import Job, Upload
from jobs.queries import get_upload, list_outputs_of
from jobs.services import SOURCE, check_may_run, check_upload, store_upload

uploads = Router(tags=["uploads"])
outputs = Router(tags=["outputs"])


@uploads.post(
    "/", response={201: UploadDocument, **REFUSALS}, summary="Give a workbook"
)
def upload_file(
    request: HttpRequest, file: Annotated[UploadedFile, File()]
) -> Status[dict[str, Any]]:
    """A file that no kind of job could read is refused, and not stored."""
    actor = actor_of(request)
    check_may_run(actor)
    check_upload(file, SOURCE)
    stored = store_upload(organization=actor.organization, actor=actor, file=file)
    return Status(201, _describe(stored, None))


@uploads.get("/{uuid:upload_id}/status/", response={200: UploadDocument, **REFUSALS})
def upload_status(request: HttpRequest, upload_id: UUID) -> dict[str, Any]:
    """What was given, and the newest job that works on it."""
    organization = actor_of(request).organization
    upload = get_upload(organization=organization, upload_id=upload_id)
    job = upload.jobs.order_by("-created_at").first()
    return _describe(upload, job)


@outputs.get("/", response={200: OutputDocuments, **REFUSALS})
def list_outputs(request: HttpRequest, job_id: UUID | None = None) -> dict[str, Any]:
    """The newest made files that are kept still, of one job or of all."""
    files = list_outputs_of(actor_of(request).organization, job_id)
    return {
        "outputs": [
            {
                "id": output.pk,
                "filename": output.filename,
                "file_type": output.file_type,
                "file_size": output.file_size,
                "created_at": output.created_at,
                "download_count": output.download_count,
                "last_downloaded": output.last_downloaded,
                "job_id": output.job_id,
                "job_status": output.job.status,
                "download_url": reverse("output_download", args=[output.pk]),
            }
            for output in files
        ]
    }


def _describe(upload: Upload, job: Job | None) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "filename": upload.filename,
        "status": upload.status,
        "file_size": upload.file_size,
        "created_at": upload.created_at,
        "job": job
        and {
            "id": job.pk,
            "status": job.status,
            "progress": job.progress,
            "status_url": status_url(job),
        },
    }
