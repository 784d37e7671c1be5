"""The second factor: switched on with an authenticator, asked for at the door."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.organizations.posts import is_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


@pytest.fixture
def secret(asha) -> str:
    """Of asha's second factor."""
    client = log_in(asha.user.email)
    address = reverse("mfa_activate_totp")
    asked = client.get(address)  # for the password once more
    form = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    secret = str(form.context["form"].secret)
    assert 'class="qr"' in form.content.decode()
    client.post(address, {"code": code(secret)})
    return secret


def test_the_password_alone_no_longer_opens_the_door(asha, secret):
    cache.clear()
    client = log_in(asha.user.email)

    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)


def test_password_and_code_together_open_it(asha, secret):
    cache.clear()  # one code is good for one use
    client = log_in(asha.user.email)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert is_in(client)


def test_a_recovery_code_stands_in_for_a_lost_phone(asha, secret):
    from allauth.mfa.models import Authenticator

    codes = Authenticator.objects.get(
        user=asha.user, type=Authenticator.Type.RECOVERY_CODES
    ).wrap()
    client = log_in(asha.user.email)
    client.post(reverse("mfa_authenticate"), {"code": codes.get_unused_codes()[0]})

    assert is_in(client)
