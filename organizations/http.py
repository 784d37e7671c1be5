"""What a view of a signed-in member may rely on: request.org, request.membership, request.user."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django_htmx.middleware import HtmxDetails

from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import Membership, Organization, User

P = ParamSpec("P")

API = "/api/"
NOT_SIGNED_IN = "Sign in, or send a token, to use the API."


class OrgHttpRequest(HttpRequest):
    """A request that passed `org_view`."""

    user: User
    org: Organization
    membership: Membership
    htmx: HtmxDetails


class NoOrganization(Exception):
    """The person is signed in but belongs to no active office."""

    code = "no_organization"


def org_view(
    permission: Permission = Permission.VIEW,
) -> Callable[
    [Callable[Concatenate[OrgHttpRequest, P], HttpResponseBase]],
    Callable[Concatenate[Any, P], HttpResponseBase],
]:
    """A view for members whose role has `permission`; others go to sign-in or get 403.

    Raises: NoOrganization, RoleTooLow.
    """

    def decorate(
        view: Callable[Concatenate[OrgHttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[Any, P], HttpResponseBase]:
        @wraps(view)
        def checked(
            request: Any, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _ask_to_sign_in(request)
            if request.membership is None:
                raise NoOrganization(why_no_office(request.user))
            check_permission(Role(request.membership.role), permission)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def why_no_office(user: User) -> str:
    """The sentence for a person who can work nowhere."""
    suspended = (
        Membership.objects.filter(
            user=user, organization__is_active=False, organization__closed_at=None
        )
        .select_related("organization")
        .first()
    )
    if suspended is None:
        return gettext(
            "You belong to no active office. Found one, or ask for an invitation."
        )
    reason = suspended.organization.suspension_reason or gettext(
        "Ask whoever runs Worksbill."
    )
    return gettext("%(organization)s is suspended. %(reason)s") % {
        "organization": suspended.organization,
        "reason": reason,
    }


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A browser goes to sign-in; a program that asks the API is told 401."""
    is_browser = "text/html" in request.headers.get("Accept", "")
    if request.path.startswith(API) and not is_browser:
        answer = JsonResponse({"error": NOT_SIGNED_IN}, status=401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
