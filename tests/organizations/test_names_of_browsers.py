"""A session is shown under the name that a person knows its browser by."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.organizations.posts import see

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS, PIXEL = "Windows NT 10.0; Win64; x64", "Linux; Android 10; K"
IPHONE = "iPhone; CPU iPhone OS 18_5 like Mac OS X"
MAC = "Macintosh; Intel Mac OS X 10_15_7"
CHROME = "Chrome/140.0.0.0 Safari/537.36"

KNOWN = {
    f"Mozilla/5.0 ({WINDOWS}; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Windows",
    f"Mozilla/5.0 ({WINDOWS}) {WEBKIT} {CHROME}": "Chrome on Windows",
    f"Mozilla/5.0 ({WINDOWS}) {WEBKIT} {CHROME} Edg/140.0.0.0": "Edge on Windows",
    f"Mozilla/5.0 ({WINDOWS}) {WEBKIT} {CHROME} OPR/120.0.0.0": "Opera on Windows",
    f"Mozilla/5.0 ({PIXEL}) {WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 ({PIXEL}) {WEBKIT} SamsungBrowser/28.0 {CHROME}": "Samsung Internet on Android",
    f"Mozilla/5.0 ({PIXEL}) {WEBKIT} {CHROME} EdgA/140.0.0.0": "Edge on Android",
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0": "Firefox on Android",
    f"Mozilla/5.0 ({IPHONE}) {WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1": "Safari on iPhone",
    f"Mozilla/5.0 ({IPHONE}) {WEBKIT} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1": "Chrome on iPhone",
    f"Mozilla/5.0 ({MAC}) {WEBKIT} Version/18.5 Safari/605.1.15": "Safari on macOS",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} {CHROME}": "Chrome on ChromeOS",
    f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/140.0.0.0 Safari/537.36": "Chrome on Linux",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko": "Internet Explorer on Windows",
    "Firefox/3.0": "Firefox",
    "curl/8.5.0": "curl/8.5.0",
    "": "",
}


def shown(agent: str) -> str:
    return Template("{{ agent|browser_name }}").render(Context({"agent": agent}))


@pytest.mark.parametrize(("agent", "name"), KNOWN.items())
def test_a_browser_has_its_name_and_system(agent, name):
    assert shown(agent) == name


def test_one_that_nobody_knows_is_shortened():
    agent = "Acme-Sync/2 " + "(build 7) " * 30

    assert shown(agent).startswith("Acme-Sync/2 (build 7)")
    assert len(shown(agent)) == 60


def test_what_a_browser_sends_is_no_html():
    assert "<script>" not in shown("<script>alert(1)</script>")


@pytest.mark.django_db
def test_the_list_of_sessions_shows_the_name(asha):
    cache.clear()
    agent, name = next(iter(KNOWN.items()))
    client = Client(headers={"User-Agent": agent})
    login = {"login": asha.user.email, "password": PASSWORD}
    client.post(reverse("account_login"), login)

    text = see(client, "usersessions_list")

    assert name in text
    assert "Mozilla" not in text
