"""The history of an office with 100,000 jobs: every page costs what the first one costs."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Job
from jobs.queries.history import Filters, _format, find_jobs, get_page

pytestmark = pytest.mark.django_db

JOBS = 100_000


@pytest.fixture
def long_history(asha) -> None:
    start = timezone.now() - timedelta(days=1000)
    states = ("completed", "completed", "failed", "cancelled")
    jobs = [
        Job(
            organization=asha.organization,
            user=asha.user,
            job_type="generate_bill",
            number=number,
            status=states[number % 4],
            fingerprint=str(number),
            idempotency_key=str(number),
            search_text=f"job {number}\nward {number % 977}.xlsx",
            result={"metadata": {"title": "Bill"}},
        )
        for number in range(JOBS)
    ]
    Job.all_orgs.bulk_create(jobs, batch_size=2000)
    for number in range(0, JOBS, 10_000):
        # created_at is set by the database's insert: spread it over the days.
        day = start + timedelta(days=number / 100)
        Job.all_orgs.filter(number__gte=number, number__lt=number + 10_000).update(
            created_at=day
        )
    connection.cursor().execute("ANALYZE")


def cost(viewer, filters: Filters, **where: str) -> float:
    """Seconds, the least of five."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        page = get_page(viewer, filters, **where)
        times.append(time.perf_counter() - begun)
        assert len(page.jobs) == 25
    return min(times)


def test_a_page_far_down_costs_about_what_the_first_one_costs(asha, long_history):
    jobs = find_jobs(asha.organization, Filters()).order_by("-created_at", "-pk")
    at, pk = jobs.values_list("created_at", "pk")[90_000]

    first, deep = cost(asha, Filters()), cost(asha, Filters(), before=_format(at, pk))

    # A page that counts its way down reads 90,000 rows more and takes a hundred times
    # as long; rows of one instant are sorted, which both pages do.
    assert deep < 5 * first + 0.05

    by_state = Filters(state="failed")
    assert cost(asha, by_state, before=_format(at, pk)) < 5 * first + 0.05

    with CaptureQueriesContext(connection) as captured:
        get_page(asha, Filters(state="failed", text="ward 12"), before=_format(at, pk))
    assert len(captured) <= 4

    plans = [
        plan_of(query["sql"]) for query in captured if "search_text" in query["sql"]
    ]
    assert plans
    assert all("index" in plan.casefold() for plan in plans), plans


def plan_of(sql: str) -> str:
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql}".replace("%", "%%"))
        return "\n".join(str(row) for row in cursor.fetchall())
