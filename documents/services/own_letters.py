"""The office's own covering letter and movement slip: trying, using and leaving them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from bills.domain.bill import BillAction
from bills.domain.inputs import BillInputs
from bills.domain.making import BillOrder, Report, ignore_progress
from bills.domain.work import PremiumType, TenderPremium
from bills.services import make_bills, make_sample_estimate
from documents.domain.options import DocumentOptions
from documents.models import OwnLetter
from documents.services.kinds import DocumentKind
from documents.services.making import make_documents
from documents.services.papers import DocumentMaking
from jobs.engine import run_briefly
from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from organizations.models import Membership, Organization

REPLACEABLE = (DocumentKind.COVERING, DocumentKind.MOVEMENT)
SAMPLE_PREMIUM = TenderPremium(Decimal("4.5"), PremiumType.LESS)


class LetterRefused(Exception):
    """The file cannot be used as a letter; the message says why."""

    code = "letter_refused"


def try_letter(
    kind: DocumentKind, content: bytes | None, options: DocumentOptions
) -> DocumentMaking:
    """The letter filled for the sample bill, in a process of its own.

    No content: the default letter.
    """
    return run_briefly(
        fill_sample, kind=kind, options=replace(options, template=content)
    )


def fill_sample(
    *,
    kind: DocumentKind,
    options: DocumentOptions,
    report: Report = ignore_progress,
) -> DocumentMaking:
    """A document of the bill that the sample estimate gives."""
    estimate = make_sample_estimate()
    order = BillOrder(
        BillAction.ESTIMATE_FIRST_PART, BillInputs(premium=SAMPLE_PREMIUM)
    )
    making = make_bills(
        filename=estimate.filename, content=estimate.content, order=order
    )
    (bill,) = making.files
    return make_documents(
        filename=bill.filename,
        content=bill.content,
        kind=kind,
        inputs=BillInputs(),
        options=options,
        report=report,
    )


def use_letter(
    *, actor: Membership, kind: DocumentKind, filename: str, content: bytes
) -> OwnLetter:
    """The letter in the place of the one that was used so far, once it was tried.

    Raises: RoleTooLow, LetterRefused.
    """
    check_permission(Role(actor.role), Permission.MANAGE)
    trial = try_letter(kind, content, DocumentOptions())
    if not trial.files:
        raise LetterRefused(trial.first_error)
    with transaction.atomic():
        _leave(actor.organization, kind)
        record(actor, Deed.LETTERS_CHANGED, f"{kind.label}: {filename}")
        return OwnLetter.objects.create(
            organization=actor.organization,
            user=actor.user,
            kind=kind.value,
            filename=PurePath(filename).name[-255:],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def leave_letter(*, actor: Membership, kind: DocumentKind) -> None:
    """The default letter again. Raises: RoleTooLow."""
    check_permission(Role(actor.role), Permission.MANAGE)
    _leave(actor.organization, kind)
    record(actor, Deed.LETTERS_CHANGED, f"{kind.label}: the default again")


def list_letters(organization: Organization) -> dict[DocumentKind, OwnLetter]:
    """Those in use, without their contents."""
    rows = (
        OwnLetter.objects.for_org(organization)
        .filter(is_in_use=True)
        .defer("content")
        .select_related("user")
    )
    return {DocumentKind(row.kind): row for row in rows}


def name_letters(organization: Organization) -> dict[str, str]:
    """The ids of those in use by kind, for the inputs of a job."""
    return {kind.value: str(row.pk) for kind, row in list_letters(organization).items()}


def name_templates(kind: DocumentKind, letters: Mapping[str, str]) -> str:
    """What the paper is filled from, for the job's row; "" for one that fills nothing.

    `letters` are those of `name_letters`: each upload of a letter has an id of its own.

    >>> name_templates(DocumentKind.PACKET, {"movement": "7e1f"})
    'covering default, movement 7e1f'
    >>> name_templates(DocumentKind.LS_FORM, {"movement": "7e1f"})
    ''
    """
    filled = REPLACEABLE if kind is DocumentKind.PACKET else (kind,)
    return ", ".join(
        f"{each.value} {letters.get(each.value, 'default')}"
        for each in filled
        if each.is_letter
    )


def read_letters(
    organization: Organization, named: Mapping[str, Any]
) -> dict[DocumentKind, bytes]:
    """The contents of the letters that `name_letters` named."""
    rows = OwnLetter.objects.for_org(organization).in_bulk(
        [UUID(number) for number in named.values()]
    )
    return {DocumentKind(row.kind): bytes(row.content) for row in rows.values()}


def _leave(organization: Organization, kind: DocumentKind) -> None:
    OwnLetter.objects.for_org(organization).filter(kind=kind.value).update(
        is_in_use=False
    )
