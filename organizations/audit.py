"""Writes the audit trail and finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db.models import QuerySet

from organizations.domain.deeds import Deed
from organizations.models import AuditEvent, Membership, Organization, User

# Where the present request comes from; None in a worker and in commands.
address: ContextVar[str | None] = ContextVar("address", default=None)


def record(actor: Membership, deed: Deed, about: object = "", **details: Any) -> None:
    """Adds what the member did. `details` is plain JSON."""
    record_for(actor.organization, actor.user, deed, about, **details)


def record_for(
    organization: Organization,
    user: User | None,
    deed: Deed,
    about: object = "",
    **details: Any,
) -> None:
    """The same for somebody who is no member: the operator, or Worksbill itself."""
    AuditEvent.objects.create(
        organization=organization,
        user=user,
        deed=deed.value,
        about=str(about)[:300],
        details=details,
        address=address.get(),
    )


def find_events(
    organization: Organization,
    *,
    person: int | None = None,
    deed: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditEvent]:
    """The office's events, the newest first."""
    found = AuditEvent.objects.for_org(organization).select_related("user")
    if person:
        found = found.filter(user=person)
    if deed:
        found = found.filter(deed=deed)
    if first:
        found = found.filter(at__date__gte=first)
    if last:
        found = found.filter(at__date__lte=last)
    return found


def tabulate_events(organization: Organization) -> Iterator[list[str]]:
    """The whole trail, the newest first; the first row names the columns."""
    yield ["at", "person", "deed", "about", "address"]
    for event in find_events(organization).iterator(chunk_size=500):
        yield [
            event.at.isoformat(),
            event.user.email if event.user else "",
            event.deed,
            event.about,
            event.address or "",
        ]
