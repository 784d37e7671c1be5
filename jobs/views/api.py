"""The JSON status of a job. Source: spec jobs, section 3."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from jobs.models import Job
from jobs.queries import describe_status, find_job_organization, get_job
from organizations.models import Membership


@never_cache
def job_status(request: HttpRequest, job_id: UUID) -> JsonResponse:
    """Exactly the documented object, or {"error"} with 401, 403, 404 or 405."""
    if request.method not in {"GET", "HEAD"}:
        return _error(405, "Use GET for the status of a job.")
    if not request.user.is_authenticated:
        return _error(401, "Sign in to see this job.")
    membership: Membership | None = getattr(request, "membership", None)
    owner = find_job_organization(job_id)
    if owner is None:
        return _error(404, "Job not found")
    if membership is None or membership.organization_id != owner:
        return _error(403, "This job belongs to another office.")
    try:
        job = get_job(organization=membership.organization, job_id=job_id)
    except Job.DoesNotExist:
        return _error(404, "Job not found")
    status: dict[str, Any] = describe_status(job)
    return JsonResponse(status)


def job_not_found(request: HttpRequest, job_id: str) -> JsonResponse:
    """Any other id, so that a caller of the API never meets an HTML page."""
    if not request.user.is_authenticated:
        return _error(401, "Sign in to see this job.")
    return _error(404, "Job not found")


def _error(status: int, text: str) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
