"""Making bills as a background job: submitting it, its stored inputs and its result; the engine runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import File

from bills.domain.bill import BillAction
from bills.domain.inputs import BillInputs
from bills.domain.making import Making
from bills.domain.work import PremiumType, TenderPremium
from jobs.domain.outcomes import (
    FileType,
    JobRefused,
    JobResult,
    JobType,
    OutputDraft,
)
from jobs.services import JobSource, store_upload, submit_job

if TYPE_CHECKING:
    from jobs.models import Job
    from organizations.models import Membership


def submit_bill_job(
    *,
    actor: Membership,
    file: File[bytes],
    action: BillAction,
    inputs: dict[str, Any],
    key: str,
) -> Job:
    """The job that makes the bill of an uploaded workbook.

    Raises: UploadTooLarge, RoleTooLow.
    """
    organization = actor.organization
    upload = store_upload(organization=organization, actor=actor, file=file)
    return submit_job(
        organization=organization,
        actor=actor,
        job_type=JobType.GENERATE_BILL,
        inputs={"title": action.title(), "action": action.value, **inputs},
        source=JobSource(upload=upload),
        key=key,
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


def _stored_date(stored: Mapping[str, Any], name: str) -> date | None:
    text = stored.get(name)
    return date.fromisoformat(text) if text else None


def as_job_result(making: Making) -> JobResult:
    """What the engine stores of a run. Raises: JobRefused, when nothing was made."""
    if not making.files:
        raise JobRefused(
            making.first_error,
            hint=(
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
