"""What workers do again and again besides jobs."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from jobs import engine
from jobs.services import clean_up


@engine.chore("clean_up", every=timedelta(hours=1))
def remove_what_has_expired() -> str:
    return str(clean_up(timezone.now()))


@engine.chore("clear_sessions", every=timedelta(days=1))
def clear_sessions() -> str:
    call_command("clearsessions")
    return "expired sessions removed"
