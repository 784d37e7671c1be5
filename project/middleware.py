"""Turns exceptions that name a condition into answers a person or a program understands."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

# The one place where a condition becomes a status.
STATUS_OF_CODE = {
    "order_refused": 400,
    "role_too_low": 403,
    "no_organization": 403,
    "invitation_for_another": 403,
    "member_fixed": 409,
    "name_taken": 409,
    "offices_to_hand_over": 409,
    "office_closed": 409,
    "illegal_transition": 409,
    "job_not_repeatable": 409,
    "reading_changed": 409,
    "no_bill_made": 409,
    "format_refused": 409,
    "job_refused": 409,
    "format_not_usable": 409,
    "output_expired": 410,
    "invitation_over": 410,
    "upload_too_large": 413,
    "took_too_long": 413,
    "child_killed": 413,
    "file_of_wrong_kind": 415,
    "storage_unavailable": 503,
}
HEADINGS = {
    400: _("This cannot be done"),
    403: _("You may not do this"),
    404: _("Not found"),
    409: _("This is no longer possible"),
    410: _("This is no longer there"),
    413: _("The file is too large"),
    415: _("The file cannot be used"),
    503: _("This cannot be done now"),
}


class ErrorMiddleware:
    """Exceptions with a known `code`, and rows that are not there, become answers."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and _is_program(request):
            return _as_json(response)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, ObjectDoesNotExist):
            return _answer(
                request, 404, gettext("This page does not exist, or not for you.")
            )
        status = STATUS_OF_CODE.get(getattr(exception, "code", ""))
        return _answer(request, status, str(exception)) if status else None


class LoginRedirectMiddleware:
    """Says why there is the sign-in page again, and sends the whole page there.

    A plain redirect would put the sign-in form inside the polled fragment.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        page, _, back = response.get("Location", "").partition("?")
        sign_in = resolve_url(settings.LOGIN_URL)
        if response.status_code != 302 or page != sign_in:
            return response
        if back and _is_session_over(request):
            messages.info(
                request,
                gettext(
                    "Your session is over: you signed out on another device, or your "
                    "password was changed. Sign in to go on."
                ),
            )
        if not request.htmx:
            return response
        shown = request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(shown, sign_in).url)


def _is_session_over(request: HttpRequest) -> bool:
    """Whether the browser has a session that is no more; the view has looked for it."""
    had_one = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return had_one and request.session.session_key is None


def _is_program(request: HttpRequest) -> bool:
    """Whether it reads JSON: it asks the API, or a page's address for JSON."""
    if request.path.startswith("/api/"):
        return True
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return wanted == "application/json"


def _as_json(response: HttpResponse) -> HttpResponse:
    """A refusal of Django's own, for a program."""
    if response.get("Content-Type", "").startswith("application/json"):
        return response
    text = HTTPStatus(response.status_code).phrase
    answer = JsonResponse({"error": f"{text}."}, status=response.status_code)
    for name in ("Allow", "Retry-After"):
        if name in response:
            answer[name] = response[name]
    return answer


def _answer(request: HttpRequest, status: int, text: str) -> HttpResponse:
    if _is_program(request):
        return JsonResponse({"error": text}, status=status)
    context = {"heading": HEADINGS[status], "text": text}
    return render(request, "error.html", context, status=status)
