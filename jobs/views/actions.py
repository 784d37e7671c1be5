"""Cancel and retry, from a button that htmx posts or a plain form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobs.http import show_job
from jobs.queries import get_job, get_job_view
from jobs.services import cancel_job, check_may_control, retry_job
from organizations.http import OrgHttpRequest, org_view


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view()
def job_cancel(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """GET asks; POST cancels and shows the job."""
    job = get_job(organization=request.org, job_id=job_id)
    check_may_control(job, request.membership)
    if request.method == "POST":
        cancel_job(job=job, actor=request.membership)
        return show_job(request, job, "partials/jobs/job_panel.html")
    view = get_job_view(viewer=request.membership, job_id=job_id)
    return render(request, "jobs/job_cancel.html", {"job": view})


@require_POST
@org_view()
def job_retry(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    job = get_job(organization=request.org, job_id=job_id)
    again = retry_job(job=job, actor=request.membership)
    return show_job(request, again, "partials/jobs/job_panel.html")
