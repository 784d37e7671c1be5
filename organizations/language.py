"""Which language a request and a mail speak."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from organizations.models import User


class LanguageMiddleware(LocaleMiddleware):
    """The person's own language, else the cookie's or what the browser asks for.

    Programs get English whoever sends them: they compare what they read. What ran
    before in this thread finds its language again, also when the view fails.
    """

    def __call__(self, request: HttpRequest) -> Any:
        with translation.override(translation.get_language()):
            return super().__call__(request)

    def process_request(self, request: HttpRequest) -> None:
        language = _settled_language(request)
        if language is None:
            super().process_request(request)
            return
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


def language_of(user: User | None) -> str:
    """In which a mail to this person is written; what they never chose is English."""
    chosen = user.language if user else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _settled_language(request: HttpRequest) -> str | None:
    """None where the cookie and the browser decide."""
    if request.path_info.startswith("/api/") or _wants_json(request):
        return settings.LANGUAGE_CODE
    user = request.user
    if isinstance(user, User) and user.language:
        return language_of(user)
    return None


def _wants_json(request: HttpRequest) -> bool:
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"
