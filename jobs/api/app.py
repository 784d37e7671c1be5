"""The API object: who may ask, and how a refusal looks; what can be asked is beside this file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.utils import check_csrf

from jobs.api.schemas import Problem
from organizations.http import NOT_SIGNED_IN, NoOrganization
from organizations.models import Membership
from project import __version__

REFUSALS: dict[int, Any] = {
    frozenset({400, 401, 403, 404, 409, 413, 415, 429}): Problem  # type: ignore[dict-item]  # ninja takes sets of codes
}


def member(request: Any) -> Any:
    """The membership that asks, by session or by token. Raises: HttpError, NoOrganization."""
    if not request.user.is_authenticated:
        return None
    if getattr(request, "api_token", None) is None:
        refusal = check_csrf(request)
        if refusal:
            raise HttpError(403, "The CSRF token is missing or wrong.")
    if request.membership is None:
        raise NoOrganization("You belong to no active office.")
    return request.membership


def actor_of(request: Any) -> Membership:
    """Who asks, in an operation that was let in."""
    membership: Membership = request.auth
    return membership


api = NinjaAPI(
    title="Worksbill",
    version=__version__,
    description=(
        "Uploads, formats, jobs and their files. Send `Authorization: Bearer <token>`. Every "
        'refusal is `{"error": "<plain text>"}`.'
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=member,
)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: Exception) -> HttpResponse:
    answer = refuse(request, 401, NOT_SIGNED_IN)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refuse(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    place = ".".join(str(part) for part in first["loc"][1:] if part != "payload")
    return refuse(request, 400, f"{place}: {first['msg']}" if place else first["msg"])


@api.exception_handler(ObjectDoesNotExist)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return refuse(
        request, 404, f"{type(error).__qualname__.partition('.')[0]} not found"
    )


@api.exception_handler(Exception)
def left_to_django(request: HttpRequest, error: Exception) -> HttpResponse:
    """Conditions have their status in one place, project.middleware; ninja would answer all
    of them with a traceback where DEBUG is on."""
    raise error


def refuse(request: HttpRequest, status: int, text: str) -> HttpResponse:
    return api.create_response(request, {"error": text}, status=status)
