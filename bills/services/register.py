"""The register of made bills: entering those of a job, and finding the earlier bills of a work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from bills.domain.bill_number import parse_bill_number
from bills.domain.earlier import (
    EarlierBill,
    FindEarlier,
    compute_work_key,
    is_same_work,
)
from bills.domain.making import Making
from bills.models import MadeBill, RegisteredWork
from bills.queries.works import COUNTED

if TYPE_CHECKING:
    from jobs.engine import JobRun
    from organizations.models import Organization


def record_made_bills(run: JobRun, making: Making, *, place: int = 0) -> None:
    """Enters each bill that the job made; a second run of the job changes nothing.

    `place` is that of the workbook in a batch, from 1. Call it in the transaction that
    completes the job or lists the files of the workbook.
    """
    prefix = f"{place}: " if place else ""
    for work in making.works:
        sheet, entry = f"{prefix}{work['bill_sheet']}", _entry(work)
        bill = MadeBill(
            organization=run.organization,
            user_id=run.user_id,
            job_id=run.job_id,
            work=_file_work(run, sheet, entry),
            sheet=sheet,
            **entry,
        )
        MadeBill.objects.for_org(run.organization).bulk_create(
            [bill],
            update_conflicts=True,
            unique_fields=["job", "sheet"],
            update_fields=["user", "work", *entry],
        )


def _file_work(run: JobRun, sheet: str, entry: Mapping[str, Any]) -> RegisteredWork:
    """The work that the bill is of: one of the register, or a new one."""
    works = list(
        RegisteredWork.objects.for_org(run.organization).filter(key=entry["work_key"])
    )
    for work in works:
        is_alone = len(works) == 1
        if is_alone and work.name_of_work != entry["name_of_work"]:
            is_alone = not _is_taken(run, sheet, work)
        if is_same_work(entry["name_of_work"], work.name_of_work, is_alone=is_alone):
            work.agency = entry["agency"] or work.agency
            work.billed_at = timezone.now()
            work.save(update_fields=["agency", "billed_at"])
            return work
    return RegisteredWork.objects.create(
        organization=run.organization,
        key=entry["work_key"],
        name_of_work=entry["name_of_work"],
        agreement=entry["agreement"],
        agency=entry["agency"],
        billed_at=timezone.now(),
    )


def _is_taken(run: JobRun, sheet: str, work: RegisteredWork) -> bool:
    """Whether another sheet of the same job was filed into the work."""
    others = MadeBill.objects.for_org(run.organization).filter(job_id=run.job_id)
    return others.filter(work=work).exclude(sheet=sheet).exists()


def find_earlier_bills(
    organization: Organization, work_key: str, name_of_work: str, *, before_job: int
) -> list[EarlierBill]:
    """The bills of the work that jobs of this office before that number made, oldest first.

    Works of one agreement are told apart by their names where one job billed several.
    """
    # No rows of models: an old work has many, and each would bring its job along.
    entries = list(
        MadeBill.objects.for_org(organization)
        .filter(
            work_key=work_key,
            job__number__lt=before_job,
        )
        .filter(COUNTED)
        .order_by("job__number", "pk")
        .values_list(
            *("title", "number", "is_final", "mb_details", "name_of_work"),
            *("created_at", "job_id", "job__number"),
            named=True,
        )
    )
    under_agreement = Counter(entry.job_id for entry in entries)
    return [
        EarlierBill(
            title=entry.title,
            number=entry.number,
            is_final=entry.is_final,
            mb_details=entry.mb_details,
            made_on=timezone.localdate(entry.created_at),
            job_number=entry.job__number,
        )
        for entry in entries
        if is_same_work(
            name_of_work,
            entry.name_of_work,
            is_alone=under_agreement[entry.job_id] == 1,
        )
    ]


def earlier_bills_of(run: JobRun) -> FindEarlier:
    """The register as the job may see it: its own office's, before itself."""
    return partial(find_earlier_bills, run.organization, before_job=run.number)


def _entry(work: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a summary's entry."""
    fields, title = work["fields"], work["title"]
    return {
        "work_key": compute_work_key(fields["agreement"], fields["name_of_work"]),
        "name_of_work": fields["name_of_work"],
        "agreement": fields["agreement"][:300],
        "agency": fields["agency"][:300],
        "title": title[:100],
        "number": parse_bill_number(title) or 1,
        "is_final": "final" in title.casefold(),
        "mb_details": fields["mb_details"][:300],
        "total": _amount(work["total"]),
        "since_last_total": _amount(work["since_last_total"]),
    }


def _amount(text: str) -> Decimal | None:
    """None while the amount waits for quantities to be typed."""
    return Decimal(text) if text else None
