"""Cancelling, repeating or deleting many jobs at once, as far as each allows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from jobs import engine
from jobs.domain.states import ACTIVE, FINAL, JobStatus
from jobs.models import Job, JobEvent
from jobs.services.cleaning import expire_file
from jobs.services.control import cancel_job
from jobs.services.repeating import JobNotRepeatable, retry_job
from organizations.audit import record
from organizations.domain import deeds
from organizations.domain.roles import Permission
from organizations.models import Membership

AT_ONCE = 1000  # jobs of one request


class Deed(StrEnum):
    CANCEL = "cancel"
    RETRY = "retry"
    DELETE = "delete"


CHANGEABLE = {
    Deed.CANCEL: Q(
        status__in=[state.value for state in ACTIVE], cancel_requested=False
    ),
    Deed.RETRY: Q(status__in=[JobStatus.FAILED.value, JobStatus.CANCELLED.value]),
    Deed.DELETE: Q(status__in=[state.value for state in FINAL], dismissed_at=None),
}


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """`skipped`: not possible for their state; `refused`: of somebody else; `left`: too many."""

    deed: Deed
    done: int
    skipped: int
    refused: int
    left: int

    def __str__(self) -> str:
        did = {
            Deed.CANCEL: gettext("%(n)s cancelled or asked to stop"),
            Deed.RETRY: gettext("%(n)s run again"),
            Deed.DELETE: gettext("%(n)s deleted from the history"),
        }[self.deed]
        why = {
            Deed.CANCEL: gettext("%(n)s had already finished"),
            Deed.RETRY: gettext(
                "%(n)s had not failed or been cancelled, or run again already"
            ),
            Deed.DELETE: gettext("%(n)s are not finished yet"),
        }[self.deed]
        parts = [
            (self.done, did),
            (self.skipped, why),
            (self.refused, gettext("%(n)s belong to others and were left alone")),
            (self.left, gettext("%(n)s are left: do it once more")),
        ]
        told = [text % {"n": count} for count, text in parts if count or text is did]
        return ", ".join(told) + "."


def do_with_jobs(*, jobs: QuerySet[Job], actor: Membership, deed: Deed) -> BulkOutcome:
    """Does it with each job, oldest first, by the rules of doing it to one.

    Of more than can be done at once, the next call finds the rest: only jobs that the
    deed can change are taken.
    """
    do = {Deed.CANCEL: _cancel, Deed.RETRY: _retry, Deed.DELETE: _delete}[deed]
    total = jobs.count()
    own = jobs if actor.can(Permission.RUN_ALL_JOBS) else jobs.filter(user=actor.user)
    refused = total - own.count()
    able = own.filter(CHANGEABLE[deed])
    if deed is Deed.RETRY:
        able = able.filter(~Exists(Job.all_orgs.filter(parent=OuterRef("pk"))))
    ids = list(able.order_by("created_at").values_list("pk", flat=True)[: AT_ONCE + 1])
    left = able.count() - AT_ONCE if len(ids) > AT_ONCE else 0
    done = 0
    for pk in ids[:AT_ONCE]:
        job = Job.objects.for_org(actor.organization).get(pk=pk)
        done += do(job, actor)
    return BulkOutcome(deed, done, total - refused - done - left, refused, left)


def _cancel(job: Job, actor: Membership) -> bool:
    outcome = cancel_job(job=job, actor=actor)
    return outcome is not engine.CancelOutcome.TOO_LATE


def _retry(job: Job, actor: Membership) -> bool:
    try:
        retry_job(job=job, actor=actor)
    except JobNotRepeatable:
        return False
    return True


def _delete(job: Job, actor: Membership) -> bool:
    """Takes an ended job out of the history and its files out of the store.

    A file that an unfinished job works on stays until its day.
    """
    if not job.is_final:
        return False
    with transaction.atomic():
        gone = Job.objects.for_org(actor.organization).filter(
            pk=job.pk, dismissed_at=None
        )
        if not gone.update(dismissed_at=timezone.now()):
            return False
        JobEvent.objects.create(
            job=job, actor=actor.user, kind=JobEvent.Kind.DELETED, text=str(job)
        )
        record(actor, deeds.Deed.JOB_DELETED, job)
    in_use = Job.all_orgs.filter(source_output=OuterRef("pk"), status__in=ACTIVE)
    for output in job.outputs.filter(~Exists(in_use), expired=False):
        expire_file(output)
    return True
