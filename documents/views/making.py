"""The Make buttons of a finished bill."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from documents.forms import MakeDocumentForm
from documents.services import DocumentKind, submit_document_job
from jobs.http import json_error, show_job
from jobs.queries import get_job
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_POST
@org_view(Permission.RUN_OWN_JOBS)
def make_document(request: OrgHttpRequest, kind: str) -> HttpResponse:
    """Starts the document's job from a bill that was just made; nothing is uploaded again."""
    form = MakeDocumentForm(request.POST)
    if kind not in list(DocumentKind):
        raise Http404
    if not form.is_valid():
        return json_error(form.errors)
    bill_job = get_job(organization=request.org, job_id=form.cleaned_data["job"])
    job = submit_document_job(
        actor=request.membership,
        bill_job=bill_job,
        kind=DocumentKind(kind),
        key=form.cleaned_data["key"],
    )
    return show_job(request, job, "partials/jobs/job_panel.html")
