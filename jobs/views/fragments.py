"""What htmx polls: a job's progress, and what is told beside every page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.queries import get_panel_view, list_running
from jobs.queries.news import list_news, shown_of
from jobs.services import mark_told
from organizations.http import OrgHttpRequest, org_view


@require_safe
@never_cache
@org_view()
def job_fragment(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """The progress while the job is unfinished, then the result in its place."""
    job = get_panel_view(viewer=request.membership, job_id=job_id)
    mark_told([job])
    part = "job_finished" if job.is_final else "job_polled"
    return render(request, f"partials/jobs/{part}.html", {"job": job})


@require_safe
@never_cache
@org_view()
def running_jobs(request: OrgHttpRequest) -> HttpResponse:
    """The running jobs and the news; without a body when the page shows them already."""
    running = list_running(viewer=request.membership)
    news = list_news(request.membership)
    if not news and request.GET.get("shown") == shown_of(running):
        return HttpResponse(status=204)
    mark_told(news)
    context = {"running": running, "shown": shown_of(running), "toasts": news}
    return render(request, "partials/jobs/running_polled.html", context)
