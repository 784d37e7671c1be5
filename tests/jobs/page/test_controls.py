"""Pause, go on, stop after a file and run again: what the page offers to whom, and what it does."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from jobs.models import FurtherFile, Job
from jobs.services import retry_failed_files, store_upload
from organizations.domain.roles import RoleTooLow
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

FILES = ("Ward 1.xlsx", "Ward 2.xlsx", "Ward 3.xlsx")


@pytest.fixture
def batch(asha, make_job):
    def make(**fields) -> Job:
        uploads = [
            store_upload(
                organization=asha.organization,
                actor=asha,
                file=ContentFile(name.encode(), name=name),
            )
            for name in FILES
        ]
        job: Job = make_job(asha, upload=uploads[0], priority=1, **fields)
        for position, upload in enumerate(uploads[1:]):
            FurtherFile.objects.create(
                job=job, upload=upload, purpose="batch", position=position
            )
        return job

    return make


def entry(name: str, state: str) -> dict[str, object]:
    return {
        "filename": name,
        "state": state,
        "message": "" if state == "made" else "The rate is blank.",
        "works": [],
        "problems": [],
        "outputs": [],
        "warnings": [],
    }


def page(member, job: Job) -> str:
    text: str = sign_in(member).get(f"/jobs/{job.pk}/").content.decode()
    return text


def post(member, deed: str, job: Job, **data: str):
    return sign_in(member).post(reverse(f"job_{deed}", args=[job.pk]), data)


def test_a_running_batch_can_be_paused_stopped_and_stopped_after_the_file(batch, asha):
    text = page(asha, batch(status="running"))

    for label in ("Pause after this file", "Stop after this file", "Stop now"):
        assert label in text


def test_a_job_of_one_file_cannot_pause(asha, make_job):
    text = page(asha, make_job(asha, status="running"))

    assert "Pause" not in text
    assert "Cancel job 1" in text


def test_pausing_says_when_it_takes_effect_and_can_be_taken_back(batch, asha):
    job = batch(status="running")

    post(asha, "pause", job)

    text = page(asha, job)
    assert "It pauses when this file is done." in text
    assert "Go on" in text
    post(asha, "resume", job)
    assert "Pause after this file" in page(asha, job)


def test_a_paused_batch_shows_what_is_done_and_goes_on(batch, asha):
    job = batch(status="paused", kept=[entry(FILES[0], "made")])

    text = page(asha, job)
    assert "Paused" in text
    assert FILES[0] in text
    post(asha, "resume", job)

    job.refresh_from_db()
    assert job.status == "queued"


def test_stop_after_the_file_is_asked_for(batch, asha):
    job = batch(status="running")

    post(asha, "stop_after_file", job)

    job.refresh_from_db()
    assert job.after_file == "stop"
    assert "It stops when this file is done." in page(asha, job)


@pytest.mark.parametrize("deed", ["pause", "resume", "stop_after_file"])
def test_a_viewer_may_not_and_another_office_does_not_see_it(batch, vani, chitra, deed):
    job = batch(status="running")

    assert post(vani, deed, job).status_code == 403
    assert post(chitra, deed, job).status_code == 404
    job.refresh_from_db()
    assert job.after_file == ""


def test_who_may_not_cancel_is_told_who_may(batch, vani):
    text = page(vani, batch(status="running"))

    assert "Only asha@office.example or an admin of the office" in text
    assert "Stop now" not in text


def test_pausing_an_ended_job_is_a_conflict(batch, asha):
    assert post(asha, "pause", batch(status="completed")).status_code == 409


def test_only_what_is_missing_is_run_again(batch, asha):
    kept = [entry(FILES[0], "made"), entry(FILES[1], "failed")]
    job = batch(status="cancelled", kept=kept)
    assert "Run again what is missing" in page(asha, job)

    post(asha, "retry", job, only="failed")

    again = Job.all_orgs.latest("number")
    assert again.parent == job
    assert again.upload.filename == FILES[1]
    assert [file.upload.filename for file in again.further_files.all()] == [FILES[2]]
    assert again.kept == []


def test_another_try_is_the_main_thing_only_where_no_file_is_to_be_fetched(
    asha, make_job, make_output
):
    """A page has one primary action."""
    main = 'class="button button-main"'
    job = make_job(asha, status="failed", error_message="The disk was full.")
    before = page(asha, job)
    make_output(job)
    after = page(asha, job)

    assert (before.count(main), after.count(main)) == (1, 1)
    assert "Run again, same file" in before[before.index(main) :][:600]
    assert "Download" in after[after.index(main) :][:600]


def test_a_second_press_finds_the_same_new_job(batch, asha):
    job = batch(status="completed", kept=[entry(FILES[0], "made")])

    for _ in range(2):
        post(asha, "retry", job, only="failed")

    assert Job.all_orgs.count() == 2


def test_where_nothing_is_missing_nothing_is_run_again(batch, asha):
    job = batch(status="completed", kept=[entry(name, "made") for name in FILES])

    assert "Run again what is missing" not in page(asha, job)
    assert post(asha, "retry", job, only="failed").status_code == 409


def test_the_attempts_name_each_other(batch, asha):
    job = batch(status="failed")
    post(asha, "retry", job)
    again = Job.all_orgs.latest("number")

    assert f"ran it again as job {again.number}" in page(asha, job)
    Job.all_orgs.filter(pk=again.pk).update(status="cancelled")
    assert f'It repeats <a href="/jobs/{job.pk}/">job {job.number}</a>' in page(
        asha, again
    )


@pytest.mark.parametrize("who", ["bala", "vani"])
def test_no_service_repeats_the_failed_files_of_another(batch, request, who):
    job = batch(status="failed")
    with pytest.raises(RoleTooLow):
        retry_failed_files(job=job, actor=request.getfixturevalue(who))
    assert Job.all_orgs.count() == 1
