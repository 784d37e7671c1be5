"""How a view answers once it has a job: a fragment for htmx, a redirect for a plain form, JSON for a program."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import push_url

from jobs.models import Job
from jobs.queries import get_job_view
from organizations.http import OrgHttpRequest


def show_job(request: OrgHttpRequest, job: Job, fragment: str) -> HttpResponse:
    """The job in the form that the caller understands.

    The pushed address makes Reload show the job and Back the form again.
    """
    if wants_json(request):
        return JsonResponse(
            {
                "job_id": str(job.pk),
                "status_url": reverse("api:job_status", args=[job.pk]),
                "message": f"Job {job.number} is {job.status}.",
            },
            status=202,
        )
    if not request.htmx:
        return redirect("job_detail", job.pk)
    view = get_job_view(viewer=request.membership, job_id=job.pk)
    return push_url(render(request, fragment, {"job": view}), view.url)


def json_error(errors: ErrorDict) -> JsonResponse:
    """The first thing to correct in a form, for a program."""
    field, messages = next(iter(errors.get_json_data().items()))
    text = str(messages[0]["message"])
    name = "" if field == NON_FIELD_ERRORS else f"{field}: "
    return JsonResponse({"error": f"{name}{text}"}, status=400)


def wants_json(request: OrgHttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )
