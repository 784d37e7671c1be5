"""The office whose pages are walked and pictured: a month of its work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bills.models import RegisteredWork
from documents.models import Filling
from jobs.models import Job, Webhook, WebhookDelivery
from organizations.domain.roles import Role
from organizations.models import Invitation, Membership
from organizations.services import invite
from organizations.tokens import create_token
from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.bills.preview.conftest import remember, sheet_of
from tests.bills.preview.workbooks import CABLE, LIGHT
from tests.bills.preview.workbooks import estimate as preview
from tests.bills.web.posts import CUT, do_last_job, estimate, file, post_bill
from tests.conftest import sign_in
from tests.documents.formats.pages import add, format_of, use, use_letter, word

NOTE = word(
    "Name of work: {{NAME_OF_WORK}}",
    "Agreement: {{REF_OF_AGREEMENT}}",
    "Amount: Rs. {{AMOUNT}} ({{AMOUNT_IN_WORDS}})",
    "Notice inviting tenders: {{NIT_NO}}",
)


@pytest.fixture
def things(asha, bala, read) -> dict[str, Any]:
    """What the addresses name, of asha's office."""
    for person, first, last in ((asha, "Asha", "Rao"), (bala, "Bala", "Reddy")):
        person.user.first_name, person.user.last_name = first, last
        person.user.save()
    reading = read(asha, preview([CABLE, LIGHT]), "Ward 5 street lights.xlsx")
    remember(reading, asha)
    post_bill(asha, workbook=file("Ward 7 side drain.xlsx", CUT))
    do_last_job(asha)
    _make_second_bill(bala)
    bill = _make_first_bill(asha)
    _fill_format(asha)
    use_letter(asha, NOTE, "Movement slip of the sub-division.docx")
    link, _ = invite(actor=asha, role=Role.VIEWER)
    create_token(actor=asha, name="Register of the division", can_write=False, days=90)
    token, _ = create_token(actor=asha, name="Upload of estimates", can_write=True)
    message = _send_notices(asha, bill)
    return {
        "reading_id": reading.pk,
        "sheet": sheet_of(reading).position,
        "row": 4,
        "job_id": bill.pk,
        "output_id": bill.outputs.latest("pk").pk,
        "upload_id": bill.upload_id,
        "work_id": RegisteredWork.all_orgs.exclude(agreement="").get().pk,
        "format_id": format_of(asha).pk,
        "number": 1,
        "filling_id": Filling.objects.for_org(asha.organization).get().pk,
        "kind": "movement",
        "hook_id": message.webhook_id,
        "message_id": message.pk,
        "invitation_id": Invitation.objects.for_org(asha.organization).get().pk,
        "uid": bala.uid,
        "text": link.rstrip("/").split("/")[-1],
        "token_id": token.pk,
        "signature": sheet_of(reading).signature,
        "key": "x",
        "uidb36": "1",
        "rest": "x",
    }


def _make_first_bill(owner: Membership) -> Job:
    """With its LS Form."""
    typed = {"tp_percent": "4.5", "tp_type": "Less", "mb_no": "12"}
    post_bill(owner, workbook=estimate("Estimate of the guest house.xlsx"), **typed)
    bill = do_last_job(owner)
    address = reverse("document_make", args=["ls_part"])
    sign_in(owner).post(address, {"job": str(bill.pk)})
    do_last_job(owner)
    return bill


def _make_second_bill(member: Membership) -> None:
    """Of which there is no LS Form yet."""
    post_bill(
        member,
        action="firstpart_nth_part",
        workbook=file("Bill 1 of the market lights.xlsx", bill_1()),
        workslip=file("Workslip 2.xlsx", workslip_file(example_slip())),
    )
    do_last_job(member)


def _fill_format(owner: Membership) -> None:
    add(owner, NOTE, "Note for the work order.docx", name="Note for the work order")
    use(owner, format_of(owner), source=file("Bill 1.xlsx", bill_1()))
    do_last_job(owner)


def _send_notices(owner: Membership, bill: Job) -> WebhookDelivery:
    """One arrived, one is tried again."""
    hook = Webhook.objects.create(
        organization=owner.organization,
        user=owner.user,
        url="https://works.example/bills",
        secret="x",
    )

    def tell(**fields: Any) -> WebhookDelivery:
        return WebhookDelivery.objects.create(  # type: ignore[misc]  # any field
            organization=owner.organization,
            webhook=hook,
            body="{}",
            next_try_at=timezone.now() + timedelta(minutes=4),
            **fields,
        )

    arrived = {"state": "sent", "attempts": 1, "status_code": 200, "took_ms": 41}
    tell(event="job.completed", job=bill, **arrived)
    return tell(event="test", attempts=2, status_code=503, took_ms=180, answer="Busy")
