"""The Make buttons of a finished bill, and papers of a workbook that was not made here."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from documents.forms import MakeDocumentForm, PapersForm
from documents.services import (
    DocumentKind,
    submit_document_job,
    submit_papers_job,
)
from jobs.http import json_error, show_job, wants_json
from jobs.queries import get_job, list_uploads
from jobs.services import store_uploads
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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def new_papers(request: OrgHttpRequest) -> HttpResponse:
    """GET: the page. POST: the job's panel, or the form again with what to correct."""
    if request.method != "POST":
        return render(request, "documents/papers_new.html", {"form": PapersForm()})
    uploads = list_uploads(request.membership, request.POST.getlist("kept"))
    form = PapersForm(request.POST, request.FILES, uploads=uploads)
    if form.is_valid():
        job = submit_papers_job(
            actor=request.membership,
            workbooks=form.cleaned_data["workbook"],
            kind=DocumentKind(form.cleaned_data["kind"]),
            typed=form.typed(),
            key=str(form.cleaned_data["key"] or ""),
        )
        return show_job(request, job, "partials/jobs/job_dialog.html")
    if wants_json(request):
        return json_error(form.errors)
    files = form.at_stake(is_swapped=bool(request.htmx))
    form.uploads += store_uploads(request.membership, files)
    part = "partials/documents/papers_form.html"
    page = part if request.htmx else "documents/papers_new.html"
    return render(request, page, {"form": form}, status=422)
