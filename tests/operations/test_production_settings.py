"""The production settings pass Django's own deployment check, and no page shows a traceback."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

import pytest
from django.test import Client

from tests.conftest import sign_in


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(60),
        "WORKSBILL_HTTPS": "1",
        "WORKSBILL_DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests' own
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.django_db
def test_a_fault_of_ours_shows_no_traceback(asha, monkeypatch):
    def breaks(*args, **kwargs):
        raise ZeroDivisionError("a secret of the code")

    monkeypatch.setattr("organizations.views.office.page_context", breaks)
    client = sign_in(asha)
    client.raise_request_exception = False

    answer = client.get("/office/")

    assert answer.status_code == 500
    assert "secret of the code" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/nowhere/"])
def test_every_answer_carries_the_headers_that_keep_others_out(path):
    answer = Client().get(path)

    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/bills/new/", "/office/change/", "/accounts/login/"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_form_without_its_token_is_refused(asha, path, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asha.user)

    assert client.post(path, {"name": "x"}, headers=headers).status_code == 403
