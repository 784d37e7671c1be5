"""The language of the interface is no language of papers: a bill and its LS Form are the same."""

from __future__ import annotations

import io
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from bills.services import make_sample_estimate
from jobs.engine.execution import run_job
from jobs.models import Job, OutputFile
from tests.bills.web.test_new_bill import typed
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def cells(content: bytes):
    book = load_workbook(io.BytesIO(content))
    return [
        (sheet.title, cell.coordinate, cell.value, cell.number_format)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def run_queued(member) -> Job:
    """Does the office's newest job in this process, as the worker does it."""
    for module in ("bills.actors", "documents.actors"):
        import_module(module)
    job = Job.objects.for_org(member.organization).latest("number")
    with translation.override("en"):
        run_job(str(job.pk))
    job.refresh_from_db()
    assert job.status == "completed", job.error_message
    return job


def make_papers(member, language: str) -> list[tuple[str, bytes]]:
    """Name and content of a bill and its LS Form, made through the pages."""
    member.user.language = language
    member.user.save()
    client = sign_in(member)
    client.post(reverse("bill_new"), typed(with_scrutiny="on"))
    bill = run_queued(member)
    client.post(reverse("document_make", args=["ls_form"]), {"job": bill.pk})
    form = run_queued(member)
    return [
        (output.filename, read(output))
        for output in (*bill.outputs.all(), *form.outputs.all())
    ]


def read(output: OutputFile) -> bytes:
    with output.file.open() as file:
        return bytes(file.read())


@pytest.mark.parametrize("language", ["te", "hi"])
def test_the_papers_of_a_person_with_another_language_are_the_same(
    asha, chitra, language
):
    english, other = make_papers(asha, "en"), make_papers(chitra, language)

    assert [name for name, _ in english] == [name for name, _ in other]
    assert len(english) == 2
    for (_, one), (_, two) in zip(english, other, strict=True):
        assert cells(one) == cells(two)


@pytest.mark.parametrize("language", ["te", "hi"])
def test_a_paper_made_while_the_language_is_active_is_byte_for_byte_the_same(language):
    english = make_sample_estimate().content

    with translation.override(language):
        assert make_sample_estimate().content == english


def test_what_is_stored_of_a_job_is_english(asha):
    make_papers(asha, "te")

    for job in Job.objects.for_org(asha.organization):
        stored = [str(job.result), job.current_step, *job.plan, job.error_message]
        stored += [event.text for event in job.events.all()]
        assert all(text.isascii() for text in stored), stored
