"""A program is told before a file is stored, and before a job is queued, that it cannot be read."""

from __future__ import annotations

import pytest

from jobs.models import Job, Upload
from tests.api.test_ordering_a_format import order as order_format
from tests.documents.formats.pages import add, format_of
from tests.jobs.uploads.samples import EXE, PNG, SAMPLES


@pytest.fixture
def it(program, asha):
    return program(asha)


def give(it, name, kind):
    answer = it.upload(name, SAMPLES[kind])
    assert answer.status_code == 201
    return answer.json()["id"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bill.xlsx", EXE, "bill.xlsx: This is a program. Choose an Excel or Word"),
        ("bill.xlsx", b"S.No,Item", "bill.xlsx: This is plain text. Give it a name"),
        ("facts.txt", b"\x01\0\x02", "facts.txt: This is a file of no kind"),
    ],
)
def test_what_nothing_here_reads_is_415_and_not_stored(it, name, content, says):
    answer = it.upload(name, content)

    assert answer.status_code == 415
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].startswith(says)
    assert not Upload.all_orgs.exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bill.xlsx", "xlsx"),
        ("bill.xls", "xls"),
        ("letter.docx", "docx"),
        ("order.pdf", "pdf"),
        ("scan.jpg", "picture"),
        ("facts.csv", "text"),
        ("facts", "text"),
    ],
)
def test_what_one_kind_of_job_reads_is_stored(it, name, kind):
    give(it, name, kind)


@pytest.mark.parametrize(
    ("job_type", "metadata"),
    [
        ("generate_bill", {"action": "estimate_first_part"}),
        ("excel_parse", {}),
        ("generate_bill_document", {"kind": "packet"}),
    ],
)
def test_a_job_that_could_not_read_the_file_is_not_queued(it, job_type, metadata):
    upload_id = give(it, "letter.docx", "docx")

    answer = it.post(
        "jobs/create/",
        {"upload_id": upload_id, "job_type": job_type, "metadata": metadata},
    )

    assert answer.status_code == 400
    assert answer.json()["error"].startswith(
        "upload_id: letter.docx: This is a Word document. Choose an Excel workbook"
    )
    assert not Job.all_orgs.exists()


def test_a_format_is_filled_from_what_is_no_workbook(it, asha):
    add(asha)

    answer = order_format(
        it, format_of(asha), upload_id=give(it, "scan.png", "picture")
    )

    assert answer.status_code == 202


def test_a_file_that_is_gone_is_told_by_the_job(it):
    upload = Upload.all_orgs.get(pk=give(it, "bill.xlsx", "xlsx"))
    upload.file.storage.delete(str(upload.file.name))

    answer = it.post(
        "jobs/create/",
        {
            "upload_id": str(upload.pk),
            "job_type": "generate_bill",
            "metadata": {"action": "estimate_first_part"},
        },
    )

    assert answer.status_code == 202


def test_who_may_only_view_learns_nothing_of_the_file(program, vani):
    assert program(vani).upload("x.xlsx", PNG).status_code == 403
