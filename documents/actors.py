"""The background work of making documents; state, limits and retries are the engine's."""

from __future__ import annotations

from dataclasses import replace

from bills.services import parse_inputs
from documents.services import (
    DocumentKind,
    PacketOrder,
    as_document_result,
    export_everything,
    list_steps,
    make_documents,
    make_of_estimates,
    make_packet,
    parse_options,
    read_letters,
    work_on_format,
)
from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor, run_in_child


@job_actor(JobType.GENERATE_BILL_DOCUMENT)
def generate_bill_document(run: JobRun) -> JobResult:
    filename, content = run.source()
    kind, inputs = DocumentKind(run.inputs["kind"]), parse_inputs(run.inputs)
    options = parse_options(run.inputs.get("options", {}))
    letters = read_letters(run.organization, run.inputs.get("letters", {}))
    if kind is not DocumentKind.PACKET:  # its steps depend on what is in the bill
        run.plan(list_steps(kind))
    if kind is DocumentKind.PACKET:
        cards = run.inputs.get("cards")
        making = run_in_child(
            run,
            make_packet,
            filename=filename,
            content=content,
            order=PacketOrder(inputs, options, letters, cards),
        )
    elif kind.is_of_estimate:
        making = run_in_child(
            run,
            make_of_estimates,
            workbooks=[(file.filename, file.read()) for file in run.batch()],
            kind=kind,
            options=options,
        )
    else:
        making = run_in_child(
            run,
            make_documents,
            filename=filename,
            content=content,
            kind=kind,
            inputs=inputs,
            options=replace(options, template=letters.get(kind)),
        )
    return as_document_result(making)


@job_actor(JobType.GENERATE_SELF_FORMATTED_DOCUMENT)
def generate_self_formatted_document(run: JobRun) -> JobResult:
    return work_on_format(run)


@job_actor(JobType.EXPORT_DATA)
def export_data(run: JobRun) -> JobResult:
    return export_everything(run)
