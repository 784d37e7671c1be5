"""What happens beside allauth's and Django's own doings: the audit of signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.models import Membership, User


@receiver(user_logged_in)
def note_sign_in(user: User, **more: Any) -> None:
    """In each office where the person may work."""
    members = Membership.objects.filter(user=user, organization__is_active=True)
    for member in members.select_related("organization", "user"):
        record(member, Deed.SIGNED_IN)
