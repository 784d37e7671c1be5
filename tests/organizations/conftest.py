"""More people than the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from organizations.models import Membership, Organization, User
from organizations.services import create_organization
from tests.conftest import PASSWORD


@pytest.fixture
def make_office_of(db: None) -> Callable[[str], Membership]:
    """The owner of a new office."""

    def make(email: str) -> Membership:
        user = User.objects.create_user(email, PASSWORD)
        return Membership.objects.get(
            organization=create_organization(name=email, owner=user)
        )

    return make


@pytest.fixture
def adi(office: Organization) -> Membership:
    """An admin of asha's office."""
    user = User.objects.create_user("adi@office.example", PASSWORD)
    return Membership.objects.create(organization=office, user=user, role="admin")
