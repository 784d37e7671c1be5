"""The register of works as its pages show it: each work, its bills, and what the next one starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from bills.domain.earlier import compute_work_key, is_same_work
from bills.domain.inputs import is_empty_mb_line
from bills.models import MadeBill, RegisteredWork
from jobs.domain.outcomes import FileType
from jobs.domain.states import JobStatus
from jobs.queries import list_made_from
from organizations.models import Organization

if TYPE_CHECKING:
    from jobs.models import Job, OutputFile

# Entries count once their files are stored: those of a completed job, and of a batch
# that was stopped the files that were done.
COUNTED = Q(job__status=JobStatus.COMPLETED.value) | ~Q(job__kept=[])


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill of a work."""

    title: str
    number: int
    is_final: bool
    mb_details: str  # "" when the line has no number
    total: Decimal | None
    since_last_total: Decimal | None
    made_at: datetime
    person: str
    job_number: int
    job_url: str
    output: OutputFile | None  # the workbook, None when it was removed

    @property
    def can_be_followed(self) -> bool:
        return not self.is_final and self.output is not None and not self.output.expired


class WorkView:
    """A work with its counted bills, newest first."""

    def __init__(self, work: RegisteredWork) -> None:
        self.work = work

    @property
    def name(self) -> str:
        return self.work.name_of_work or gettext("Agreement %(agreement)s") % {
            "agreement": self.work.agreement
        }

    @property
    def agreement(self) -> str:
        return self.work.agreement

    @property
    def agency(self) -> str:
        return self.work.agency

    @property
    def url(self) -> str:
        return reverse("work_detail", args=[self.work.pk])

    @cached_property
    def bills(self) -> list[BillView]:
        return [_view(entry) for entry in self.work.bills.all()]

    @property
    def last_bill(self) -> BillView | None:
        return self.bills[0] if self.bills else None

    @cached_property
    def documents(self) -> list[Job]:
        """The jobs that made papers of its bills, newest first."""
        jobs = {entry.job_id for entry in self.work.bills.all()}
        return list_made_from(self.work.organization, jobs)


def list_works(organization: Organization, text: str = "") -> QuerySet[RegisteredWork]:
    """The works with a counted bill, the one billed last first; `text` must occur in each."""
    counted = MadeBill.objects.for_org(organization).filter(
        COUNTED, work=OuterRef("pk")
    )
    works = RegisteredWork.objects.for_org(organization).filter(Exists(counted))
    for word in text.split():
        works = works.filter(
            Q(name_of_work__icontains=word)
            | Q(agreement__icontains=word)
            | Q(agency__icontains=word)
        )
    bills = (
        MadeBill.objects.for_org(organization)
        .filter(COUNTED)
        .select_related("job", "user")
        .prefetch_related("job__outputs")
        .order_by("-job__number", "-pk")
    )
    return works.prefetch_related(Prefetch("bills", queryset=bills))


def get_work(*, organization: Organization, work_id: UUID) -> WorkView:
    """Raises: RegisteredWork.DoesNotExist."""
    return WorkView(list_works(organization).get(pk=work_id))


def find_works(
    organization: Organization, headers: Iterable[tuple[str, str]]
) -> list[WorkView]:
    """The registered works that workbooks with these agreements and names are of."""
    names = {compute_work_key(*header): header[1] for header in headers}
    known: dict[str, list[RegisteredWork]] = {}
    for work in list_works(organization).filter(key__in=set(names) - {""}):
        known.setdefault(work.key, []).append(work)
    return [
        WorkView(work)
        for key, works in known.items()
        for work in works
        if is_same_work(names[key], work.name_of_work, is_alone=len(works) == 1)
    ]


def _view(entry: MadeBill) -> BillView:
    return BillView(
        title=entry.title,
        number=entry.number,
        is_final=entry.is_final,
        mb_details="" if is_empty_mb_line(entry.mb_details) else entry.mb_details,
        total=entry.total,
        since_last_total=entry.since_last_total,
        made_at=entry.created_at,
        person=str(entry.user),
        job_number=entry.job.number,
        job_url=reverse("job_detail", args=[entry.job_id]),
        output=_workbook_of(entry),
    )


def _workbook_of(entry: MadeBill) -> OutputFile | None:
    """The made workbook that has the bill: of a batch, the one of its place."""
    books = [out for out in entry.job.outputs.all() if out.file_type == FileType.EXCEL]
    place, found, _ = entry.sheet.partition(": ")
    kept: Sequence[dict[str, Any]] = entry.job.kept
    if found and place.isdecimal() and 0 < int(place) <= len(kept):
        names = kept[int(place) - 1]["outputs"]
        books = [book for book in books if book.filename in names]
    return books[0] if books else None


def tabulate_bills(organization: Organization) -> Iterator[list[str]]:
    """The register of works, a row for each bill; the first row names the columns."""
    yield [
        "work",
        "agreement",
        "agency",
        "bill",
        "job",
        "sheet",
        "M.B.",
        "total",
        "since last",
        "made",
    ]
    bills = MadeBill.objects.for_org(organization).select_related("job")
    for bill in bills.order_by("created_at").iterator(chunk_size=500):
        yield [
            bill.name_of_work,
            bill.agreement,
            bill.agency,
            bill.title,
            str(bill.job.number),
            bill.sheet,
            bill.mb_details,
            "" if bill.total is None else str(bill.total),
            "" if bill.since_last_total is None else str(bill.since_last_total),
            bill.created_at.isoformat(),
        ]
