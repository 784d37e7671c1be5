"""The people of an office: their roles, leaving, and handing the office over."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import ApiToken, Membership, Organization


class MemberFixed(Exception):
    """The office would be left without its owner, or a person without their own say."""

    code = "member_fixed"


def get_member(*, actor: Membership, uid: UUID) -> Membership:
    """Raises: Membership.DoesNotExist, also for a member of another office."""
    return Membership.objects.select_related("user", "organization").get(
        organization=actor.organization, uid=uid
    )


def change_role(*, actor: Membership, uid: UUID, role: Role) -> None:
    """Raises: RoleTooLow, MemberFixed, Membership.DoesNotExist."""
    check_permission(Role(actor.role), Permission.MANAGE)
    member = _other_than_owner(actor, uid)
    if role is Role.OWNER:
        raise MemberFixed(
            gettext("An office has one owner. Hand the office over instead.")
        )
    if member.role == role.value:
        return
    with transaction.atomic():
        before, member.role = member.role, role.value
        member.save(update_fields=["role"])
        record(actor, Deed.ROLE_CHANGED, member.user, before=before, after=role.value)


def remove_member(*, actor: Membership, uid: UUID) -> None:
    """What the person made stays with the office. Raises: as `change_role`."""
    check_permission(Role(actor.role), Permission.MANAGE)
    member = _other_than_owner(actor, uid)
    with transaction.atomic():
        record(actor, Deed.PERSON_REMOVED, member.user, role=member.role)
        end_membership(member)


def leave_organization(*, actor: Membership) -> None:
    """Raises: MemberFixed."""
    if actor.role == Role.OWNER.value:
        raise MemberFixed(
            gettext("You own %(organization)s. Hand it over to somebody or close it.")
            % {"organization": actor.organization}
        )
    with transaction.atomic():
        record(actor, Deed.PERSON_LEFT, actor.user, role=actor.role)
        end_membership(actor)


def transfer_ownership(*, actor: Membership, uid: UUID) -> None:
    """The member becomes the owner, and who was it an admin.

    Raises: RoleTooLow, MemberFixed, Membership.DoesNotExist.
    """
    check_permission(Role(actor.role), Permission.OWN)
    member = _other_than_owner(actor, uid)
    if not member.user.is_active:
        raise MemberFixed(
            gettext("The account of %(user)s is switched off.") % {"user": member.user}
        )
    with transaction.atomic():
        Organization.objects.filter(pk=actor.organization_id).update(owner=member.user)
        Membership.objects.filter(pk=actor.pk).update(role=Role.ADMIN.value)
        Membership.objects.filter(pk=member.pk).update(role=Role.OWNER.value)
        record(actor, Deed.OWNERSHIP_MOVED, member.user)


def end_membership(member: Membership) -> None:
    """Also ends what programs could do in the person's name."""
    tokens = ApiToken.objects.for_org(member.organization).filter(
        user=member.user, revoked_at=None
    )
    tokens.update(revoked_at=timezone.now())
    member.delete()


def _other_than_owner(actor: Membership, uid: UUID) -> Membership:
    member = get_member(actor=actor, uid=uid)
    if member.role == Role.OWNER.value:
        raise MemberFixed(
            gettext(
                "%(user)s owns this office. Ownership changes only by handing it over."
            )
            % {"user": member.user}
        )
    if member.pk == actor.pk:
        raise MemberFixed(
            gettext("Your own role is changed by another admin or the owner.")
        )
    return member
