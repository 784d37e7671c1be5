"""Papers of an uploaded bill or estimate as a program orders them over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from documents.forms import UPLOADED_KINDS
from documents.services import DocumentKind, submit_papers_job
from jobs.domain.outcomes import JobType
from jobs.services import JobSource, OrderRefused, need_upload, takes_orders

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
    unknown = sorted(set(inputs) - {"kind", *TYPED})
    if unknown:
        raise OrderRefused(f"{unknown[0]}: there is no such input.")
    return submit_papers_job(
        actor=actor,
        workbooks=JobSource(upload=need_upload(upload)),
        kind=DocumentKind(kind),
        typed={name: str(inputs[name]) for name in TYPED if name in inputs},
        key=key,
    )
