"""The manager that refuses to look across offices; it knows no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

if TYPE_CHECKING:
    from organizations.models import Organization

M = TypeVar("M", bound=models.Model)


class UnscopedQuery(Exception):
    """A query that names no organisation."""

    code = "unscoped_query"


class AuditIsFinal(Exception):
    """What was done was done: the audit trail is only ever added to."""

    code = "audit_is_final"


class AuditQuerySet(models.QuerySet[M]):
    """Rows that are added and read."""

    def update(self, **fields: Any) -> int:
        raise AuditIsFinal

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AuditIsFinal

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AuditIsFinal


class OrgScopedManager(models.Manager[M]):
    """`Model.objects`: every query starts with `.for_org(organization)`.

    The refusal sits in `get_queryset` itself, so that `all`, `get`, `filter`, `count` and
    whatever Django adds later are covered.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        raise UnscopedQuery(
            f"{self.model.__name__}.objects needs .for_org(organization); "
            "all_orgs is only for the admin, commands and the engine."
        )

    def for_org(self, organization: Organization) -> models.QuerySet[M]:
        return super().get_queryset().filter(organization=organization)

    def create(self, **fields: Any) -> M:
        """Raises: UnscopedQuery, when no organisation is given."""
        if fields.get("organization") is None:
            raise UnscopedQuery(f"{self.model.__name__} needs an organization.")
        return super().get_queryset().create(**fields)
