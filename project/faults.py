"""What a fault of ours answers: a database that does not answer has a sentence, the rest one page."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults
from django_htmx.middleware import HtmxDetails

# Locked for longer than a write waits, being restarted, or out of connections.
DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = "10"  # seconds
TEXT = (
    "The database is busy and did not take this. It may not have been done; nothing that "
    "was stored before is lost. Try again in a minute."
)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to an exception that nothing else turned into one.

    Django calls it while it handles that exception, wherever it was raised: also in a
    middleware, which no other middleware would see.
    """
    if _is_database_away(sys.exc_info()[1]):
        return answer_busy(request)
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django takes a session that cannot be written for one that was deleted meanwhile."""
    if _is_database_away(exception):
        return answer_busy(request)
    return defaults.bad_request(request, exception)


def _is_database_away(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, DATABASE_AWAY):
        error = error.__cause__ or error.__context__
    return error is not None


def answer_busy(request: HttpRequest) -> HttpResponse:
    """503. In a page with scripts a form stays as it was filled, with a notice beside it."""
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"error": TEXT}, status=503)
    else:
        htmx = HtmxDetails(request)
        # A poll that fails is not worth a notice: the next one follows.
        is_notice = htmx and (htmx.boosted or request.method == "POST")
        template = "partials/ui/busy.html" if is_notice else "503.html"
        # Without the request: what a page says of the person asks the database.
        answer = HttpResponse(render_to_string(template, {"text": TEXT}), status=503)
        answer["HX-Push-Url"] = "false"
    answer["Retry-After"] = RETRY_AFTER
    answer["Cache-Control"] = "no-store"
    return answer
