"""Rounds in which the queues take turns at the same jobs, and samples of how soon an idle worker starts one."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

from django.conf import settings
from django.utils import timezone
from redis import Redis

from jobs.models import Job
from tests.bench.queues.contestants import Contestant
from tests.bench.queues.office import Office

PATIENCE = 120.0  # seconds for all jobs of one queue in one round
IDLE = (0.15, 0.35)  # seconds between two samples


def jobs_per_second(
    office: Office,
    contestants: Sequence[tuple[Contestant, str]],
    *,
    jobs: int,
    rounds: int,
) -> list[float]:
    """The median rate of each queue and work; all jobs wait before its workers start."""
    rates: list[list[float]] = [[] for _ in contestants]
    for _ in range(rounds):
        for position, (contestant, work) in enumerate(contestants):
            rates[position].append(_drain(office, contestant, work, jobs))
    return [statistics.median(each) for each in rates]


def milliseconds_to_start(
    office: Office, contestants: Sequence[Contestant], *, samples: int
) -> list[list[float]]:
    """From the send to the start of the work, the workers of all queues being idle."""
    waits: list[list[float]] = [[] for _ in contestants]
    _empty(office)
    with ExitStack() as stack:
        for contestant in contestants:
            stack.enter_context(contestant.working())
        for sample in range(-1, samples):  # the first is for their imports
            for position, contestant in enumerate(contestants):
                wait = _time_start(office, contestant)
                if sample >= 0:
                    waits[position].append(wait)
                time.sleep(random.uniform(*IDLE))  # noqa: S311 - no secret
    return waits


def _drain(office: Office, contestant: Contestant, work: str, jobs: int) -> float:
    _empty(office)
    for job in office.add_jobs(jobs, work):
        contestant.send(work, job)
    with contestant.working():
        _wait_for(office)
    return office.throughput()


def _time_start(office: Office, contestant: Contestant) -> float:
    [job] = office.add_jobs(1, "small")
    sent_at = timezone.now()
    contestant.send("small", job)
    _wait_for(office, 0.005)
    started_at = Job.all_orgs.values_list("started_at", flat=True).get(pk=job.pk)
    assert started_at
    return (started_at - sent_at).total_seconds() * 1000


def _wait_for(office: Office, pause: float = 0.1) -> None:
    deadline = time.monotonic() + PATIENCE
    while not office.is_done():
        if time.monotonic() > deadline:
            raise TimeoutError("The jobs were not done in time.")
        time.sleep(pause)


def _empty(office: Office) -> None:
    office.clear()
    with Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()
