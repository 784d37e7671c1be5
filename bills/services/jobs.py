"""Making bills as a background job: submitting it and what the job row keeps; doing it is in batches.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.utils.translation import gettext_noop

from bills.domain.bill import BillAction, Layout
from bills.domain.corrections import Corrections
from bills.domain.inputs import BillInputs
from bills.domain.making import BillOrder, Making
from bills.domain.work import PremiumType, SheetKind, TenderPremium
from bills.models import Reading
from bills.services.layouts import list_layouts
from jobs.domain.outcomes import (
    FileType,
    JobRefused,
    JobResult,
    JobType,
    OutputDraft,
)
from jobs.services import FilePurpose, JobSource, store_upload, submit_job

if TYPE_CHECKING:
    from jobs.models import Job, OutputFile, Upload
    from organizations.models import Membership

# Those whose number follows from the bill before, unless it is typed.
COUNTED_ACTIONS = (
    BillAction.FIRSTPART_NTH_PART,
    BillAction.NTH_NTH_PART,
    BillAction.NTH_NTH_FINAL,
)


def submit_bill_job(
    *,
    actor: Membership,
    workbooks: JobSource | Sequence[File[bytes] | Upload],
    inputs: dict[str, Any],
    workslip: File[bytes] | Reading | None = None,
    corrections: Corrections | None = None,
    key: str,
) -> Job:
    """The job that makes the bills of one workbook, or of each of several.

    `workbooks` are files as they were posted or kept, or a source of another job; `inputs`
    are those of `BillOptionsForm.typed_inputs`; `workslip` serves all of them, with its
    corrections when it was read.
    Everything that decides the outcome is frozen in the job row, so that a later run
    makes the same. Raises: UploadTooLarge, RoleTooLow.
    """
    organization = actor.organization
    count = _count(workbooks)
    return submit_job(
        organization=organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL,
        inputs={
            "title": _job_title(inputs, count),
            **inputs,
            "corrections": corrections.as_json() if corrections else {},
            "workslip_corrections": _corrections_of(workslip),
            "layouts": list_layouts(organization),
        },
        source=_store(actor, workbooks, workslip),
        key=key,
    )


def list_actions_after(output: OutputFile) -> tuple[BillAction, ...]:
    """The kinds of bill that can follow the made one; none follows a final bill."""
    if output.job.job_type != JobType.GENERATE_BILL:
        return ()
    made = BillAction(output.job.result["metadata"]["action"])
    if made.is_final or output.file_type != FileType.EXCEL:
        return ()
    is_first = made.layout is Layout.FIRST
    source = SheetKind.FIRST_BILL if is_first else SheetKind.NTH_BILL
    return tuple(action for action in BillAction if action.source is source)


def can_be_edited(job: Job) -> bool:
    """Whether the New bill page can be filled with what the job was given."""
    if job.job_type != JobType.GENERATE_BILL or not job.is_final:
        return False
    return job.source_output is None or not job.source_output.expired


def parse_order(stored: Mapping[str, Any]) -> BillOrder:
    """What is to be made, from the inputs as the job row keeps them."""
    return BillOrder(
        action=BillAction(stored["action"]),
        inputs=parse_inputs(stored),
        corrections=Corrections.from_json(stored.get("corrections", {})),
        workslip_corrections=Corrections.from_json(
            stored.get("workslip_corrections", {})
        ),
        layouts=stored.get("layouts", {}),
        with_scrutiny=bool(stored.get("with_scrutiny")),
    )


def parse_inputs(stored: Mapping[str, Any]) -> BillInputs:
    """The typed inputs as the job row keeps them: plain JSON, dates in ISO form."""
    premium = None
    if stored.get("tp_percent") not in (None, ""):
        premium = TenderPremium(
            Decimal(stored["tp_percent"]), PremiumType(stored["tp_type"])
        )
    return BillInputs(
        mb_no=str(stored.get("mb_no", "")),
        mb_from=str(stored.get("mb_from", "")),
        mb_to=str(stored.get("mb_to", "")),
        abs_mb_no=str(stored.get("abs_mb_no", "")),
        abs_mb_from=str(stored.get("abs_mb_from", "")),
        abs_mb_to=str(stored.get("abs_mb_to", "")),
        doi=_stored_date(stored, "doi"),
        doc=_stored_date(stored, "doc"),
        domr=_stored_date(stored, "domr"),
        dobr=_stored_date(stored, "dobr"),
        premium=premium,
        number=stored.get("number"),
    )


def as_job_result(making: Making) -> JobResult:
    """What the engine stores of a run. Raises: JobRefused, when nothing was made."""
    if not making.files:
        raise JobRefused(
            making.first_error,
            hint=gettext_noop(
                "Correct the cells named below in the workbook, save it, and make the "
                "bill again. Your file is kept with this job."
            ),
            summary=making.as_json(),
        )
    return JobResult(
        outputs=tuple(
            OutputDraft(made.filename, FileType.EXCEL, made.content)
            for made in making.files
        ),
        summary=making.as_json(),
        warnings=making.warnings,
    )


def _count(workbooks: JobSource | Sequence[File[bytes] | Upload]) -> int:
    if not isinstance(workbooks, JobSource):
        return len(workbooks)
    return 1 + sum(purpose == FilePurpose.BATCH for purpose, _ in workbooks.further)


def _job_title(inputs: Mapping[str, Any], count: int) -> str:
    """The title of the bill, whose number may be known only when the workbook is read."""
    action, number = BillAction(inputs["action"]), inputs.get("number")
    title = action.title(number)
    if action in COUNTED_ACTIONS and number is None:
        title = f"CC Nth & {'Final' if action.is_final else 'Part'} Bill"
    return title if count == 1 else f"{title}, {count} workbooks"


def _store(
    actor: Membership,
    workbooks: JobSource | Sequence[File[bytes] | Upload],
    workslip: File[bytes] | Reading | None,
) -> JobSource:
    """Everything that the job works on, stored."""

    def store(file: File[bytes] | Upload) -> Upload:
        return store_upload(organization=actor.organization, actor=actor, file=file)

    further: list[tuple[FilePurpose, Upload]] = []
    if isinstance(workslip, Reading):
        further = _workslip_of(workslip)
    elif workslip:
        further = [(FilePurpose.WORKSLIP, store(workslip))]
    if isinstance(workbooks, JobSource):
        kept = [
            (purpose, upload)
            for purpose, upload in workbooks.further
            # A new workslip takes the place of the one given before.
            if not (further and purpose == FilePurpose.WORKSLIP)
        ]
        return replace(workbooks, further=[*kept, *further])
    first, *others = map(store, workbooks)
    further += [(FilePurpose.BATCH, other) for other in others]
    return JobSource(upload=first, further=further)


def _workslip_of(reading: Reading) -> list[tuple[FilePurpose, Upload]]:
    return [(FilePurpose.WORKSLIP, reading.upload)] if reading.upload else []


def _corrections_of(workslip: File[bytes] | Reading | None) -> dict[str, Any]:
    return dict(workslip.corrections) if isinstance(workslip, Reading) else {}


def _stored_date(stored: Mapping[str, Any], name: str) -> date | None:
    text = stored.get(name)
    return date.fromisoformat(text) if text else None
