"""Answers the polls that have nothing to tell, before anything else is looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from jobs.queries.freshness import find_watched, version_of

POLLED = "job_fragment"


class UnchangedPollMiddleware:
    """204, which htmx swaps nothing for, when the page shows the job as it is.

    Most polls are such, and they cost two queries: the session and the job. It stands
    before the middlewares that load the person and the office; every other poll passes
    through them to the view.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "shown" in request.GET and _is_unchanged(request):
            return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
        return self.get_response(request)


def _is_unchanged(request: HttpRequest) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.url_name != POLLED or request.method != "GET":
        return False
    user_id = request.session.get(SESSION_KEY)
    if user_id is None:
        return False
    job = find_watched(match.kwargs["job_id"], int(user_id))
    if job is None or job.is_final or not _is_session_of(request, job):
        return False
    return version_of(job, timezone.now()) == request.GET["shown"]


def _is_session_of(request: HttpRequest, job: Any) -> bool:
    """Whether the password is still the one with which the person signed in."""
    user = get_user_model()(password=job.password)
    return constant_time_compare(
        request.session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )
