"""The e-mail address is verified first where the setting asks for it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.organizations.posts import is_in, link_in_mail, post

pytestmark = pytest.mark.django_db

TYPED = {"email": "devi@office.example", "password1": "a-long-secret-9"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def test_with_the_setting_the_mailed_link_opens_the_account(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client = Client()
    post(client, "account_signup", **TYPED)
    assert not is_in(client)

    client.post(link_in_mail())
    post(client, "account_login", login=TYPED["email"], password=TYPED["password1"])

    assert is_in(client)


def test_without_the_setting_the_account_is_open_at_once():
    client = Client()
    post(client, "account_signup", **TYPED)

    assert is_in(client)
