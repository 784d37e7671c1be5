"""Downloads of made files and of uploads, always as attachments."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.http import FileResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.queries import get_output, get_upload
from jobs.services import check_kept, record_download
from organizations.http import OrgHttpRequest, org_view

CONTENT_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@never_cache
@org_view()
def output_download(request: OrgHttpRequest, output_id: UUID) -> FileResponse:
    output = get_output(organization=request.org, output_id=output_id)
    record_download(output=output, actor=request.membership)
    return _attachment(output.file.open("rb"), output.filename)


@require_safe
@never_cache
@org_view()
def upload_download(request: OrgHttpRequest, upload_id: UUID) -> FileResponse:
    upload = get_upload(organization=request.org, upload_id=upload_id)
    check_kept(upload)
    return _attachment(upload.file.open("rb"), upload.filename)


def _attachment(file: object, filename: str) -> FileResponse:
    suffix = "." + filename.rpartition(".")[2].lower()
    content_type = (
        CONTENT_TYPES.get(suffix)
        or mimetypes.guess_type(filename)[0]
        or "application/octet-stream"
    )
    return FileResponse(
        file, as_attachment=True, filename=filename, content_type=content_type
    )
