"""No webhook reaches anything inside the network, however its address is written."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.models import Webhook
from jobs.notices import safe_http
from jobs.notices.safe_http import AddressRefused, check_url, post
from tests.conftest import sign_in

INSIDE = [
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0.0.0.0/",
    "https://localhost/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
]
NO_ADDRESS = [
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https://",
    "https://user:secret@example.com/",
    "https://example.com:0/",
    "https://example.com:99999/",
    "https://no-such-host.invalid/",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("url", [*INSIDE, *NO_ADDRESS])
def test_it_is_refused(url):
    with pytest.raises(AddressRefused):
        check_url(url)


def test_an_address_on_the_internet_is_accepted():
    parts, address = check_url("https://hooks.example.com/a?b", lambda *_: ["8.8.8.8"])

    assert (parts.hostname, address) == ("hooks.example.com", "8.8.8.8")


def test_one_inside_address_of_a_name_is_enough_to_refuse_it():
    with pytest.raises(AddressRefused):
        check_url("https://two-faced.example.com/", lambda *_: ["8.8.8.8", "10.0.0.1"])


def test_a_name_that_changes_its_mind_is_asked_once(monkeypatch):
    """First it leads outside, then inside: the connection goes where the check looked."""
    answers = [["203.0.113.7"], ["127.0.0.1"]]
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    class Pool:
        scheme = "https"

        def __init__(self, host, port, **options):
            connected.append(host)

        def request(self, *args, **options):
            raise OSError("nobody is there")

        def close(self):
            """Nothing is open."""

    monkeypatch.setattr("urllib3.HTTPSConnectionPool", Pool)
    monkeypatch.setattr(safe_http, "_check_public", lambda host, text: None)
    with pytest.raises(safe_http.NoAnswer):
        post("https://rebinding.example.com/", b"{}", {}, resolve)

    assert asked == ["rebinding.example.com"]
    assert connected == ["203.0.113.7"]


@pytest.mark.django_db
def test_the_page_says_why_and_keeps_nothing(asha):
    answer = sign_in(asha).post(
        reverse("webhook_add"), {"url": "https://192.168.1.1/hook"}
    )

    assert answer.status_code == 422
    assert "inside a network" in answer.content.decode()
    assert not Webhook.all_orgs.exists()


def test_what_an_administrator_allows_may_be_inside(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["10.0.0.5"]

    assert check_url("http://10.0.0.5/hook")[1] == "10.0.0.5"
    with pytest.raises(AddressRefused):
        check_url("http://10.0.0.6/hook")
