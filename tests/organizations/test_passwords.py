"""Passwords: forgotten, changed, and guessed at."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.conftest import sign_in
from tests.organizations.posts import is_in, link_in_mail, log_in, post

pytestmark = pytest.mark.django_db

NEW = "another-secret-7"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def test_a_forgotten_password_is_replaced_by_a_mailed_link_that_works_once(asha):
    post(Client(), "account_reset_password", email=asha.user.email)
    link = link_in_mail()
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert is_in(log_in(asha.user.email, NEW))
    assert not is_in(log_in(asha.user.email))
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_an_unknown_address_is_told_the_same_as_a_known_one(asha):
    known = post(Client(), "account_reset_password", email=asha.user.email)
    unknown = post(Client(), "account_reset_password", email="nobody@office.example")

    assert known["Location"] == unknown["Location"]


def test_changing_the_password_needs_the_old_one_and_tells_by_mail(asha):
    client = log_in(asha.user.email)
    wrong = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), wrong)
    assert not is_in(log_in(asha.user.email, NEW))

    client.post(
        reverse("account_change_password"), wrong | {"oldpassword": "a-long-secret-9"}
    )

    assert is_in(log_in(asha.user.email, NEW))
    assert asha.user.email in mail.outbox[-1].to


def test_after_five_wrong_passwords_the_right_one_has_to_wait(asha):
    for _ in range(5):
        log_in(asha.user.email, "guess")

    client = Client()
    answer = post(
        client, "account_login", login=asha.user.email, password="a-long-secret-9"
    )

    assert not is_in(client)
    assert "Too many wrong passwords" in answer.content.decode()


def test_the_desk_of_the_operator_has_the_same_door(asha):
    answer = Client().get("/admin/login/?next=/admin/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert sign_in(asha).get("/admin/").status_code in {302, 403}
