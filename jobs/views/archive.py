"""All files of a job as one zip, put together while it is downloaded."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.engine import asking_the_store
from jobs.models import OutputFile
from jobs.queries import get_job
from jobs.services import record_download
from organizations.http import OrgHttpRequest, org_view

IN_MEMORY_BYTES = 10 * 1024 * 1024  # a larger zip is written to the disk


@require_safe
@never_cache
@org_view()
def job_zip(request: OrgHttpRequest, job_id: UUID) -> FileResponse:
    """Raises: Http404, when no file is kept any more; StorageUnavailable."""
    job = get_job(organization=request.org, job_id=job_id)
    outputs = [output for output in job.outputs.all() if not output.expired]
    if not outputs:
        raise Http404
    archive = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
    with ExitStack() as on_failure:
        on_failure.callback(archive.close)
        with ZipFile(archive, "w", ZIP_DEFLATED) as zip_file:
            for output in outputs:
                with asking_the_store():
                    _add(zip_file, output)
                record_download(output=output, actor=request.membership)
        on_failure.pop_all()
    archive.seek(0)
    return FileResponse(
        archive,
        as_attachment=True,
        filename=f"Job {job.number}.zip",
        content_type="application/zip",
    )


def _add(zip_file: ZipFile, output: OutputFile) -> None:
    with output.file.open("rb") as stored, zip_file.open(output.filename, "w") as part:
        for chunk in stored.chunks():
            part.write(chunk)
