"""The app's pages, and beside them the bare view that a poll is compared with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jobs.models import Job


def bare(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Reads one row, and asks nobody who is asking."""
    return HttpResponse(f"<p>{Job.all_orgs.get(pk=job_id).progress}</p>")


urlpatterns = [path("bare/<uuid:job_id>/", bare), path("", include("project.urls"))]
