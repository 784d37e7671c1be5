"""A program uploads an estimate, orders its bill, waits for it and takes the file."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jobs.models import Job
from tests.bills.web.posts import do_last_job

pytestmark = pytest.mark.django_db


def order(upload_id: str, **metadata: object) -> dict[str, object]:
    inputs = {"action": "estimate_first_part", **metadata}
    return {"upload_id": upload_id, "job_type": "generate_bill", "metadata": inputs}


def test_from_upload_to_file(program, asha):
    it = program(asha)
    given = it.upload()
    assert given.status_code == 201
    upload_id = given.json()["id"]

    taken = it.post("jobs/create/", order(upload_id, tp_percent="4.5", tp_type="Less"))
    assert taken.status_code == 202
    assert set(taken.json()) == {"job_id", "status", "status_url", "task_id"}
    assert it.get(f"uploads/{upload_id}/status/").json()["job"]["status"] == "queued"

    do_last_job(asha)

    status = it.get(taken.json()["status_url"].removeprefix("/api/")).json()
    assert (status["status"], status["is_success"]) == ("completed", True)
    [output] = it.get("outputs/", job_id=status["id"]).json()["outputs"]
    assert output["download_url"] == status["outputs"][0]["download_url"]
    answer = it.get(output["download_url"].removeprefix("/api/"))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Bill"]
    assert it.get("outputs/").json()["outputs"][0]["download_count"] == 1


def test_the_same_order_while_it_is_unfinished_is_the_same_job(program, asha):
    it = program(asha)
    upload_id = it.upload().json()["id"]

    first, second = (it.post("jobs/create/", order(upload_id)) for _ in range(2))

    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["job_id"] == second.json()["job_id"]


def test_a_repeated_key_is_one_order_even_when_it_has_ended(program, asha):
    it = program(asha)
    upload_id = it.upload().json()["id"]
    headers = {"Idempotency-Key": "order 17"}
    first = it.post("jobs/create/", order(upload_id), **headers)
    do_last_job(asha)

    second = it.post("jobs/create/", order(upload_id), **headers)

    assert second.status_code == 200
    assert first.json()["job_id"] == second.json()["job_id"]


def test_a_paper_is_ordered_too(program, asha):
    it = program(asha)
    upload_id = it.upload().json()["id"]

    taken = it.post(
        "jobs/create/",
        {
            "upload_id": upload_id,
            "job_type": "generate_bill_document",
            "metadata": {"kind": "spec_report", "sor_year": "2025-26\x00"},
        },
    )

    assert taken.status_code == 202
    import documents.actors  # noqa: F401 - the work

    job = do_last_job(asha)
    assert job.status == "completed", job.error_message
    assert job.result["metadata"]["options"]["sor_year"] == "2025-26"


def test_a_workbook_is_read_too(program, asha):
    it = program(asha)
    body = {"upload_id": it.upload().json()["id"], "job_type": "excel_parse"}

    assert it.post("jobs/create/", body).status_code == 202
    assert do_last_job(asha).status == "completed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"job_type": "bake_bread"}, "is no kind of job"),
        ({"upload_id": None}, "upload_id is missing"),
        ({"metadata": {}}, "action"),
        ({"metadata": {"action": "nonsense"}}, "not a kind of bill"),
        ({"metadata": {"action": "estimate_first_part", "colour": "red"}}, "colour"),
        ({"metadata": 7}, "metadata"),
        ({"upload_id": "x"}, "upload_id"),
    ],
)
def test_a_wrong_order_is_400_and_says_what_is_wrong(program, asha, change, words):
    it = program(asha)
    upload_id = it.upload().json()["id"]

    answer = it.post("jobs/create/", order(upload_id) | change)

    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"]
    assert not Job.all_orgs.exists()


CAN_BE_ORDERED = (
    "These can be ordered: excel_parse, export_data, generate_bill, "
    "generate_bill_document, generate_self_formatted_document."
)


@pytest.mark.parametrize(
    "kind",
    [
        "parse_estimate",
        "generate_estimate_excel",
        "generate_output_excel",
        "generate_workslip",
    ],
)
def test_a_kind_that_is_not_installed_is_told_apart_from_one_that_is_none(
    program, asha, kind
):
    it = program(asha)

    absent = it.post("jobs/create/", {"job_type": kind})
    unknown = it.post("jobs/create/", {"job_type": "bake_bread"})

    assert (absent.status_code, unknown.status_code) == (400, 400)
    assert absent.json()["error"] == (
        f"This installation cannot do jobs of the kind {kind}. {CAN_BE_ORDERED}"
    )
    assert unknown.json()["error"] == f"bake_bread is no kind of job. {CAN_BE_ORDERED}"


def test_broken_json_is_400(program, asha):
    answer = program(asha)._client.post(
        "/api/jobs/create/", "{", content_type="application/json"
    )

    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


def test_an_upload_of_another_office_is_404(program, asha, chitra):
    upload_id = program(asha).upload().json()["id"]

    answer = program(chitra).post("jobs/create/", order(upload_id))

    assert answer.status_code == 404
    assert list(answer.json()) == ["error"]


def test_files_of_another_office_are_not_listed(
    program, asha, chitra, make_job, make_output
):
    job = make_job(asha, status="completed")
    make_output(job)

    for asked in ({}, {"job_id": str(job.pk)}):
        assert len(program(asha).get("outputs/", **asked).json()["outputs"]) == 1
        assert program(chitra).get("outputs/", **asked).json()["outputs"] == []


def test_a_file_that_is_too_large_is_413(program, asha, settings):
    settings.UPLOAD_MAX_BYTES = 10

    answer = program(asha).upload(content=b"x" * 11)

    assert answer.status_code == 413
    assert "the largest file accepted is" in answer.json()["error"]


def test_jobs_are_listed_page_by_page(program, asha, make_job):
    for _ in range(30):
        make_job(asha)
    it = program(asha)

    first = it.get("jobs/").json()
    second = it.get("jobs/", before=first["next"]).json()

    numbers = [job["number"] for job in first["jobs"] + second["jobs"]]
    assert numbers == list(range(30, 0, -1))
    assert second["next"] is None
