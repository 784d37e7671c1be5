"""A visitor cannot choose the key of the session that is made for them."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from project.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_key_without_a_row_is_not_kept():
    store = SessionStore("k" * 32)

    assert store.get("anything") is None
    store["anything"] = 1
    store.save()

    assert not Session.objects.filter(session_key="k" * 32).exists()


def test_what_was_stored_is_read_back():
    store = SessionStore()
    store["chosen"] = "office"
    store.create()

    assert SessionStore(store.session_key)["chosen"] == "office"
