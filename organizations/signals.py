"""What others hear of an office, and what happens beside Django's doings: the audit of signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import Signal, receiver

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.models import Membership, User

# Nobody works in the office any more; sent inside the transaction that ends it, with
# `office`, `actor` (a User or None) and `reason`, which follows a colon.
office_stopped = Signal()


@receiver(user_logged_in)
def note_sign_in(user: User, **more: Any) -> None:
    """In each office where the person may work."""
    members = Membership.objects.filter(user=user, organization__is_active=True)
    for member in members.select_related("organization", "user"):
        record(member, Deed.SIGNED_IN)
