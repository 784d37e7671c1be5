"""What workers do again and again besides jobs."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from jobs import engine
from jobs.notices.ending import HOOKS, MAIL
from jobs.notices.mail import send_due_mail
from jobs.notices.webhooks import deliver_due
from jobs.services import clean_up


@engine.chore("clean_up", every=timedelta(hours=1))
def remove_what_has_expired() -> str:
    return str(clean_up(timezone.now()))


@engine.chore("clear_sessions", every=timedelta(days=1))
def clear_sessions() -> str:
    call_command("clearsessions")
    return "expired sessions removed"


@engine.chore(MAIL, every=timedelta(seconds=30))
def send_mail() -> str:
    return send_due_mail()


@engine.chore(HOOKS, every=timedelta(seconds=30))
def deliver_webhooks() -> str:
    return deliver_due()
