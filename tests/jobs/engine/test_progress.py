"""Progress never falls, is written sparingly, and 100 comes only with the files."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from jobs.models import Job, JobEvent
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


def progress_of(job: Job) -> tuple[int, str]:
    return Job.all_orgs.values_list("progress", "current_step").get(pk=job.pk)


def test_progress_never_falls(asha, make_job, run, settings):
    settings.JOB_PROGRESS_THROTTLE *= 0
    job = make_job(asha)
    seen = []

    def work(it):
        for percent in (10, 40, 30, 55, -5):
            it.report(percent, "Reading")
            seen.append(progress_of(job)[0])
        return one_file()

    run(job, work)

    assert seen == [10, 40, 40, 55, 55]


def test_work_cannot_claim_100_percent(asha, make_job, run):
    job = make_job(asha)
    seen = []

    def work(it):
        it.report(100, "Saving")
        seen.append((progress_of(job), job.outputs.count()))
        return one_file()

    run(job, work)

    assert seen == [((99, "Saving"), 0)]
    assert (job.progress, job.current_step) == (100, "Complete")


def test_progress_of_a_second_attempt_starts_where_the_first_stopped(
    asha, make_job, run
):
    job = make_job(asha, progress=60, attempt=1)
    seen = []

    def work(it):
        it.report(5, "Reading")
        seen.append(progress_of(job)[0])
        return one_file()

    run(job, work)

    assert seen == [60]


def test_twenty_thousand_reports_cost_a_handful_of_queries(asha, make_job, run):
    job = make_job(asha)
    counts = []

    def work(it):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for row in range(20_000):
                it.report(row * 90 // 20_000, "Reading rows")
        counts.append([q for q in queries if q["sql"].startswith("UPDATE")])
        return one_file()

    run(job, work)

    taken = job.completed_at - job.started_at
    assert len(counts[0]) <= 2 * taken.total_seconds() + 2


def test_a_new_step_is_written_at_once_and_kept_in_the_history(asha, make_job, run):
    job = make_job(asha)
    seen = []

    def work(it):
        for percent, step in ((5, "Reading"), (50, "Writing"), (60, "Writing")):
            it.report(percent, step)
            seen.append(progress_of(job))
        return one_file()

    run(job, work)

    # The third report changes no step and comes within the throttle's time.
    assert seen == [(5, "Reading"), (50, "Writing"), (50, "Writing")]
    steps = job.events.filter(kind=JobEvent.Kind.STEP)
    assert list(steps.values_list("text", flat=True)) == ["Reading", "Writing"]


def test_a_report_is_a_sign_of_life(asha, make_job, run):
    job = make_job(asha)
    beats = []

    def work(it):
        later = Job.all_orgs.filter(heartbeat_at__gt=F("started_at"))
        beats.append(later.exists())
        it.report(5, "Reading")
        beats.append(later.exists())
        return one_file()

    run(job, work)

    assert beats == [False, True]
