"""Made files: how many pages, all of them as one zip, and who took them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter

from jobs.domain.outcomes import FileType, JobResult, OutputDraft
from jobs.models import OutputFile
from tests.conftest import sign_in
from tests.jobs.engine.conftest import one_file, run  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def workbook(sheets: int) -> bytes:
    book, stream = Workbook(), BytesIO()
    for _ in range(sheets - 1):
        book.create_sheet()
    book.save(stream)
    return stream.getvalue()


def pdf(pages: int) -> bytes:
    writer, stream = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(stream)
    return stream.getvalue()


@cache  # a workbook tells when it was written
def drafts() -> tuple[OutputDraft, ...]:
    return (
        OutputDraft("Bills.xlsx", FileType.EXCEL, workbook(3)),
        OutputDraft("Packet.pdf", FileType.PDF, pdf(12)),
        OutputDraft("Letter.txt", FileType.TXT, b"Sir,"),
        OutputDraft("Broken.pdf", FileType.PDF, b"no pdf"),
    )


@pytest.fixture
def made(asha, make_job, run):  # noqa: F811
    job = run(make_job(asha), lambda it: JobResult(drafts(), {}))
    assert job.status == "completed"
    return job


def test_sheets_and_pages_are_counted_when_the_file_is_stored(made):
    counts = dict(made.outputs.values_list("filename", "page_count"))

    assert counts == {
        "Bills.xlsx": 3,
        "Packet.pdf": 12,
        "Letter.txt": None,
        "Broken.pdf": None,
    }


def test_the_page_says_them(asha, made):
    text = sign_in(asha).get(f"/jobs/{made.pk}/").content.decode()

    assert "3 sheets" in text
    assert "12 pages" in text


def test_all_files_come_as_one_zip_and_each_counts_as_downloaded(asha, made):
    client = sign_in(asha)
    assert "Download all (4 files)" in client.get(f"/jobs/{made.pk}/").content.decode()

    answer: Any = client.get(f"/jobs/{made.pk}/files.zip")

    assert answer["Content-Disposition"] == 'attachment; filename="Job 1.zip"'
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            draft.filename: draft.content for draft in drafts()
        }
    assert set(made.outputs.values_list("download_count", flat=True)) == {1}


def test_a_file_that_is_no_longer_kept_is_left_out(asha, made):
    OutputFile.all_orgs.filter(filename="Letter.txt").update(expired=True)

    answer: Any = sign_in(asha).get(f"/jobs/{made.pk}/files.zip")

    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "Letter.txt" not in archive.namelist()


def test_without_any_kept_file_there_is_no_zip(asha, made):
    OutputFile.all_orgs.update(expired=True)

    assert sign_in(asha).get(f"/jobs/{made.pk}/files.zip").status_code == 404


def test_another_office_gets_no_zip(chitra, made):
    assert sign_in(chitra).get(f"/jobs/{made.pk}/files.zip").status_code == 404


def test_one_file_needs_no_zip(asha, make_job, run):  # noqa: F811
    job = run(make_job(asha), lambda it: one_file())

    assert "Download all" not in sign_in(asha).get(f"/jobs/{job.pk}/").content.decode()


def test_the_trail_says_who_downloaded_what(asha, vani, made):
    output = made.outputs.get(filename="Letter.txt")
    taken: Any = sign_in(vani).get(f"/api/outputs/{output.pk}/download/")
    assert b"".join(taken.streaming_content) == b"Sir,"

    text = sign_in(asha).get(f"/jobs/{made.pk}/").content.decode()
    assert "vani@office.example downloaded Letter.txt" in text
