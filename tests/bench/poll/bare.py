"""The web server's way in for the benchmark: the product, and beside it a bare view of one row.

Both answer from the same processes, threads and database connections. The bare view has no
middleware under /bare/, and those that `startproject` writes under /default/.
"""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

from project.wsgi import application as product

from django.core.handlers.wsgi import WSGIHandler  # isort: skip - the settings come first
from django.http import HttpRequest, HttpResponse  # isort: skip
from django.template import engines  # isort: skip
from django.test.utils import override_settings  # isort: skip
from django.urls import path  # isort: skip

from jobs.models import Job  # isort: skip

DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
FRAGMENT = engines["django"].from_string(
    '<div id="job-{{ job.id }}" class="bar w-pct-{{ job.progress }}">'
    "<p>{{ job.status }} · {{ job.progress }} %</p></div>"
)


def one_row(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = Job.all_orgs.get(pk=job_id)
    return HttpResponse(FRAGMENT.render({"job": job}))


urlpatterns = [
    path("bare/<uuid:job_id>/", one_row),
    path("default/<uuid:job_id>/", one_row),
]


class BareHandler(WSGIHandler):
    """Django with these addresses and middlewares, whatever the settings say."""

    def __init__(self, middleware: list[str]) -> None:
        with override_settings(MIDDLEWARE=middleware):
            super().__init__()

    def get_response(self, request: Any) -> Any:
        request.urlconf = __name__
        return super().get_response(request)


handlers = {"bare": BareHandler([]), "default": BareHandler(DEFAULT_MIDDLEWARE)}


def application(environ: dict[str, Any], start_response: Any) -> Any:
    first = environ["PATH_INFO"].partition("/")[2].partition("/")[0]
    return handlers.get(first, product)(environ, start_response)
