"""A program of the owner has everything of the office packed; nobody else's may."""

from __future__ import annotations

import io
import zipfile

import pytest

import documents.actors  # noqa: F401 - the work
from jobs.models import Job
from organizations.models import AuditEvent
from tests.bills.web.posts import do_last_job

pytestmark = pytest.mark.django_db

EXPORT = {"job_type": "export_data"}


def test_from_order_to_zip(program, asha):
    it = program(asha)
    it.upload("estimate.xlsx")

    taken = it.post("jobs/create/", EXPORT)
    assert taken.status_code == 202, taken.json()
    do_last_job(asha)

    status = it.get(taken.json()["status_url"].removeprefix("/api/")).json()
    [output] = status["outputs"]
    answer = it.get(output["download_url"].removeprefix("/api/"))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "jobs.csv" in packed.namelist()
    assert any("estimate.xlsx" in name for name in packed.namelist())
    deeds = AuditEvent.objects.for_org(asha.organization).values_list("deed", flat=True)
    assert "office_exported" in deeds


def test_the_same_order_while_it_is_unfinished_is_the_same_job(program, asha):
    first, second = (program(asha).post("jobs/create/", EXPORT) for _ in range(2))

    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["job_id"] == second.json()["job_id"]


@pytest.mark.parametrize("role", ["admin", "member", "viewer"])
def test_who_may_not(program, bala, role):
    bala.role = role
    bala.save()

    answer = program(bala).post("jobs/create/", EXPORT)

    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert f"is {role}" in answer.json()["error"]
    assert not Job.all_orgs.exists()


def test_a_token_that_only_reads_may_not(program, asha):
    answer = program(asha, can_write=False).post("jobs/create/", EXPORT)

    assert (answer.status_code, list(answer.json())) == (403, ["error"])


def test_it_takes_neither_an_input_nor_an_upload(program, asha):
    it = program(asha)
    upload_id = it.upload().json()["id"]

    with_input = it.post("jobs/create/", EXPORT | {"metadata": {"since": "2025"}})
    with_upload = it.post("jobs/create/", EXPORT | {"upload_id": upload_id})

    assert (with_input.status_code, with_upload.status_code) == (400, 400)
    assert with_input.json()["error"] == "since: there is no such input."
    assert "works on no upload" in with_upload.json()["error"]
    assert not Job.all_orgs.exists()
