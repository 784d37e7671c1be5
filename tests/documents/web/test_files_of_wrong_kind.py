"""Papers, formats, sources and letters refuse beside their field what their readers cannot read."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import documents.actors  # noqa: F401 - the work that the jobs need
from documents.models import Filling, FormatVersion, OwnLetter
from jobs.models import Upload
from tests.bills.web.posts import do_last_job, estimate, file, names
from tests.conftest import sign_in
from tests.documents.formats.pages import add, do, format_of, use
from tests.jobs.uploads.samples import EXE, SAMPLES

pytestmark = pytest.mark.django_db


def order(member, **typed):
    given = {"kind": "fwd_letter", "key": str(uuid4())} | typed
    return sign_in(member).post(reverse("papers_new"), given)


def test_a_letter_of_several_estimates_keeps_the_right_ones(bala):
    answer = order(
        bala,
        workbook=[estimate("a.xlsx"), file("b.xlsx", EXE), estimate("c.xlsx")],
        sor_year="2025-26",
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "b.xlsx: This is a program." in text
    assert 'value="2025-26"' in text

    order(bala, kept=re.findall(r'name="kept" value="([\w-]+)"', text))

    assert names(do_last_job(bala)) == ["Fwd_Letter.docx"]
    assert Upload.all_orgs.count() == 2


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("facts.xlsx", "text", "facts.xlsx: This is plain text. Give it a name that"),
        ("facts.txt", "program", "This is a program. Choose an Excel or Word file"),
        ("old.doc", "doc", "This is a document of Word 97-2003 (.doc). Open it in"),
        ("works.ods", "open_document", "This is a file of LibreOffice. Open it in"),
        ("bill.xlsx", "encrypted", "The file is protected by a password. Open it in"),
    ],
)
def test_a_source_that_nothing_reads_is_told_and_not_stored(bala, name, kind, says):
    add(bala)

    answer = use(bala, format_of(bala), source=SimpleUploadedFile(name, SAMPLES[kind]))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Upload.all_orgs.exists()
    assert not Filling.all_orgs.exists()


@pytest.mark.parametrize("kind", ["xls", "docx", "pdf", "text", "cut_package"])
def test_a_source_is_taken_whatever_it_is(bala, kind):
    add(bala)

    use(bala, format_of(bala), source=SimpleUploadedFile("facts", SAMPLES[kind]))

    assert Filling.all_orgs.count() == 1


def test_another_file_of_a_format_is_looked_at_too(bala):
    add(bala)

    answer = do(bala, "format_version", format_of(bala).pk, file=file("note.docx", EXE))

    assert answer.status_code == 422
    assert "note.docx: This is a program. Choose a Word" in answer.content.decode()
    assert FormatVersion.all_orgs.count() == 1


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("xlsx", "ours.docx: This is an Excel workbook. Choose a Word document"),
        ("doc", "This is a document of Word 97-2003 (.doc). Open it in Word, save it"),
        ("cut_package", "damaged"),
    ],
)
def test_a_letter_that_is_no_word_file_is_told(asha, kind, says):
    letter = SimpleUploadedFile("ours.docx", SAMPLES[kind])
    address = reverse("own_letter_use", args=["covering"])

    answer = sign_in(asha).post(address, {"covering-letter": letter})

    assert says in answer.content.decode()
    assert not OwnLetter.all_orgs.exists()
