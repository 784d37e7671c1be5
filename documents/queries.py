"""Formats and their uses as a member may see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from documents.models import Filling, Format, FormatVersion
from organizations.domain.roles import Permission
from organizations.models import Membership


def formats_of(member: Membership) -> QuerySet[Format]:
    """Those shared with the office and the member's own, removed ones too."""
    return (
        Format.objects.for_org(member.organization)
        .filter(Q(is_shared=True) | Q(user=member.user_id))
        .select_related("user")
    )


def list_formats(member: Membership) -> QuerySet[Format]:
    return formats_of(member).filter(removed_at=None).prefetch_related("versions")


def list_removed_formats(member: Membership) -> list[Format]:
    """Those that the member may put back."""
    removed = formats_of(member).exclude(removed_at=None)
    return [each for each in removed if may_change(each, member)]


def get_format(member: Membership, format_id: UUID) -> Format:
    """Raises: Format.DoesNotExist."""
    return formats_of(member).get(pk=format_id)


def get_version(member: Membership, format_id: UUID, number: int) -> FormatVersion:
    """Raises: Format.DoesNotExist, FormatVersion.DoesNotExist."""
    found = get_format(member, format_id)
    return found.versions.select_related("format", "user").get(number=number)


def latest_version(found: Format) -> FormatVersion:
    """The version that is used; every format has one."""
    return found.versions.select_related("format", "user").order_by("-number")[0]


def list_placeholders(version: FormatVersion) -> list[str]:
    """The names that somebody may type a value for; the fields of repeats are none."""
    names = (use["name"] for use in version.report["uses"])
    return list(dict.fromkeys(name for name in names if "." not in name))


def get_filling(member: Membership, filling_id: UUID) -> Filling:
    """Raises: Filling.DoesNotExist, for one of a format that the member may not see."""
    return (
        Filling.objects.for_org(member.organization)
        .filter(Q(version__format__is_shared=True) | Q(user=member.user_id))
        .select_related("version__format", "upload", "source_output", "job", "user")
        .get(pk=filling_id)
    )


def may_change(found: Format, member: Membership) -> bool:
    """Whether it is the member's own, or the member manages the office's templates."""
    own = found.user_id == member.user_id
    return member.can(Permission.RUN_OWN_JOBS if own else Permission.MANAGE)
