"""The background work of making documents; state, limits and retries are the engine's."""

from __future__ import annotations

from bills.services import as_job_result, parse_inputs
from documents.services import DocumentKind, make_documents
from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor


@job_actor(JobType.GENERATE_BILL_DOCUMENT)
def generate_bill_document(run: JobRun) -> JobResult:
    filename, content = run.source()
    making = make_documents(
        filename=filename,
        content=content,
        kind=DocumentKind(run.inputs["kind"]),
        inputs=parse_inputs(run.inputs),
        report=run.report,
    )
    return as_job_result(making)
