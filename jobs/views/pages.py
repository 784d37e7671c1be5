"""A job's own page; its fragment, its actions and the history are beside this file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.queries import get_job_view
from jobs.services import mark_told
from organizations.http import OrgHttpRequest, org_view


@require_safe
@never_cache
@org_view()
def job_detail(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    job = get_job_view(viewer=request.membership, job_id=job_id)
    mark_told([job])
    return render(request, "jobs/job_detail.html", {"job": job})
