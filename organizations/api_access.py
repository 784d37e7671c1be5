"""Who may ask the API: a token in the place of a session, and how often."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from redis import RedisError

from organizations.http import API
from organizations.tokens import TokenRefused, find_token

logger = logging.getLogger(__name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ApiTokenMiddleware:
    """`Authorization: Bearer wb_...` makes the request that of the token's owner.

    It stands after the session's person is known and before the office is chosen. A
    token is no cookie, so no other site can send it and it needs no CSRF token.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        if not request.path.startswith(API) or kind.lower() != "bearer":
            return self.get_response(request)
        try:
            request.api_token, request.membership = find_token(text.strip())
        except TokenRefused as error:
            answer = JsonResponse({"error": str(error)}, status=401)
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        if request.method not in SAFE and not request.api_token.can_write:
            return JsonResponse({"error": "This token may only read."}, status=403)
        request.user = request.membership.user
        request.csrf_processing_done = True
        return self.get_response(request)


class ApiRateMiddleware:
    """At most so many API requests a minute for each token, person or address."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        who, limit = _who(request)
        left = 60 - int(time.time()) % 60
        if limit and _count(f"api:{who}:{int(time.time()) // 60}") > limit:
            text = (
                f"More than {limit} requests in a minute. Try again in {left} seconds."
            )
            answer = JsonResponse({"error": text}, status=429)
            answer["Retry-After"] = str(left)
            return answer
        return self.get_response(request)


def _who(request: Any) -> tuple[str, int]:
    token = getattr(request, "api_token", None)
    if token:
        return f"token:{token.pk}", settings.API_REQUESTS_PER_MINUTE
    if request.user.is_authenticated:
        return f"user:{request.user.pk}", settings.API_REQUESTS_PER_MINUTE
    # As counted behind proxies, or all strangers behind one would share its address.
    address = get_adapter().get_client_ip(request)
    return f"address:{address}", settings.API_ANONYMOUS_PER_MINUTE


def _count(key: str) -> int:
    """How often in this minute; 0 when the counter does not answer: it must lock nobody out."""
    try:
        cache.add(key, 0, timeout=120)
        return cache.incr(key)
    except (RedisError, OSError, ValueError):
        logger.warning("The rate of the API is not counted now.", exc_info=True)
        return 0
