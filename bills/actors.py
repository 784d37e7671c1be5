"""The background work of making bills; state, limits and retries are the engine's."""

from __future__ import annotations

from bills.domain.bill import BillAction
from bills.domain.making import BillOrder
from bills.services import as_job_result, make_bills, parse_inputs
from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor


@job_actor(JobType.GENERATE_BILL)
def generate_bill(run: JobRun) -> JobResult:
    filename, content = run.source()
    making = make_bills(
        filename=filename,
        content=content,
        order=BillOrder(
            action=BillAction(run.inputs["action"]), inputs=parse_inputs(run.inputs)
        ),
        report=run.report,
    )
    return as_job_result(making)
