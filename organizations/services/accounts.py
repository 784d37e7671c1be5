"""The end of a person's account: what was theirs alone goes, the office keeps its papers."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Role
from organizations.models import Membership, Organization, User
from organizations.services.closing import close_organization
from organizations.services.members import end_membership


class OfficesToHandOver(Exception):
    """Other people work in an office that the person owns."""

    code = "offices_to_hand_over"


def offices_in_the_way(user: User) -> list[Organization]:
    """The offices that must be handed over first: owned, and others work there."""
    owned = Organization.objects.filter(owner=user, is_active=True)
    return [
        office for office in owned if office.memberships.exclude(user=user).exists()
    ]


def delete_account(*, user: User) -> None:
    """Nobody can sign in as the person again, and nothing names them any more.

    Offices where they worked alone are closed; what they made elsewhere stays there, by
    "A former member".

    Raises: OfficesToHandOver.
    """
    if stay := offices_in_the_way(user):
        names = ", ".join(str(office) for office in stay)
        raise OfficesToHandOver(
            gettext(
                "Others work in offices that you own: %(names)s. Hand them over first."
            )
            % {"names": names}
        )
    with transaction.atomic():
        for member in Membership.objects.filter(user=user).select_related(
            "organization", "user"
        ):
            _take_out(member)
        for session in UserSession.objects.filter(user=user):
            session.end()
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.email = f"{uuid.uuid4().hex}@former.invalid"
        user.first_name, user.last_name = "A former member", ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()


def _take_out(member: Membership) -> None:
    office = member.organization
    if member.role == Role.OWNER.value and office.is_active:
        close_organization(actor=member, typed_name=office.name)
    record(member, Deed.PERSON_LEFT, "deleted their account", role=member.role)
    end_membership(member)
