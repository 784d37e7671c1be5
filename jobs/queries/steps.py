"""What a job has done, is doing and will do, and who had a hand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent
from jobs.queries.freshness import format_elapsed
from jobs.queries.stored_texts import translated

LISTED_AHEAD = 5  # of the steps to come; a batch has hundreds

Kind = JobEvent.Kind
DEEDS = {
    Kind.CREATED: _("started it"),
    Kind.CANCEL_REQUESTED: _("asked to stop it"),
    Kind.CANCELLED: _("cancelled it"),
    Kind.PAUSE_REQUESTED: _("asked to pause it"),
    Kind.PAUSED: _("paused it"),
    Kind.RESUMED: _("let it go on"),
    Kind.DOWNLOADED: _("downloaded"),
    Kind.DELETED: _("took it out of the history"),
}


@dataclass(frozen=True, slots=True)
class StepView:
    name: str
    state: str  # done, current or pending
    elapsed: str


@dataclass(frozen=True, slots=True)
class TrailView:
    """One thing that a person did with the job."""

    who: str
    deed: str
    at: datetime


def list_steps(job: Job, now: datetime) -> list[StepView]:
    """The steps of the current attempt, oldest first, then those that are planned."""
    records = steps_taken(job)
    last_end = job.completed_at or now
    ends = [*(event.at for event in records), last_end][1:]
    running = job.state is JobStatus.RUNNING
    taken = [
        StepView(
            name=translated(event.text),
            state="current" if running and event is records[-1] else "done",
            elapsed=format_elapsed(end - event.at),
        )
        for event, end in zip(records, ends, strict=True)
    ]
    return taken + _steps_ahead(job, [event.text for event in records])


def first_start(job: Job) -> datetime | None:
    """When its first attempt began; None while none did."""
    starts = (event.at for event in job.events.all() if event.kind == Kind.STARTED)
    return next(starts, None)


def steps_taken(job: Job) -> list[JobEvent]:
    records: list[JobEvent] = []
    for event in job.events.all():
        if event.kind == Kind.STARTED:
            records = []
        elif event.kind == Kind.STEP:
            records.append(event)
    return records


def list_trail(job: Job) -> list[TrailView]:
    """Who started, cancelled, paused, repeated and downloaded, oldest first."""
    trail = [
        TrailView(
            who=str(event.actor),
            deed=f"{DEEDS[Kind(event.kind)]} {event.text}"
            if event.kind == Kind.DOWNLOADED
            else str(DEEDS[Kind(event.kind)]),
            at=event.at,
        )
        for event in job.events.select_related("actor")
        if event.actor and event.kind in DEEDS
    ]
    for again in job.retries.select_related("user"):
        deed = gettext("ran it again as job %(number)s") % {"number": again.number}
        trail.append(TrailView(str(again.user), deed, again.created_at))
    return sorted(trail, key=lambda line: line.at)


def _steps_ahead(job: Job, taken: Sequence[str]) -> list[StepView]:
    if job.state is not JobStatus.RUNNING:
        return []
    names = list(job.plan[_reached(job.plan, taken) :])
    ahead = [StepView(translated(name), "pending", "") for name in names[:LISTED_AHEAD]]
    more = len(names) - LISTED_AHEAD
    if more > 0:
        ahead.append(
            StepView(gettext("and %(more)s more") % {"more": more}, "pending", "")
        )
    return ahead


def _reached(plan: Sequence[str], taken: Sequence[str]) -> int:
    """How far into the plan the work has come; it may leave steps out."""
    places = [place for place, name in enumerate(plan, 1) if name in taken]
    return max(places, default=0)
