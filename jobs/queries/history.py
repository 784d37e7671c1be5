"""The history of an office's jobs: what is asked for, one page of it, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from jobs.domain.searching import split_search
from jobs.domain.states import ACTIVE, JobStatus
from jobs.models import Job, OutputFile
from jobs.queries.job_view import JobView
from organizations.models import Membership, Organization, User

PAGE = 50
COUNTED = 10_000  # beyond it a list says "more than"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

NEEDS_ATTENTION = Q(status=JobStatus.FAILED.value) | (
    Q(status=JobStatus.COMPLETED.value) & ~Q(warnings=[])
)
# What can be chosen besides a state itself.
STATES = {
    "attention": NEEDS_ATTENTION,
    "unfinished": Q(status__in=sorted(ACTIVE)),
    **{status.value: Q(status=status.value) for status in JobStatus},
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the history is narrowed to; an empty value narrows nothing."""

    text: str = ""
    state: str = ""  # a key of STATES
    kind: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None  # the last day

    def as_pairs(self) -> list[tuple[str, str]]:
        """What narrows, as the fields of the form."""
        pairs = [
            ("text", self.text),
            ("state", self.state),
            ("kind", self.kind),
            ("person", str(self.person or "")),
            ("since", self.since.isoformat() if self.since else ""),
            ("until", self.until.isoformat() if self.until else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def as_query(self, **more: str) -> str:
        """`?state=failed&before=...`, or "" when there is nothing to say."""
        pairs = self.as_pairs() + [(name, value) for name, value in more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the history between two jobs: that of the job that stands next to it."""

    created_at: datetime
    job_id: UUID

    @classmethod
    def of(cls, job: Job) -> Place:
        return cls(job.created_at, job.pk)

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """None for what is no place, so that an old address shows the newest jobs."""
        moment, _, job_id = text.partition("-")
        try:
            at = EPOCH + int(moment) * MICROSECOND
            return cls(at, UUID(hex=job_id))
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{(self.created_at - EPOCH) // MICROSECOND}-{self.job_id.hex}"


@dataclass(frozen=True, slots=True)
class HistoryPage:
    jobs: list[JobView]
    newer: Place | None  # where the page before this one ends
    older: Place | None  # where the next one begins


def find_jobs(organization: Organization, filters: Filters) -> QuerySet[Job]:
    """All that match and were not taken out of the history, in no order."""
    jobs = Job.objects.for_org(organization).filter(dismissed_at=None)
    if filters.state:
        jobs = jobs.filter(STATES[filters.state])
    if filters.kind:
        jobs = jobs.filter(job_type=filters.kind)
    if filters.person:
        jobs = jobs.filter(user=filters.person)
    if filters.since:
        jobs = jobs.filter(created_at__gte=_midnight(filters.since))
    if filters.until:
        jobs = jobs.filter(created_at__lt=_midnight(filters.until + timedelta(days=1)))
    if words := split_search(filters.text):
        jobs = jobs.filter(
            reduce(and_, (Q(search_text__contains=word) for word in words))
        )
    return jobs.order_by()


def older_than(jobs: QuerySet[Job], place: Place | None) -> QuerySet[Job]:
    """From that place on, newest first.

    The first condition says nothing new, but an index can be entered by it; an OR alone
    would be checked from the newest job on, and each page would cost more than the last.
    """
    jobs = jobs.order_by("-created_at", "-pk")
    if place is None:
        return jobs
    at = place.created_at
    return jobs.filter(
        Q(created_at__lt=at) | Q(created_at=at, pk__lt=place.job_id),
        created_at__lte=at,
    )


def newer_than(jobs: QuerySet[Job], place: Place) -> QuerySet[Job]:
    """Back from that place, oldest first."""
    at = place.created_at
    return jobs.order_by("created_at", "pk").filter(
        Q(created_at__gt=at) | Q(created_at=at, pk__gt=place.job_id),
        created_at__gte=at,
    )


def find_page(
    *,
    viewer: Membership,
    filters: Filters,
    before: Place | None = None,
    after: Place | None = None,
) -> HistoryPage:
    """The page that follows `before` or precedes `after`; without both the newest jobs."""
    found = _as_shown(find_jobs(viewer.organization, filters))
    if after:
        jobs = list(newer_than(found, after)[: PAGE + 1])
        if len(jobs) <= PAGE:  # fewer than a page: then the newest, filled up
            return find_page(viewer=viewer, filters=filters)
        shown, is_more_newer, is_more_older = jobs[PAGE - 1 :: -1], True, True
    else:
        jobs = list(older_than(found, before)[: PAGE + 1])
        shown, is_more_newer, is_more_older = (
            jobs[:PAGE],
            before is not None,
            len(jobs) > PAGE,
        )
    return HistoryPage(
        jobs=[JobView(job, viewer) for job in shown],
        newer=Place.of(shown[0]) if shown and is_more_newer else None,
        older=Place.of(shown[-1]) if shown and is_more_older else None,
    )


def count_jobs(organization: Organization, filters: Filters) -> str:
    """`2,314`, or `more than 10,000`: nobody waits for the rest to be counted."""
    count = find_jobs(organization, filters)[: COUNTED + 1].count()
    return f"more than {COUNTED:,}" if count > COUNTED else f"{count:,}"


def has_jobs(organization: Organization) -> bool:
    """Whether the history was ever begun."""
    return Job.objects.for_org(organization).exists()


def list_people(organization: Organization) -> list[User]:
    return list(
        User.objects.filter(memberships__organization=organization).order_by("email")
    )


def _as_shown(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """With all that a line of the history says, and without what only a job's page does."""
    files = OutputFile.all_orgs.only("job_id", "expired")
    return (
        jobs.select_related("user", "upload", "source_output")
        .prefetch_related(Prefetch("outputs", queryset=files), "further_files__upload")
        .defer("error_log", "plan", "kept", "search_text")
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
