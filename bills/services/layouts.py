"""The layouts that an office has corrected and wants to be read so ever after; reading by them stands in domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bills.domain.corrections import RememberedLayouts
from bills.models import RememberedLayout
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from organizations.models import Membership, Organization


def list_layouts(organization: Organization) -> RememberedLayouts:
    """Signature of the header to the meaning of each column, as `read_works` takes it."""
    layouts = RememberedLayout.objects.for_org(organization)
    return dict(layouts.values_list("signature", "columns"))


def remember_layout(
    *,
    organization: Organization,
    actor: Membership,
    signature: str,
    columns: Mapping[str, str],
    filename: str,
) -> RememberedLayout:
    """The layout of that header, which takes the place of an earlier one.

    Raises: RoleTooLow.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    layout, _ = RememberedLayout.objects.for_org(organization).update_or_create(
        organization=organization,
        signature=signature,
        defaults={
            "columns": dict(columns),
            "filename": filename,
            "user": actor.user,
        },
    )
    return layout


def forget_layout(
    *, organization: Organization, actor: Membership, signature: str
) -> None:
    """Workbooks with that header are read by their own words again.

    Forgetting what is not remembered is no fault. Raises: RoleTooLow.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    RememberedLayout.objects.for_org(organization).filter(signature=signature).delete()
