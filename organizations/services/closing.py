"""Closing an office for good, and its suspension by the operator."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from organizations.audit import record, record_for
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import ApiToken, Invitation, Membership, Organization, User
from organizations.signals import office_stopped


class NameDiffers(Exception):
    """The name that was typed is not the office's."""

    code = "name_differs"


class OfficeClosed(Exception):
    """Nobody works in the office any more."""

    code = "office_closed"


def close_organization(*, actor: Membership, typed_name: str) -> None:
    """From now on nobody can enter it; its files go with the retention of closed offices.

    Its jobs are stopped, but for an export that is being made.

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
        _stop(actor.organization, actor.user, "the office was closed")


def suspend_organization(*, office: Organization, operator: User, reason: str) -> None:
    """Until it is restored nobody can enter it; its jobs are stopped, but for an export."""
    with transaction.atomic():
        Organization.objects.filter(pk=office.pk).update(
            is_active=False, suspension_reason=reason
        )
        record_for(office, operator, Deed.OFFICE_SUSPENDED, reason or office)
        _stop(office, operator, "the office was suspended")


def restore_organization(*, office: Organization, operator: User) -> None:
    """People can work in it again. Raises: OfficeClosed."""
    if office.closed_at:
        raise OfficeClosed("The office was closed for good by its owner.")
    with transaction.atomic():
        Organization.objects.filter(pk=office.pk).update(is_active=True)
        record_for(office, operator, Deed.OFFICE_RESTORED, office)


def _stop(office: Organization, actor: User, reason: str) -> None:
    office_stopped.send(Organization, office=office, actor=actor, reason=reason)
