"""Submitting the making of a document as a job, and its result as the engine stores it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.utils.translation import gettext

from bills.domain.bill import BillAction
from bills.domain.making import Making
from bills.services import as_job_result
from documents.services.kinds import DocumentKind
from documents.services.own_letters import name_letters, name_templates
from documents.services.settings import choose_options, store_options
from jobs.domain.outcomes import FileType, JobResult, JobType
from jobs.services import FilePurpose, JobSource, store_uploads, submit_job

if TYPE_CHECKING:
    from jobs.models import Job, Upload
    from organizations.models import Membership

# What a bill's job was told that no document made of the bill has a use for.
NOT_OF_DOCUMENTS = {
    "title",
    "action",
    "with_scrutiny",
    "corrections",
    "layouts",
    "workslip_corrections",
}
FILE_TYPES = {
    ".docx": FileType.DOCX,
    ".pdf": FileType.PDF,
    ".zip": FileType.ZIP,
    ".docm": FileType.DOCX,
    ".txt": FileType.TXT,
    ".csv": FileType.CSV,
}


class NoBillMade(Exception):
    """The job has no bill file to make a document from."""

    code = "no_bill_made"


def submit_document_job(
    *, actor: Membership, bill_job: Job, kind: DocumentKind, key: str
) -> Job:
    """The job that makes a document of the one workbook that another job made.

    Raises: NoBillMade, RoleTooLow.
    """
    outputs = list(bill_job.outputs.all())
    if bill_job.job_type != JobType.GENERATE_BILL or len(outputs) != 1:
        raise NoBillMade(
            gettext(
                "%(bill_job)s did not make one bill workbook, so no %(label)s can be made."
            )
            % {"bill_job": bill_job, "label": kind.wording}
        )
    made_as = bill_job.result["metadata"]
    typed = {k: v for k, v in made_as.items() if k not in NOT_OF_DOCUMENTS}
    if kind is DocumentKind.LS_FORM:
        is_final = BillAction(made_as["action"]).is_final
        kind = DocumentKind.LS_FINAL if is_final else DocumentKind.LS_PART
    if kind is DocumentKind.PACKET:
        typed["cards"] = _collect_cards(bill_job)
    letters = name_letters(actor.organization)
    return submit_job(
        organization=actor.organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL_DOCUMENT,
        inputs={
            **typed,
            "title": kind.label,
            "kind": kind.value,
            "options": store_options(choose_options(actor)),
            "letters": letters,
        },
        source=JobSource(output=outputs[0], templates=name_templates(kind, letters)),
        key=key,
    )


def submit_papers_job(
    *,
    actor: Membership,
    workbooks: JobSource | Sequence[File[bytes] | Upload],
    kind: DocumentKind,
    typed: Mapping[str, str],
    key: str,
) -> Job:
    """The job that makes a document of bills or estimates, posted or stored already.

    `typed` are the body of the letter and the year of the rate book. Raises: RoleTooLow,
    UploadTooLarge.
    """
    organization = actor.organization
    letters = name_letters(organization)
    return submit_job(
        organization=organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL_DOCUMENT,
        inputs={
            "title": kind.label,
            "kind": kind.value,
            "options": {**store_options(choose_options(actor)), **typed},
            "letters": letters,
        },
        source=replace(
            _store(actor, workbooks), templates=name_templates(kind, letters)
        ),
        key=key,
    )


def _store(
    actor: Membership, workbooks: JobSource | Sequence[File[bytes] | Upload]
) -> JobSource:
    if isinstance(workbooks, JobSource):
        return workbooks
    first, *others = store_uploads(actor, workbooks)
    return JobSource(
        upload=first, further=[(FilePurpose.BATCH, other) for other in others]
    )


def as_document_result(making: Making) -> JobResult:
    """What the engine stores of a run, each file as what it is.

    Raises: JobRefused, when nothing was made.
    """
    result = as_job_result(making)
    outputs = tuple(
        replace(output, file_type=FILE_TYPES.get(suffix, output.file_type))
        for output in result.outputs
        for suffix in [PurePath(output.filename).suffix]
    )
    return replace(result, outputs=outputs)


def _collect_cards(bill_job: Job) -> dict[str, Any]:
    """The scrutiny card of each bill by its sheet; none when the workbook has them."""
    if bill_job.result["metadata"].get("with_scrutiny"):
        return {}
    return {
        work["bill_sheet"]: work["scrutiny"]
        for work in bill_job.result.get("works", [])
        if "scrutiny" in work
    }
