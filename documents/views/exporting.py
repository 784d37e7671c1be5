"""Ordering an export of the office."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from documents.services import submit_export
from jobs.http import show_job
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_POST
@never_cache
@org_view(Permission.OWN)
def export_start(request: OrgHttpRequest) -> HttpResponse:
    job = submit_export(actor=request.membership, key=request.POST.get("key", "")[:64])
    return show_job(request, job, "partials/jobs/job_dialog.html")
