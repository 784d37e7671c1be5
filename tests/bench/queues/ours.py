"""The small work as a job of our engine."""

from __future__ import annotations

from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor
from tests.bench.queues.by_hand import SMALL_FILE, SMALL_STEP


@job_actor(JobType.EXPORT_DATA)
def make_a_small_file(run: JobRun) -> JobResult:
    run.report(10, SMALL_STEP)
    return JobResult(outputs=(SMALL_FILE,), summary={})
