"""Puts the member's office on the request, and the visitor's address where the audit finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpResponse

from organizations.audit import address
from organizations.services import get_active_membership

CHOSEN_ORGANIZATION = "organization_id"  # the session's key


class OrganizationMiddleware:
    """Sets `request.membership` and `request.org`: both None for strangers."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        by_token = getattr(request, "api_token", None) is not None
        if not by_token:
            request.membership = None
        if request.user.is_authenticated and not by_token:
            request.membership = get_active_membership(
                user=request.user,
                chosen_organization_id=request.session.get(CHOSEN_ORGANIZATION),
            )
        request.org = request.membership.organization if request.membership else None
        known = address.set(get_adapter().get_client_ip(request))
        try:
            return self.get_response(request)
        finally:
            address.reset(known)
