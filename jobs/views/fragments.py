"""What htmx polls: a job's progress and the indicator of running jobs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.queries import get_job_view
from organizations.http import OrgHttpRequest, org_view


@require_safe
@never_cache
@org_view()
def job_fragment(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """The progress while the job is unfinished, then the result in its place."""
    job = get_job_view(viewer=request.membership, job_id=job_id)
    part = "job_finished" if job.is_final else "job_polled"
    return render(request, f"partials/jobs/{part}.html", {"job": job})


@require_safe
@never_cache
@org_view()
def running_jobs(request: OrgHttpRequest) -> HttpResponse:
    return render(request, "partials/jobs/running_jobs.html")
