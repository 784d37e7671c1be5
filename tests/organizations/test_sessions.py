"""Where one is signed in, and signing out everywhere else."""

from __future__ import annotations

import pytest
from django.core.cache import cache
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


def test_nobody_sees_the_sessions_of_another(asha, chitra):
    log_in(asha.user.email)

    text = see(log_in(chitra.user.email), "usersessions_list")

    assert text.count("127.0.0.1") == 1
    assert reverse("usersessions_list")
