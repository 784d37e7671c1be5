"""How much offices use Worksbill, for many of them at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job, OutputFile, Upload
from organizations.models import AuditEvent, Membership, Organization

RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Usage:
    people: int
    recent_jobs: int
    running: int
    stored_bytes: int
    active_at: datetime | None


def find_usage(offices: Collection[UUID]) -> dict[UUID, Usage]:
    """Of each of the offices; six queries, however many they are."""
    jobs = Job.all_orgs.filter(organization__in=offices)
    people = _count(Membership.objects.filter(organization__in=offices))
    recent = _count(jobs.filter(created_at__gte=timezone.now() - RECENT))
    running = _count(jobs.filter(status=JobStatus.RUNNING.value))
    uploads, outputs = _weigh(Upload, offices), _weigh(OutputFile, offices)
    last_deed = AuditEvent.all_orgs.filter(organization=OuterRef("pk"))
    active = dict(
        Organization.objects.filter(pk__in=offices)
        .order_by()
        .annotate(active_at=Subquery(last_deed.order_by("-at").values("at")[:1]))
        .values_list("pk", "active_at")
    )
    return {
        office: Usage(
            people=people.get(office, 0),
            recent_jobs=recent.get(office, 0),
            running=running.get(office, 0),
            stored_bytes=uploads.get(office, 0) + outputs.get(office, 0),
            active_at=active.get(office),
        )
        for office in offices
    }


def _count(rows: QuerySet[Job] | QuerySet[Membership]) -> dict[UUID, int]:
    grouped = rows.order_by().values_list("organization").annotate(count=Count("pk"))
    return dict(grouped)


def _weigh(
    model: type[Upload] | type[OutputFile], offices: Collection[UUID]
) -> dict[UUID, int]:
    kept = model.all_orgs.filter(organization__in=offices, expired=False)
    grouped = (
        kept.order_by().values_list("organization").annotate(size=Sum("file_size"))
    )
    return dict(grouped)
