"""The background work of bills; state, limits and retries are the engine's."""

from __future__ import annotations

from bills.services import READING_STEPS, read_for_preview
from bills.services.batches import make_ordered_bills
from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor


@job_actor(JobType.GENERATE_BILL)
def generate_bill(run: JobRun) -> JobResult:
    return make_ordered_bills(run)


@job_actor(JobType.EXCEL_PARSE)
def read_workbook(run: JobRun) -> JobResult:
    run.plan(READING_STEPS)
    return read_for_preview(run)
