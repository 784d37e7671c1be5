"""Making offices and people, and choosing the office that a person works in."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from organizations.audit import record_for
from organizations.domain.deeds import Deed
from organizations.domain.roles import Role
from organizations.models import Membership, Organization, User


def create_organization(*, name: str, owner: User) -> Organization:
    """The new office, with its owner's membership; a taken name or slug gets a number."""
    with transaction.atomic():
        organization = Organization.objects.create(
            name=_free_value("name", name.strip(), " "),
            slug=_free_value("slug", slugify(name) or "office", "-"),
            owner=owner,
        )
        Membership.objects.create(
            organization=organization, user=owner, role=Role.OWNER.value
        )
        record_for(organization, owner, Deed.OFFICE_FOUNDED, organization)
    return organization


def sign_up(*, email: str, password: str, office: str = "") -> User:
    """A new user who owns a personal organisation."""
    with transaction.atomic():
        user = User.objects.create_user(email, password)
        create_personal_organization(user=user, name=office)
    return user


def create_personal_organization(*, user: User, name: str = "") -> Organization:
    """The office that a new person owns; without a name it is called after the address."""
    return create_organization(name=name or user.email.split("@")[0], owner=user)


def find_user(email: str) -> User | None:
    return User.objects.filter(email=email.lower()).first()


def get_active_membership(
    *, user: User, chosen_organization_id: str | None
) -> Membership | None:
    """The membership of the chosen office, else the first one in an active office."""
    memberships = list(
        Membership.objects.filter(user=user, organization__is_active=True)
        .select_related("organization")
        .order_by("joined_at", "pk")
    )
    for membership in memberships:
        if str(membership.organization_id) == chosen_organization_id:
            return membership
    return memberships[0] if memberships else None


def _free_value(column: str, wanted: str, joint: str) -> str:
    value, number = wanted, 1
    while Organization.objects.filter(**{column: value}).exists():
        number += 1
        value = f"{wanted}{joint}{number}"
    return value
