"""Home: what needs attention, the works and files of late, and the first steps of a new office."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bills.queries.attention import list_attention
from bills.queries.works import WorkView, list_works
from bills.services import make_sample_estimate, submit_bill_job
from jobs.queries import list_jobs
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

RECENT = 5
SAMPLE_INPUTS = {"action": "estimate_first_part", "number": None}


@require_safe
@never_cache
@org_view()
def home(request: OrgHttpRequest) -> HttpResponse:
    viewer = request.membership
    context = {
        "jobs": list_jobs(viewer=viewer, limit=RECENT),
        "attention": list_attention(viewer, timezone.now()),
        "works": [WorkView(work) for work in list_works(request.org)[:RECENT]],
    }
    return render(request, "bills/home.html", context)


@require_POST
@org_view(Permission.RUN_OWN_JOBS)
def sample_bill(request: OrgHttpRequest) -> HttpResponse:
    """Makes the bill of the sample estimate, for somebody who has no workbook at hand."""
    sample = make_sample_estimate()
    job = submit_bill_job(
        actor=request.membership,
        workbooks=[ContentFile(sample.content, name=sample.filename)],
        inputs=dict(SAMPLE_INPUTS),
        key="",
    )
    return redirect("job_detail", job.pk)
