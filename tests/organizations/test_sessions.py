"""Where one is signed in, and signing out everywhere else."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.organizations.posts import is_in, log_in, post, see

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def test_each_session_is_listed_and_the_others_can_be_ended(asha):
    here, elsewhere = log_in(asha.user.email), log_in(asha.user.email)
    text = see(here, "usersessions_list")
    assert text.count("127.0.0.1") == 2
    assert "Sign out everywhere else" in text

    post(here, "usersessions_list")

    assert is_in(here)
    assert not is_in(elsewhere)


SAYS_WHY = "Your session is over: you signed out on another device"


def test_who_was_signed_out_elsewhere_is_told_why(asha):
    here, elsewhere = log_in(asha.user.email), log_in(asha.user.email)
    post(here, "usersessions_list")

    assert SAYS_WHY in see(elsewhere, "home")
    assert SAYS_WHY not in see(elsewhere, "home")


def test_a_new_password_ends_the_other_sessions_and_says_so(asha):
    elsewhere = log_in(asha.user.email)
    asha.user.set_password("another-long-secret-7")
    asha.user.save()

    assert SAYS_WHY in see(elsewhere, "profile")


def test_a_stranger_and_who_signed_out_are_told_nothing(asha):
    client = log_in(asha.user.email)
    post(client, "account_logout")

    assert SAYS_WHY not in see(client, "home")
    assert SAYS_WHY not in see(Client(), "home")


def test_nobody_sees_the_sessions_of_another(asha, chitra):
    log_in(asha.user.email)

    text = see(log_in(chitra.user.email), "usersessions_list")

    assert text.count("127.0.0.1") == 1
    assert reverse("usersessions_list")
