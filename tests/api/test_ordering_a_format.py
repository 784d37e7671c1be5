"""A program has a format of the office filled from an upload, in one job."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from documents.models import Filling
from jobs.models import Job
from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.bills.web.posts import do_last_job, last_job
from tests.documents.formats.pages import add, do, format_of, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(bala):
    """Of bala and for the office: name of work, amount and the N.I.T., which no bill has."""
    add(bala)
    return format_of(bala)


@pytest.fixture
def it(program, bala):
    return program(bala)


def order(it, found, **change: object):
    """The answer to the order, with a bill as the source unless another is given."""
    body = {
        "job_type": "generate_self_formatted_document",
        "upload_id": change.pop("upload_id", None) or give_bill(it),
        "metadata": {"format_id": str(found.pk)} | change,
    }
    return it.post("jobs/create/", body)


def give_bill(it) -> str:
    return str(it.upload("Bill.xlsx", bill_1()).json()["id"])


def read(it, output) -> str:
    answer = it.get(output["download_url"].removeprefix("/api/"))
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_from_the_list_of_formats_to_the_filled_file(it, note, bala):
    [found] = it.get("formats/").json()["formats"]
    assert found["id"] == str(note.pk)

    taken = order(it, note, values={"AMOUNT": " 1,00,000.50 "})
    assert taken.status_code == 202, taken.json()
    do_last_job(bala)

    status = it.get(taken.json()["status_url"].removeprefix("/api/")).json()
    assert (status["status"], status["progress"]) == ("completed", 100)
    [output] = status["outputs"]
    assert output["filename"] == "Filled_note.docx"
    text = read(it, output)
    assert "Providing LED street lights at the guest house, Warangal" in text
    assert "Rs. 1,00,000.50" in text
    assert any("{{NIT_NO}} has no value" in warning for warning in status["warnings"])
    assert Job.all_orgs.count() == 1
    assert not Filling.all_orgs.exists()  # nobody looks anything over


def test_a_value_for_everything_that_is_missing_leaves_no_warning(it, note, bala):
    order(it, note, values={"NIT_NO": "7/2026"})

    job = do_last_job(bala)
    assert (job.status, job.warnings) == ("completed", [])


def test_a_value_that_is_given_empty_stays_blank(it, note, bala):
    order(it, note, values={"NAME_OF_WORK": ""})

    warnings = do_last_job(bala).warnings
    assert any("{{NAME_OF_WORK}} has no value" in warning for warning in warnings)


def test_a_typed_text_is_kept_without_what_no_database_holds(it, note, bala):
    order(it, note, values={"NAME_OF_WORK": "Drains\r\nat\x00 Kazipet\ud800"})

    edits = last_job(bala).result["metadata"]["edits"]
    assert edits == {"NAME_OF_WORK": "Drains\nat Kazipet"}


def test_each_work_has_a_file_when_that_is_asked(it, bala):
    add(bala, b"{{NAME_OF_WORK}}", "note.txt")
    slips = workslip_file(example_slip(name="Road A"), example_slip(name="Road B"))
    upload_id = it.upload("slips.xlsx", slips).json()["id"]

    order(it, format_of(bala), upload_id=upload_id, per_work=True)

    made = [output.filename for output in do_last_job(bala).outputs.all()]
    assert sorted(made) == [
        "Filled.zip",
        "Filled_note_WorkSlip-1.txt",
        "Filled_note_WorkSlip-2.txt",
    ]


def test_the_same_order_while_it_is_unfinished_is_the_same_job(it, note):
    upload_id = give_bill(it)
    same = [order(it, note, upload_id=upload_id) for _ in range(2)]
    other = order(it, note, upload_id=upload_id, values={"NIT_NO": "7"})

    assert [answer.status_code for answer in same] == [202, 200]
    assert same[0].json()["job_id"] == same[1].json()["job_id"]
    assert other.json()["job_id"] != same[0].json()["job_id"]


def test_the_job_is_made_with_the_version_that_it_was_ordered_with(it, note, bala):
    order(it, note)
    other = SimpleUploadedFile("other.docx", word("Other {{AMOUNT}}"))
    do(bala, "format_version", note.pk, file=other)

    [output] = do_last_job(bala).outputs.all()
    assert output.filename == "Filled_note.docx"


def test_a_source_that_cannot_be_read_fails_with_its_name(it, note, bala):
    upload_id = it.upload("scan.xlsx", b"PK\x03\x04 broken").json()["id"]
    order(it, note, upload_id=upload_id)

    job = do_last_job(bala)
    assert job.status == "failed"
    assert "scan.xlsx" in job.error_message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format_id": None}, "GET /api/formats/ lists them"),
        ({"format_id": "7"}, "GET /api/formats/ lists them"),
        ({"format_id": str(uuid4())}, "GET /api/formats/ lists them"),
        ({"values": ["x"]}, "values: an object"),
        ({"values": {"COLOUR": "red"}}, "Note has no placeholder COLOUR. It has: NAME"),
        ({"values": {"AMOUNT": 7}}, "AMOUNT must be a text"),
        ({"per_work": "yes"}, "per_work: true or false"),
        ({"kind": "covering"}, "kind: there is no such input"),
    ],
)
def test_a_wrong_order_is_400_and_says_what_is_wrong(it, note, change, words):
    answer = order(it, note, **change)

    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"]
    assert not Job.all_orgs.exists()


def test_an_order_without_a_source_says_so(it, note):
    body = {
        "job_type": "generate_self_formatted_document",
        "metadata": {"format_id": str(note.pk)},
    }

    answer = it.post("jobs/create/", body)

    assert answer.status_code == 400
    assert "upload_id is missing" in answer.json()["error"]


def test_a_format_that_one_may_not_use_is_as_if_it_did_not_exist(
    program, it, asha, bala, chitra
):
    add(bala, is_shared="")
    private = format_of(bala)
    nobodys = order(it, private, format_id=str(uuid4()))

    for member in (asha, chitra):
        answer = order(program(member), private)
        assert (answer.status_code, answer.json()) == (400, nobodys.json())
    assert order(it, private).status_code == 202


def test_a_removed_format_is_refused_with_what_to_do(it, note, bala):
    do(bala, "format_remove", note.pk)

    answer = order(it, note)

    assert answer.status_code == 400
    assert "Put it back first" in answer.json()["error"]


def test_a_format_whose_tags_do_not_fit_is_refused(it, bala):
    add(bala, word("{{IF AMOUNT}} never ended"))

    answer = order(it, format_of(bala))

    assert answer.status_code == 400
    assert "do not fit together" in answer.json()["error"]


def test_a_viewer_orders_nothing(program, it, note, vani):
    upload_id = give_bill(it)

    answer = order(program(vani), note, upload_id=upload_id)

    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert not Job.all_orgs.exists()
