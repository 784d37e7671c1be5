"""Outputs, result and the final state appear together, or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from jobs.domain.outcomes import FileType, JobResult, OutputDraft
from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent, OutputFile, Upload
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(asha) -> Upload:
    row = Upload(
        organization=asha.organization,
        user=asha.user,
        filename="Estimate.xlsx",
        file_size=8,
        sha256="0" * 64,
    )
    row.file.save("Estimate.xlsx", ContentFile(b"estimate"), save=False)
    row.save(force_insert=True)
    return row


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """Every write beyond `size` bytes into one file fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_finished_job_lists_its_files_and_keeps_its_inputs(asha, make_job, run):
    job = make_job(asha)
    result = JobResult(
        outputs=one_file(b"bill").outputs,
        summary={"works": [{"total": "36261.35"}]},
        warnings=("A rate is blank.",),
    )

    run(job, lambda it: result)

    assert (job.state, job.progress, job.attempt) == (JobStatus.COMPLETED, 100, 1)
    assert job.result["metadata"] == {"title": "CC First & Part Bill"}
    assert job.result["works"] == [{"total": "36261.35"}]
    assert job.warnings == ["A rate is blank."]
    assert job.completed_at is not None
    output = job.outputs.get()
    assert (output.filename, output.file_type, output.file_size) == (
        "Bill.xlsx",
        "excel",
        4,
    )
    assert output.file.read() == b"bill"
    output.file.close()
    assert job.events.last().kind == JobEvent.Kind.COMPLETED


def test_a_file_is_kept_as_long_as_the_office_keeps_files(asha, make_job, run):
    asha.organization.retention_days = 7
    asha.organization.save()
    job = make_job(asha)

    run(job, lambda it: one_file())

    left = job.outputs.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_the_work_reads_the_uploaded_file(asha, make_job, run, upload):
    job = make_job(asha, upload=upload)
    seen = []

    def work(it):
        seen.append(it.source())
        seen.append(Upload.all_orgs.get().status)
        return one_file()

    run(job, work)

    assert seen == [("Estimate.xlsx", b"estimate"), Upload.Status.PROCESSING]
    upload.refresh_from_db()
    assert upload.status == Upload.Status.COMPLETED


def test_the_work_reads_the_file_that_an_earlier_job_made(
    asha, make_job, make_output, run
):
    bill = make_output(make_job(asha))
    job = make_job(asha, source_output=bill)
    seen = []

    def work(it):
        seen.append(it.source())
        return one_file()

    run(job, work)

    assert seen == [("Bills.xlsx", b"content")]


def test_an_upload_that_is_gone_from_the_store_fails_the_job_in_words(
    asha, make_job, run, upload
):
    upload.file.storage.delete(upload.file.name)
    job = make_job(asha, upload=upload)

    run(job, lambda it: one_file(it.source()[1]))

    assert job.state is JobStatus.FAILED
    assert job.error_message == "Estimate.xlsx is no longer stored."
    assert job.result["hint"] == "Upload the workbook again."
    upload.refresh_from_db()
    assert upload.status == Upload.Status.FAILED


def test_a_job_that_was_given_away_leaves_no_file(asha, make_job, run, stored_files):
    job = make_job(asha)

    def work(it):
        Job.all_orgs.filter(pk=job.pk).update(lease_owner="other.1:b")
        return one_file()

    run(job, work)

    assert (job.state, job.lease_owner) == (JobStatus.RUNNING, "other.1:b")
    assert not OutputFile.all_orgs.exists()
    assert stored_files() == []


def test_a_job_that_was_given_away_while_storing_leaves_no_file(
    asha, make_job, run, stored_files
):
    job = make_job(asha)

    class Slow(bytes):
        """Content whose size is asked for while it is being stored."""

        def __len__(self) -> int:
            Job.all_orgs.filter(pk=job.pk).update(lease_owner="other.1:b")
            return super().__len__()

    run(job, lambda it: one_file(Slow(b"late")))

    assert (job.state, job.lease_owner) == (JobStatus.RUNNING, "other.1:b")
    assert not OutputFile.all_orgs.exists()
    assert stored_files() == []


def test_rows_that_cannot_be_written_leave_no_file_and_no_completed_job(
    asha, make_job, run, stored_files
):
    job = make_job(asha)
    twice = one_file().outputs * 2  # the table takes a name only once per job

    run(job, lambda it: JobResult(outputs=twice, summary={}))

    assert job.state is JobStatus.FAILED
    assert not OutputFile.all_orgs.exists()
    assert stored_files() == []


def test_rows_of_the_work_are_there_when_the_job_is_completed(asha, make_job, run):
    job = make_job(asha)

    def note() -> None:
        JobEvent.objects.create(job=job, kind=JobEvent.Kind.DOWNLOADED)

    run(job, lambda it: replace(one_file(), along=note))

    assert job.state is JobStatus.COMPLETED
    assert job.events.filter(kind="downloaded").count() == 1


@pytest.mark.parametrize(
    "changes", [{"cancel_requested": True}, {"lease_owner": "other.1:b"}]
)
def test_no_row_of_the_work_is_written_for_a_job_that_is_not_completed(
    asha, make_job, run, changes
):
    job = make_job(asha)

    def note() -> None:
        JobEvent.objects.create(job=job, kind=JobEvent.Kind.DOWNLOADED)

    def work(it):
        Job.all_orgs.filter(pk=job.pk).update(**changes)
        return replace(one_file(), along=note)

    run(job, work)

    assert job.state is not JobStatus.COMPLETED
    assert not job.events.filter(kind="downloaded").exists()


def test_rows_of_the_work_that_cannot_be_written_undo_the_completion(
    asha, make_job, run, stored_files
):
    job = make_job(asha)

    def fail() -> None:
        JobEvent.objects.create(job=job, kind=JobEvent.Kind.DOWNLOADED)
        raise ValueError("no such work")

    run(job, lambda it: replace(one_file(), along=fail))

    assert job.state is JobStatus.FAILED
    assert not job.events.filter(kind="downloaded").exists()
    assert stored_files() == []


def test_a_full_disk_lists_nothing_and_the_job_is_tried_again(
    asha, make_job, run, stored_files, settings
):
    settings.JOB_RETRY_DELAYS = (timedelta(seconds=60),)
    job = make_job(asha)
    small = OutputDraft("Small.xlsx", FileType.EXCEL, b"fits")
    large = OutputDraft("Large.xlsx", FileType.EXCEL, b"x" * 40_000_000)
    result = JobResult(outputs=(small, large), summary={})

    with files_limited_to(20_000_000):
        run(job, lambda it: result)

    assert job.state is JobStatus.QUEUED
    assert not OutputFile.all_orgs.exists()
    assert stored_files() == []
    wait = job.next_try_at - timezone.now()
    assert timedelta(seconds=50) < wait <= timedelta(seconds=60)

    Job.all_orgs.filter(pk=job.pk).update(next_try_at=None)
    run(job, lambda it: result)

    assert (job.state, job.attempt) == (JobStatus.COMPLETED, 2)
    assert stored_files() == ["Large.xlsx", "Small.xlsx"]
