"""Closing an office for good."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import ApiToken, Invitation, Membership, Organization


class NameDiffers(Exception):
    """The name that was typed is not the office's."""

    code = "name_differs"


def close_organization(*, actor: Membership, typed_name: str) -> None:
    """From now on nobody can enter it; its files go with the retention of closed offices.

    Raises: RoleTooLow, NameDiffers.
    """
    check_permission(Role(actor.role), Permission.OWN)
    if typed_name.strip() != actor.organization.name:
        raise NameDiffers(
            gettext("Type the name of the office as it stands here: %(name)s")
            % {"name": actor.organization.name}
        )
    now = timezone.now()
    with transaction.atomic():
        Organization.objects.filter(pk=actor.organization_id).update(
            is_active=False, closed_at=now
        )
        for model in (ApiToken, Invitation):
            model.objects.for_org(actor.organization).filter(revoked_at=None).update(
                revoked_at=now
            )
        record(actor, Deed.OFFICE_CLOSED, actor.organization)
