"""What home says needs attention: failed jobs, doubtful ones, and bills without their LS Form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from jobs.domain.outcomes import JobType
from jobs.domain.states import JobStatus
from jobs.queries import JobView, jobs_of
from organizations.models import Membership

LOOKED_BACK = timedelta(days=30)
LISTED = 5
# The kinds of papers that hold a bill's LS Form, as a document job names them.
LS_KINDS = ("ls_form", "ls_part", "ls_final", "packet")


@dataclass(frozen=True, slots=True)
class Attention:
    """One job and why it is here."""

    job: JobView
    reason: str
    icon: str


def list_attention(viewer: Membership, now: datetime) -> list[Attention]:
    """The newest of each kind, those that failed first."""
    recent = jobs_of(viewer.organization).filter(
        created_at__gte=now - LOOKED_BACK, dismissed_at=None
    )
    repeated = jobs_of(viewer.organization).filter(parent=OuterRef("pk"))
    failed = recent.filter(~Exists(repeated), status=JobStatus.FAILED.value)
    bills = recent.filter(
        job_type=JobType.GENERATE_BILL.value, status=JobStatus.COMPLETED.value
    )
    doubtful = bills.exclude(warnings=[])
    return [
        *_listed(viewer, failed, gettext("failed"), "failed"),
        *_listed(
            viewer,
            _without_ls_form(viewer, bills),
            gettext("has no LS Form yet"),
            "form",
        ),
        *_listed(viewer, doubtful, gettext("has points to check"), "warning"),
    ]


def _without_ls_form(viewer: Membership, bills: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    made = jobs_of(viewer.organization).filter(
        Q(result__metadata__kind__in=LS_KINDS),
        source_output__job=OuterRef("pk"),
        status=JobStatus.COMPLETED.value,
    )
    return bills.filter(~Exists(made), kept=[])


def _listed(
    viewer: Membership,
    jobs: QuerySet,  # type: ignore[type-arg]
    reason: str,
    icon: str,
) -> list[Attention]:
    return [Attention(JobView(job, viewer), reason, icon) for job in jobs[:LISTED]]
