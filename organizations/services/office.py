"""The office's own data: its name, and how long results are kept."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import Membership, Organization


class NameTaken(Exception):
    """Another office has this name."""

    code = "name_taken"


def change_office(*, actor: Membership, name: str, retention_days: int) -> None:
    """Raises: RoleTooLow, NameTaken."""
    check_permission(Role(actor.role), Permission.MANAGE)
    office = actor.organization
    before = {"name": office.name, "retention_days": office.retention_days}
    after = {"name": name.strip(), "retention_days": retention_days}
    if before == after:
        return
    try:
        with transaction.atomic():
            Organization.objects.filter(pk=office.pk).update(**after)
            record(actor, Deed.OFFICE_CHANGED, name, before=before, after=after)
    except IntegrityError as error:
        raise NameTaken(
            gettext("Another office has this name. Choose a longer one.")
        ) from error
