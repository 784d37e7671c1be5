"""Telling a person once how a job of his ended that he was not looking at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from jobs.domain.states import FINAL, JobStatus
from jobs.models import Job
from jobs.queries import JobView
from jobs.queries.notices import ended_jobs
from organizations.models import Membership

SHOWN = 3  # at a time; more would cover the page
FAILED = Q(status=JobStatus.FAILED.value)


@dataclass(frozen=True, slots=True)
class Notices:
    """What a page says now: `done` goes by itself, `failed` stays until it is shut."""

    done: list[JobView]
    more_done: int
    failed: list[JobView]

    def __bool__(self) -> bool:
        return bool(self.done or self.failed)


def mark_told(viewer: Membership, job_id: UUID) -> None:
    """The person has seen how the job ended. Nothing happens to one of somebody else."""
    Job.objects.for_org(viewer.organization).filter(
        pk=job_id, user=viewer.user_id, told_at=None, status__in=sorted(FINAL)
    ).update(told_at=timezone.now())


def take_notices(
    viewer: Membership,
    *,
    looking_at: UUID | None = None,
    on_page: Collection[UUID] = (),
) -> Notices:
    """What the person has yet to hear; of a success once, whichever page asks first.

    A failure is told on every page until it is shut or looked at. `looking_at`: the job
    that the page itself shows; `on_page`: failures that stand on it already.
    """
    if looking_at:
        mark_told(viewer, looking_at)
    untold = ended_jobs(viewer).filter(told_at=None)
    failed = untold.filter(FAILED).exclude(pk__in=on_page)
    done = [job for job in untold.exclude(FAILED) if _is_first_to_tell(job)]
    room = max(0, SHOWN - len(on_page))
    return Notices(
        done=[JobView(job, viewer) for job in done[:SHOWN]],
        more_done=max(0, len(done) - SHOWN),
        failed=[JobView(job, viewer) for job in failed[:room]],
    )


def _is_first_to_tell(job: Job) -> bool:
    """Whether no other page of the person told it this instant."""
    untold = Job.all_orgs.filter(pk=job.pk, told_at=None)
    return bool(untold.update(told_at=timezone.now()))
