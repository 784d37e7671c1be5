"""The choice of a language, from the foot of every page and from one's account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from organizations.forms import LanguageForm
from organizations.models import User

KEPT_IN_BROWSER = timedelta(days=365)


@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Kept with the person who is signed in, and in the browser for its sign-in page."""
    response = redirect(_page_before(request))
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if isinstance(request.user, User):
            request.user.language = language
            request.user.save(update_fields=["language"])
        _keep_in_browser(response, language)
    return response


def _keep_in_browser(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=KEPT_IN_BROWSER,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _page_before(request: HttpRequest) -> str:
    """Where the choice was made. A page that answered a POST says where to go instead."""
    page = request.POST.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours else "/"
