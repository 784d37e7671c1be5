"""The history of an office's jobs: filtered, searched, and paged by where the last page ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs.domain.states import ACTIVE, JobStatus
from jobs.models import Job
from jobs.queries.finding import jobs_of
from jobs.queries.job_view import JobView
from organizations.models import Membership, Organization

PAGE = 25
COUNTED = 10_000  # more are told as "more than"

UNDER_WAY, ATTENTION = "active", "attention"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty values look for everything."""

    state: str = ""
    kind: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def query(self) -> str:
        """The filters as the end of an address, the same for the same filters."""
        pairs = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return urlencode([(name, value) for name, value in pairs if value])


@dataclass(frozen=True, slots=True)
class HistoryPage:
    jobs: Sequence[JobView]
    filters: Filters
    newer: str  # where the page before and the page after this one start, or ""
    older: str
    is_beyond: bool = False  # it starts where nothing is, as when the rest was deleted

    @property
    def is_first(self) -> bool:
        return not self.newer


def find_jobs(organization: Organization, filters: Filters) -> QuerySet[Job]:
    """The office's jobs that match, without an order."""
    jobs = Job.objects.for_org(organization).filter(dismissed_at=None)
    if filters.state == UNDER_WAY:
        jobs = jobs.filter(status__in=[state.value for state in ACTIVE])
    elif filters.state == ATTENTION:
        failed = Q(status=JobStatus.FAILED.value)
        doubtful = Q(status=JobStatus.COMPLETED.value) & ~Q(warnings=[])
        jobs = jobs.filter(failed | doubtful)
    elif filters.state:
        jobs = jobs.filter(status=filters.state)
    if filters.kind:
        jobs = jobs.filter(job_type=filters.kind)
    if filters.person:
        jobs = jobs.filter(user=filters.person)
    if filters.since:
        jobs = jobs.filter(created_at__gte=_midnight(filters.since))
    if filters.until:
        jobs = jobs.filter(created_at__lt=_midnight(filters.until + timedelta(days=1)))
    for word in filters.text.casefold().split():
        jobs = jobs.filter(search_text__contains=word)
    return jobs.order_by()


def get_page(
    viewer: Membership, filters: Filters, *, before: str = "", after: str = ""
) -> HistoryPage:
    """The page below `before` or above `after`, both as an earlier page named them.

    Its cost does not depend on how far down it is.
    """
    jobs = find_jobs(viewer.organization, filters)
    upwards = bool(after)
    mark = _parse(after or before)
    if mark is not None:
        at, pk = mark
        beyond = (
            Q(created_at__gt=at) | Q(created_at=at, pk__gt=pk)
            if upwards
            else Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk)
        )
        # The plain bound lets the database start in the index at the right place.
        bound = {"created_at__gte": at} if upwards else {"created_at__lte": at}
        jobs = jobs.filter(beyond, **bound)
    order = ("created_at", "pk") if upwards else ("-created_at", "-pk")
    keys = list(jobs.order_by(*order).values_list("created_at", "pk")[: PAGE + 1])
    has_more, keys = len(keys) > PAGE, keys[:PAGE]
    if upwards:
        keys.reverse()
    newer, older = (has_more, True) if upwards else (mark is not None, has_more)
    return HistoryPage(
        jobs=_load(viewer, [pk for _, pk in keys]),
        filters=filters,
        newer=_format(*keys[0]) if newer and keys else "",
        older=_format(*keys[-1]) if older and keys else "",
        is_beyond=mark is not None and not keys,
    )


def count_jobs(organization: Organization, filters: Filters) -> tuple[int, bool]:
    """How many match, and whether there are more than that."""
    found = find_jobs(organization, filters).values("pk")[: COUNTED + 1].count()
    return min(found, COUNTED), found > COUNTED


def _load(viewer: Membership, ids: Sequence[UUID]) -> list[JobView]:
    jobs = {job.pk: job for job in jobs_of(viewer.organization).filter(pk__in=ids)}
    return [JobView(jobs[pk], viewer) for pk in ids if pk in jobs]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _format(at: datetime, pk: UUID) -> str:
    return f"{at.timestamp():.6f}_{pk.hex}"


def _parse(mark: str) -> tuple[datetime, UUID] | None:
    """None for no mark, and for one that no page gave."""
    seconds, _, pk = mark.partition("_")
    try:
        at = datetime.fromtimestamp(0, tz=timezone.get_default_timezone()) + timedelta(
            microseconds=round(float(seconds) * 1_000_000)
        )
        return at, UUID(pk)
    except (ValueError, OverflowError):
        return None
