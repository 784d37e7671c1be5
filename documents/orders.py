"""Papers, filled formats and exports as a program orders them over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from documents.forms import UPLOADED_KINDS
from documents.models import Format
from documents.queries import get_format, latest_version, list_placeholders
from documents.services import (
    DocumentKind,
    FormatNotUsable,
    clean_typed,
    fill_at_once,
    submit_export,
    submit_papers_job,
)
from jobs.domain.outcomes import JobType
from jobs.services import (
    SOURCE,
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

TYPED = ("sor_year", "body_of_letter")


@takes_orders(JobType.GENERATE_BILL_DOCUMENT)
def order_paper(
    actor: Membership, upload: Upload | None, inputs: Mapping[str, Any], key: str
) -> Job:
    """Inputs: `kind`, and for some kinds the year of the rate book and the letter's body."""
    kinds = [kind.value for kind in UPLOADED_KINDS]
    kind = inputs.get("kind")
    if kind not in kinds:
        raise OrderRefused(f"kind: one of {', '.join(kinds)}.")
    refuse_unknown(inputs, {"kind", *TYPED})
    return submit_papers_job(
        actor=actor,
        workbooks=JobSource(upload=need_upload(upload, WORKBOOK)),
        kind=DocumentKind(kind),
        typed=clean_typed(
            {name: str(inputs[name]) for name in TYPED if name in inputs}
        ),
        key=key,
    )


@takes_orders(JobType.GENERATE_SELF_FORMATTED_DOCUMENT)
def order_filled_format(
    actor: Membership, upload: Upload | None, inputs: Mapping[str, Any], key: str
) -> Job:
    """Inputs: `format_id`; `values` that win over the source's; `per_work`, true or false."""
    refuse_unknown(inputs, ("format_id", "values", "per_work"))
    source = JobSource(upload=need_upload(upload, SOURCE))
    found = _find_format(actor, inputs.get("format_id"))
    is_per_work = inputs.get("per_work", False)
    if not isinstance(is_per_work, bool):
        raise OrderRefused("per_work: true or false.")
    try:
        return fill_at_once(
            actor=actor,
            found=found,
            source=source,
            edits=_typed_values(found, inputs.get("values", {})),
            is_per_work=is_per_work,
            key=key,
        )
    except FormatNotUsable as error:
        raise OrderRefused(f"format_id: {error}") from None


@takes_orders(JobType.EXPORT_DATA)
def order_export(
    actor: Membership, upload: Upload | None, inputs: Mapping[str, Any], key: str
) -> Job:
    """Takes nothing: it is of the whole office."""
    refuse_unknown(inputs, ())
    if upload:
        raise OrderRefused("upload_id: an export works on no upload.")
    return submit_export(actor=actor, key=key)


def _find_format(actor: Membership, format_id: Any) -> Format:
    """Raises: OrderRefused, for one of another office as for one that is not there."""
    try:
        return get_format(actor, UUID(str(format_id)))
    except (ValueError, Format.DoesNotExist):
        raise OrderRefused(
            "format_id: none of the formats that you may use. GET /api/formats/ lists "
            "them."
        ) from None


def _typed_values(found: Format, values: Any) -> dict[str, str]:
    """Raises: OrderRefused."""
    if not isinstance(values, dict):
        raise OrderRefused("values: an object of placeholders and their texts.")
    names = list_placeholders(latest_version(found))
    for name, text in values.items():
        if name not in names:
            raise OrderRefused(
                f"values: {found} has no placeholder {name}. It has: "
                f"{', '.join(names) or 'none'}."
            )
        if not isinstance(text, str):
            raise OrderRefused(f"values: {name} must be a text, like 1,25,000.50.")
    return clean_typed(values)
