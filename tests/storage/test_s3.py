"""Uploads and made files in an S3 store, through a server process that speaks S3."""

from __future__ import annotations

import os
import urllib.request
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from documents.services.exporting import export_everything
from jobs.domain.outcomes import FileType, JobResult, OutputDraft
from jobs.models import OutputFile, Upload
from jobs.services import clean_up, store_upload
from tests.conftest import sign_in
from tests.jobs.engine.conftest import one_file
from tests.storage.conftest import use_store

pytestmark = pytest.mark.django_db


def urlopen(address: str) -> Any:
    assert address.startswith("http://127.0.0.1:")
    return urllib.request.urlopen(address, timeout=10)  # noqa: S310 - ours


def give(member, content: bytes = b"the estimate"):
    file = ContentFile(content, name="Estimate Ward 4.xlsx")
    return store_upload(organization=member.organization, actor=member, file=file)


def test_a_job_reads_its_upload_from_the_store_and_puts_its_file_there(
    s3, asha, make_job, run
):
    upload = give(asha)

    job = run(make_job(asha, upload=upload), lambda it: one_file(it.source()[1] * 2))

    assert job.status == "completed", job.error_log
    output = job.outputs.get()
    assert sorted(s3.names()) == sorted([upload.file.name, output.file.name])
    with output.file.open("rb") as stored:
        assert stored.read() == b"the estimate" * 2


def test_a_download_is_a_short_signed_address_as_an_attachment(s3, asha, make_job, run):
    job = run(make_job(asha), lambda it: one_file(b"made", "Bill of Ward 4.xlsx"))
    output = job.outputs.get()

    answer: Any = sign_in(asha).get(f"/api/outputs/{output.pk}/download/")

    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer.url).query)
    assert query["X-Amz-Expires"] == ["60"]
    assert "X-Amz-Signature" in query
    [disposition] = query["response-content-disposition"]
    assert disposition == 'attachment; filename="Bill of Ward 4.xlsx"'
    with urlopen(answer.url) as got:
        assert got.read() == b"made"
    output.refresh_from_db()
    assert output.download_count == 1


def test_a_program_gets_the_signed_address(s3, asha, make_job, run):
    output = run(make_job(asha), lambda it: one_file(b"made")).outputs.get()

    told = sign_in(asha).get(
        f"/api/outputs/{output.pk}/download/", headers={"Accept": "application/json"}
    )

    with urlopen(told.json()["download_url"]) as got:
        assert got.read() == b"made"
    output.refresh_from_db()
    assert output.download_count == 1


def test_another_office_gets_no_address(s3, asha, chitra, make_job, run):
    output = run(make_job(asha), lambda it: one_file()).outputs.get()

    answer = sign_in(chitra).get(f"/api/outputs/{output.pk}/download/")

    assert answer.status_code == 404


def test_a_store_that_is_away_is_tried_again_and_nothing_is_listed(
    s3, asha, make_job, run
):
    job = run(make_job(asha), lambda it: (s3.kill(), one_file())[1])

    assert job.status == "queued"
    assert job.next_try_at is not None
    assert "file store" in job.error_log[0]["error"]
    assert not OutputFile.all_orgs.exists()

    s3.start()
    type(job).all_orgs.filter(pk=job.pk).update(next_try_at=None)
    job = run(job, lambda it: one_file())
    assert (job.status, job.attempt) == ("completed", 2)


def test_an_upload_that_cannot_be_read_now_is_tried_again(s3, asha, make_job, run):
    upload = give(asha)
    s3.kill()

    job = run(make_job(asha, upload=upload), lambda it: one_file(it.source()[1]))

    assert job.status == "queued"


def test_expired_files_leave_the_store(s3, asha, make_job, run):
    job = run(make_job(asha), lambda it: one_file())
    name = job.outputs.get().file.name

    removed = clean_up(timezone.now() + timedelta(days=31))

    assert removed.outputs == (name,)
    assert s3.names() == []


def test_what_a_crash_left_in_the_store_is_found(s3, asha):
    key = f"{asha.organization_id}/outputs/x/Half.xlsx"
    s3.client().put_object(Bucket=s3.bucket, Key=key, Body=b"half")

    removed = clean_up(timezone.now() + timedelta(days=2))

    assert removed.unlisted == (key,)


def test_all_files_come_as_one_zip_from_the_store_too(s3, asha, make_job, run):
    drafts = tuple(
        OutputDraft(name, FileType.TXT, name.encode()) for name in ("a.txt", "b.txt")
    )
    job = run(make_job(asha), lambda it: JobResult(drafts, {}))

    answer: Any = sign_in(asha).get(f"/jobs/{job.pk}/files.zip")

    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        stored = {name: archive.read(name) for name in archive.namelist()}
    assert stored == {"a.txt": b"a.txt", "b.txt": b"b.txt"}


def test_a_file_of_many_parts_comes_back_whole(s3, asha, make_job, run):
    content = os.urandom(9 * 1024 * 1024)

    output = run(make_job(asha), lambda it: one_file(content)).outputs.get()

    # A tag of several parts ends in their number.
    [entry] = s3.client().list_objects_v2(Bucket=s3.bucket)["Contents"]
    assert entry["ETag"].strip('"').endswith("-2")
    answer: Any = sign_in(asha).get(f"/api/outputs/{output.pk}/download/")
    with urlopen(answer.url) as got:
        assert got.read() == content


def test_a_bucket_that_was_copied_by_name_takes_the_place_of_the_lost_one(
    s3, asha, make_job, run, monkeypatch, settings
):
    output = run(make_job(asha), lambda it: one_file(b"made")).outputs.get()
    client = s3.client()
    client.create_bucket(Bucket=f"{s3.bucket}-again")
    for name in s3.names():
        content = client.get_object(Bucket=s3.bucket, Key=name)["Body"].read()
        client.put_object(Bucket=f"{s3.bucket}-again", Key=name, Body=content)
        client.delete_object(Bucket=s3.bucket, Key=name)
    monkeypatch.setenv("WORKSBILL_S3_BUCKET", f"{s3.bucket}-again")
    use_store(settings)

    answer: Any = sign_in(asha).get(f"/api/outputs/{output.pk}/download/")

    with urlopen(answer.url) as got:
        assert got.read() == b"made"


def test_who_uploads_while_the_store_is_away_is_told_so(s3, asha):
    s3.kill()

    answer = sign_in(asha).post(
        "/api/uploads/", {"file": ContentFile(b"the estimate", name="Estimate.txt")}
    )

    assert answer.status_code == 503
    assert answer.json()["error"].startswith("The file store did not answer")
    assert not Upload.all_orgs.exists()


def test_a_zip_that_the_store_does_not_give_is_told_and_not_counted(
    s3, asha, make_job, run
):
    job = run(make_job(asha), lambda it: one_file())
    s3.kill()

    answer = sign_in(asha).get(f"/jobs/{job.pk}/files.zip")

    assert answer.status_code == 503
    assert "The file store did not answer" in answer.content.decode()
    assert job.outputs.get().download_count == 0


def test_an_export_calls_nothing_lost_while_the_store_is_away(s3, asha, make_job, run):
    give(asha)
    s3.kill()

    job = run(make_job(asha, job_type="export_data"), export_everything)

    assert job.status == "queued"
