"""Bills and readings as a program orders them over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.forms import Form

from bills.forms import BillOptionsForm
from bills.services import start_reading, submit_bill_job
from jobs.domain.outcomes import JobType
from jobs.services import (
    WORKBOOK,
    JobSource,
    OrderRefused,
    need_upload,
    refuse_unknown,
    takes_orders,
)

if TYPE_CHECKING:
    from jobs.models import Job, Upload
    from organizations.models import Membership


@takes_orders(JobType.GENERATE_BILL)
def order_bill(
    actor: Membership, upload: Upload | None, inputs: Mapping[str, Any], key: str
) -> Job:
    """Inputs: those of the New bill form; only `action` must be there."""
    return submit_bill_job(
        actor=actor,
        workbooks=JobSource(upload=need_upload(upload, WORKBOOK)),
        inputs=_typed(inputs),
        key=key,
    )


@takes_orders(JobType.EXCEL_PARSE)
def order_reading(
    actor: Membership, upload: Upload | None, inputs: Mapping[str, Any], key: str
) -> Job:
    """Inputs: none are needed; those of a bill are kept with the reading."""
    reading = start_reading(
        actor=actor,
        source=JobSource(upload=need_upload(upload, WORKBOOK)),
        inputs=_typed(inputs) if inputs else {},
        key=key,
    )
    assert reading.job is not None  # noqa: S101 - a new reading has one
    return reading.job


def _typed(inputs: Mapping[str, Any]) -> dict[str, Any]:
    refuse_unknown(inputs, BillOptionsForm.base_fields)
    form = BillOptionsForm(dict(inputs))
    if not form.is_valid():
        raise OrderRefused(first_error(form))
    return form.typed_inputs()


def first_error(form: Form) -> str:
    name, errors = next(iter(form.errors.get_json_data().items()))
    return f"{name}: {errors[0]['message']}"
