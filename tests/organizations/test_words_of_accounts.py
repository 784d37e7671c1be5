"""The pages that a library brings for accounts speak as ours do."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import know_again, sign_in
from tests.isolation.rules import list_addresses
from tests.isolation.test_every_address import ask

pytestmark = pytest.mark.django_db

OF_THE_LIBRARY = sorted(
    {
        address
        for address in list_addresses()
        if address.name.startswith(("account_", "mfa_", "usersessions_"))
    },
    key=lambda address: address.name,
)
OURS = str(settings.BASE_DIR / "templates")


@pytest.fixture
def known(asha) -> Client:
    """Asha, who typed her password a moment ago."""
    client = sign_in(asha)
    know_again(client.session, asha.user)
    return client


@pytest.mark.parametrize("address", OF_THE_LIBRARY, ids=lambda address: address.name)
def test_each_page_is_written_by_us(address, known):
    for client in (known, Client()):
        things = dict.fromkeys(address.arguments, "x")
        answer = ask(client, "get", address, things)
        if answer.status_code == 200 and answer.templates:
            page = answer.templates[0]
            assert page.origin.name.startswith(OURS), page.name


def test_the_pages_behind_the_password_are_among_them(known):
    assert known.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_new_password_is_asked_for_in_one_line(known):
    for path in ("/accounts/password/change/", "/accounts/signup/"):
        client = known if "change" in path else Client()
        assert b"At least 8 characters, not digits alone" in client.get(path).content
