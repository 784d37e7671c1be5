"""The figures of the queues; Django and Redis are ready when this is imported."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure, percentile
from tests.bench.queues.contestants import DRAMATIQ, EVERYBODY, OTHERS, OURS
from tests.bench.queues.measure import jobs_per_second, milliseconds_to_start
from tests.bench.queues.office import Office
from tests.bench.workbooks import make_workslip

BILL_LINES = 100


def queue_figures(*, is_quick: bool) -> Iterator[Figure]:
    office = Office(make_workslip(BILL_LINES))
    yield from _pick_up(office, samples=10 if is_quick else 100)
    yield from _small_jobs(office, 200 if is_quick else 2000, 1 if is_quick else 3)
    yield from _bills(office, 40 if is_quick else 200, 1 if is_quick else 3)


def _pick_up(office: Office, samples: int) -> Iterator[Figure]:
    waits = milliseconds_to_start(office, EVERYBODY, samples=samples)
    for contestant, wait in zip(EVERYBODY, waits, strict=True):
        limits = (50, 100) if contestant is OURS else (None, None)
        for percent, limit in zip((50, 95), limits, strict=True):
            what = f"start of a job on an idle worker, p{percent}: {contestant.name}"
            yield Figure(what, percentile(wait, percent), "ms", at_most=limit)


def _small_jobs(office: Office, jobs: int, rounds: int) -> Iterator[Figure]:
    field = [(one, "small") for one in EVERYBODY] + [(DRAMATIQ, "nothing")]
    ours, bare, *others, nothing = jobs_per_second(
        office, field, jobs=jobs, rounds=rounds
    )
    what = f"{jobs:,} small jobs"
    yield Figure(f"{what}: ours", ours, "/s")
    yield Figure(f"{what}: bare Dramatiq, same rows", bare, "/s")
    yield Figure(f"{what}: bare Dramatiq, one UPDATE a job", nothing, "/s")
    for contestant, rate in zip(OTHERS, others, strict=True):
        yield Figure(f"{what}: {contestant.name}, same rows", rate, "/s")
    what = "small jobs, ours / bare Dramatiq"
    yield Figure(f"{what}, same rows", ours / bare, at_least=0.8)
    yield Figure(f"{what}, one UPDATE a job", ours / nothing)


def _bills(office: Office, jobs: int, rounds: int) -> Iterator[Figure]:
    field = [(one, "bill") for one in EVERYBODY]
    ours, *others = jobs_per_second(office, field, jobs=jobs, rounds=rounds)
    what = f"{jobs} bills of {BILL_LINES} lines"
    yield Figure(f"{what}: ours", ours, "/s")
    for (contestant, _), rate in zip(field[1:], others, strict=True):
        yield Figure(f"{what}: {contestant.name}", rate, "/s")
    for (contestant, _), rate in zip(field[1:], others, strict=True):
        yield Figure(f"bills, ours / {contestant.name}", ours / rate, at_least=1)
