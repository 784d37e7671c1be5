"""Cancel, pause, resume and retry, from a button that htmx posts or a plain form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobs.http import show_job
from jobs.queries import get_job, get_job_view
from jobs.services import (
    cancel_job,
    check_may_control,
    pause_job,
    resume_job,
    retry_failed_files,
    retry_job,
    stop_after_file,
)
from organizations.http import OrgHttpRequest, org_view

PANEL = "partials/jobs/job_panel.html"
DEEDS: dict[str, Callable[..., object]] = {
    "pause": pause_job,
    "resume": resume_job,
    "stop-after-file": stop_after_file,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view()
def job_cancel(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """GET asks; POST cancels and shows the job."""
    job = get_job(organization=request.org, job_id=job_id)
    check_may_control(job, request.membership)
    if request.method == "POST":
        cancel_job(job=job, actor=request.membership)
        return show_job(request, job, PANEL)
    view = get_job_view(viewer=request.membership, job_id=job_id)
    return render(request, "jobs/job_cancel.html", {"job": view})


@require_POST
@org_view()
def job_control(request: OrgHttpRequest, job_id: UUID, deed: str) -> HttpResponse:
    """Pauses the job, lets it go on, or ends it when its current file is done."""
    job = get_job(organization=request.org, job_id=job_id)
    DEEDS[deed](job=job, actor=request.membership)
    return show_job(request, job, PANEL)


@require_POST
@org_view()
def job_retry(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """A new job: of everything, or with `only=failed` of the files that gave nothing."""
    job = get_job(organization=request.org, job_id=job_id)
    repeat = retry_failed_files if request.POST.get("only") == "failed" else retry_job
    again = repeat(job=job, actor=request.membership)
    return show_job(request, again, PANEL)
