"""Recurring work: begun when it is due, once however many schedulers there are, in a real worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.engine import broker, chores, wake_chore
from jobs.engine.chores import do_chore, send_due_chores
from jobs.models import Chore
from tests.jobs.engine.conftest import redis_client

HOUR = timedelta(hours=1)


@pytest.fixture
def known(monkeypatch):
    """Only the chores of this test."""
    monkeypatch.setattr(chores, "_chores", {})
    return chores.chore


def sent() -> int:
    count = redis_client().llen(f"dramatiq:{broker.CHORES}")
    assert isinstance(count, int)
    return count


def test_a_chore_is_sent_when_it_is_due_and_not_before(queue, transactional_db, known):
    known("tidy", every=HOUR)(lambda: "")
    now = timezone.now()

    assert send_due_chores(now) == 1
    assert send_due_chores(now + HOUR - timedelta(seconds=1)) == 0
    assert send_due_chores(now + HOUR) == 1
    assert sent() == 2


def test_of_two_schedulers_one_sends_it(queue, transactional_db, known):
    known("tidy", every=HOUR)(lambda: "")
    now = timezone.now()

    assert [send_due_chores(now), send_due_chores(now)] == [1, 0]


def test_a_wake_up_sends_it_at_once(queue, transactional_db, known):
    known("tidy", every=HOUR)(lambda: "")

    wake_chore("tidy")

    assert sent() == 1


@pytest.mark.django_db
def test_what_it_did_is_on_the_desk(known):
    known("tidy", every=HOUR)(lambda: "3 files removed")

    do_chore("tidy")

    assert Chore.objects.get(pk="tidy").result == "3 files removed"


@pytest.mark.django_db
def test_a_fault_is_on_the_desk_and_reaches_nobody_else(known, caplog):
    def fail() -> str:
        raise ValueError("no disk")

    known("tidy", every=HOUR)(fail)

    do_chore("tidy")

    assert Chore.objects.get(pk="tidy").result == "failed: no disk"
    assert "tidy" in caplog.text


@pytest.mark.django_db
def test_an_unknown_name_is_logged(known, caplog):
    do_chore("dance")

    assert "dance" in caplog.text
