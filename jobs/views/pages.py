"""The list of jobs and a job's own page; its fragment and actions are beside this file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.queries import get_job_view, list_jobs
from organizations.http import OrgHttpRequest, org_view

LISTED = 100


@require_safe
@never_cache
@org_view()
def job_list(request: OrgHttpRequest) -> HttpResponse:
    jobs = list_jobs(viewer=request.membership, limit=LISTED)
    return render(request, "jobs/job_list.html", {"jobs": jobs, "limit": LISTED})


@require_safe
@never_cache
@org_view()
def job_detail(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    job = get_job_view(viewer=request.membership, job_id=job_id)
    return render(request, "jobs/job_detail.html", {"job": job})
