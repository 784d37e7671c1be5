"""A job's row says which templates its paper is filled from, also when it is run again."""

from __future__ import annotations

from importlib import import_module
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bills.services import make_sample_estimate
from documents.models import OwnLetter
from documents.services import (
    DocumentKind,
    fill_at_once,
    submit_document_job,
    submit_export,
    submit_papers_job,
)
from documents.services.own_letters import name_templates
from jobs.models import Job
from jobs.services import JobSource, retry_job, store_upload
from organizations.models import User
from tests.bills.web.posts import (
    do_last_job,
    estimate,
    last_job,
    page,
    post_bill,
)
from tests.documents.formats.pages import NOTE, add, do, format_of, use

pytestmark = pytest.mark.django_db


def order_paper(member, kind: str) -> Job:
    upload = store_upload(
        organization=member.organization,
        actor=member,
        file=ContentFile(make_sample_estimate().content, "estimate.xlsx"),
    )
    return submit_papers_job(
        actor=member,
        workbooks=JobSource(upload=upload),
        kind=DocumentKind(kind),
        typed={},
        key="",
    )


def use_own(member, kind: str) -> OwnLetter:
    OwnLetter.objects.for_org(member.organization).filter(kind=kind).update(
        is_in_use=False
    )
    return OwnLetter.objects.create(
        organization=member.organization,
        user=member.user,
        kind=kind,
        filename="letter.docx",
        content=NOTE,
        sha256="x",
    )


@pytest.mark.parametrize("kind", ["covering", "movement", "qc_memo", "spec_report"])
def test_a_letter_is_of_the_default_template(asha, kind):
    assert order_paper(asha, kind).template_version == f"{kind} default"


@pytest.mark.parametrize("kind", ["ls_form", "ls_part", "ls_final"])
def test_a_form_fills_no_template(asha, kind):
    use_own(asha, "covering")

    assert order_paper(asha, kind).template_version == ""


def test_a_letter_of_the_offices_own_is_named_as_it_was_uploaded(asha):
    first = use_own(asha, "covering")
    before = order_paper(asha, "covering")
    second = use_own(asha, "covering")
    after = order_paper(asha, "covering")

    assert before.template_version == f"covering {first.pk}"
    assert after.template_version == f"covering {second.pk}"
    assert before.result["metadata"]["letters"] == {"covering": str(first.pk)}


def test_a_packet_names_the_template_of_each_letter(asha):
    movement = use_own(asha, "movement")
    one = order_paper(asha, "packet")
    covering = use_own(asha, "covering")
    both = order_paper(asha, "packet")

    assert one.template_version == f"covering default, movement {movement.pk}"
    assert both.template_version == f"covering {covering.pk}, movement {movement.pk}"


def test_a_paper_of_a_bill_that_was_made_here_names_it_too(asha):
    post_bill(asha, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    bill = do_last_job(asha)

    made = {
        kind: submit_document_job(actor=asha, bill_job=bill, kind=kind, key="")
        for kind in (DocumentKind.MOVEMENT, DocumentKind.LS_FORM)
    }

    assert bill.template_version == ""
    assert made[DocumentKind.MOVEMENT].template_version == "movement default"
    assert made[DocumentKind.LS_FORM].template_version == ""


def test_a_format_is_named_with_the_version_that_was_ordered(bala):
    add(bala)
    found = format_of(bala)
    named = f"format {found.pk}, version"
    use(bala, found, source=SimpleUploadedFile("facts.txt", b"Name of work : Road"))
    assert last_job(bala).template_version == f"{named} 1"

    do(bala, "format_version", found.pk, file=SimpleUploadedFile("n.docx", NOTE))
    upload = store_upload(
        organization=bala.organization,
        actor=bala,
        file=ContentFile(b"Name of work : Road", "facts.txt"),
    )
    ordered = fill_at_once(
        actor=bala,
        found=found,
        source=JobSource(upload=upload),
        edits={},
        is_per_work=False,
        key="",
    )
    assert ordered.template_version == f"{named} 2"


def test_the_longest_name_has_room():
    most = Job._meta.get_field("template_version").max_length
    letters = {kind.value: str(uuid4()) for kind in DocumentKind}

    assert all(len(name_templates(kind, letters)) <= most for kind in DocumentKind)
    assert len(f"format {uuid4()}, version {2**63}") <= most


def test_other_jobs_have_none(asha):
    assert submit_export(actor=asha, key="").template_version == ""


def test_a_job_that_is_run_again_keeps_it(asha):
    letter = use_own(asha, "covering")
    job = order_paper(asha, "covering")
    Job.all_orgs.filter(pk=job.pk).update(status="failed")
    job.refresh_from_db()
    use_own(asha, "covering")

    again = retry_job(job=job, actor=asha)

    assert again.pk != job.pk
    assert again.template_version == f"covering {letter.pk}"


def test_the_page_of_the_job_and_the_desk_tell_it(asha):
    import_module("documents.actors")  # the work
    order_paper(asha, "spec_report")
    job = do_last_job(asha)
    assert job.status == "completed", job.error_message
    operator = Client()
    operator.force_login(User.objects.create_superuser("op@desk.example", "x"))

    desk = operator.get(reverse("admin:jobs_job_change", args=[job.pk]))

    assert f"Worksbill {job.engine_version} · template: spec_report default" in page(
        asha, job
    )
    assert "spec_report default" in desk.content.decode()
