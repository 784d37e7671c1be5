"""Two offices with one of everything, and the people who walk."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bills.models import MadeBill, RegisteredWork
from bills.services import start_reading
from documents.models import Filling, Format
from jobs.models import Upload, Webhook, WebhookDelivery
from jobs.services import JobSource, store_upload
from organizations.domain.roles import Role
from organizations.models import Invitation, Membership, User
from organizations.services import invite
from organizations.tokens import create_token
from tests.bills.actions.workbooks import bill_1
from tests.bills.preview.conftest import do_job
from tests.bills.preview.workbooks import CABLE, LIGHT, estimate
from tests.bills.web.posts import do_last_job
from tests.conftest import PASSWORD
from tests.documents.formats.pages import add, use, use_letter

MARK = "Kazipet secret"  # stands in everything of asha's office


@pytest.fixture
def adi(office) -> Membership:
    return _join(office, "adi@office.example", Role.ADMIN)


@pytest.fixture
def nobody(db: None) -> User:
    """Signed in, and of no office."""
    return User.objects.create_user("nobody@nowhere.example", PASSWORD)


@pytest.fixture
def things(asha, bala, make_job, make_output) -> dict[str, Any]:
    """What the addresses name, all of asha's own."""
    office = asha.organization
    reading = start_reading(
        actor=asha, source=JobSource(upload=_upload(asha)), inputs={}
    )
    do_job(reading.job)
    job = make_job(asha, status="failed", upload=_upload(asha), error_message=MARK)
    output = make_output(job, f"{MARK}.xlsx")
    work = RegisteredWork.objects.create(
        organization=office, key=MARK, name_of_work=MARK, billed_at=timezone.now()
    )
    MadeBill.objects.create(
        organization=office,
        user=asha.user,
        job=make_job(asha, status="completed"),
        work=work,
        sheet="Bill",
        work_key=MARK,
        name_of_work=MARK,
        title="CC First & Part Bill",
        number=1,
        is_final=False,
    )
    add(asha, name=MARK)
    found = Format.objects.for_org(office).get()
    use(asha, found, source=SimpleUploadedFile(f"{MARK}.xlsx", bill_1()))
    do_last_job(asha)
    use_letter(asha, filename=f"{MARK}.docx")
    hook = Webhook.objects.create(
        organization=office, user=asha.user, url="https://a.example/", secret=MARK
    )
    message = WebhookDelivery.objects.create(
        organization=office,
        webhook=hook,
        event="test",
        body=MARK,
        next_try_at=timezone.now(),
    )
    link, _ = invite(actor=asha, role=Role.VIEWER)
    token, _ = create_token(actor=asha, name=MARK, can_write=True)
    return {
        "reading_id": reading.pk,
        "sheet": reading.sheets.get().position,
        "row": 4,
        "job_id": job.pk,
        "output_id": output.pk,
        "upload_id": job.upload_id,
        "work_id": work.pk,
        "format_id": found.pk,
        "number": 1,
        "filling_id": Filling.objects.for_org(office).get().pk,
        "kind": "movement",
        "hook_id": hook.pk,
        "message_id": message.pk,
        "invitation_id": Invitation.all_orgs.get().pk,
        "uid": bala.uid,
        "text": link.rstrip("/").split("/")[-1],
        "token_id": token.pk,
        "signature": "x",
        "key": "x",
        "uidb36": "1",
        "rest": "x",
    }


def _upload(member: Membership) -> Upload:
    content = estimate([CABLE, LIGHT])
    return store_upload(
        organization=member.organization,
        actor=member,
        file=ContentFile(content, f"{MARK}.xlsx"),
    )


def _join(office: Any, email: str, role: Role) -> Membership:
    user = User.objects.create_user(email, PASSWORD)
    return Membership.objects.create(organization=office, user=user, role=role.value)
