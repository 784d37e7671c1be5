"""Downloads of made files and of uploads, always as attachments."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.http import wants_json
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
def output_download(request: OrgHttpRequest, output_id: UUID) -> HttpResponseBase:
    """The file, or the short-lived address of it in the store; JSON gets an address.

    An address in the store is the last that we hear of it, so that giving it out counts;
    our own counts when it is fetched.
    """
    output = get_output(organization=request.org, output_id=output_id)
    if wants_json(request):
        check_kept(output)
        address = _signed_url(output.file, output.filename)
        if address:
            record_download(output=output, actor=request.membership)
        return JsonResponse({"download_url": address or request.build_absolute_uri()})
    record_download(output=output, actor=request.membership)
    return _send(output.file, output.filename)


@require_safe
@never_cache
@org_view()
def upload_download(request: OrgHttpRequest, upload_id: UUID) -> HttpResponseBase:
    upload = get_upload(organization=request.org, upload_id=upload_id)
    check_kept(upload)
    return _send(upload.file, upload.filename)


def _send(file: FieldFile, filename: str) -> FileResponse | HttpResponse:
    address = _signed_url(file, filename)
    if address:
        return HttpResponseRedirect(address)
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=filename,
        content_type=_content_type(filename),
    )


def _signed_url(file: FieldFile, filename: str) -> str:
    """Where the store itself hands the file out for a moment; "" for the local disk."""
    if not hasattr(file.storage, "querystring_expire"):
        return ""
    parameters = {
        "ResponseContentDisposition": content_disposition_header(True, filename),
        "ResponseContentType": _content_type(filename),
    }
    return str(file.storage.url(file.name, parameters=parameters))  # type: ignore[call-arg]  # S3Storage takes them


def _content_type(filename: str) -> str:
    suffix = "." + filename.rpartition(".")[2].lower()
    return (
        CONTENT_TYPES.get(suffix)
        or mimetypes.guess_type(filename)[0]
        or "application/octet-stream"
    )
