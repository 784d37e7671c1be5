"""The addresses of the API, and its answer to those that it does not have."""

from __future__ import annotations

from importlib import import_module

from django.http import HttpRequest, JsonResponse
from django.urls import path, re_path

from jobs.api.app import api
from jobs.api.files import outputs, uploads
from jobs.api.jobs import router as jobs
from jobs.engine.registry import app_modules
from organizations.http import NOT_SIGNED_IN

api.add_router("/jobs", jobs)
api.add_router("/uploads", uploads)
api.add_router("/outputs", outputs)
# Apps above this one add what is theirs, before the addresses are taken below.
for module in app_modules("api"):
    import_module(module)


def nothing_here(request: HttpRequest, rest: str) -> JsonResponse:
    """JSON, so that a program never meets an HTML page."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": NOT_SIGNED_IN}, status=401)
    text = "Job not found" if rest.startswith("jobs/") else "There is no such address."
    return JsonResponse({"error": text}, status=404)


urlpatterns = [path("", api.urls), re_path(r"^(?P<rest>.*)$", nothing_here)]
