"""A worker process whose files lie in the store: bills, refused keys, and a store that goes away."""

from __future__ import annotations

import urllib.request
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.engine import enqueue_on_commit
from jobs.models import Job
from tests.bills.web.posts import estimate, last_job, post_bill
from tests.conftest import sign_in
from tests.jobs.engine.workers import wait_until

REAL_WORKS = {"DJANGO_SETTINGS_MODULE": "tests.browser.worker_settings"}

pytestmark = pytest.mark.django_db(transaction=True)


def refreshed(job: Job) -> Job:
    job.refresh_from_db()
    return job


def try_again_now(job: Job) -> None:
    """As if its pause were over."""
    Job.all_orgs.filter(pk=job.pk).update(next_try_at=None)
    engine.sweep(timezone.now())


@pytest.fixture
def waiting_job(asha, make_job, gate) -> Job:
    """A made-up job, sent, that ends when the gate opens."""
    job: Job = make_job(
        asha,
        job_type=JobType.EXPORT_DATA.value,
        result={"metadata": gate.inputs},
    )
    enqueue_on_commit(job)
    return job


def test_a_bill_from_the_page_to_the_signed_address(s3, asha, queue, start_worker):
    start_worker("real", queue, **REAL_WORKS)

    post_bill(asha, workbook=estimate())
    job = last_job(asha)
    wait_until(lambda: refreshed(job).status == "completed", seconds=60)

    output = job.outputs.get()
    assert set(s3.names()) == {job.upload.file.name, output.file.name}
    answer = sign_in(asha).get(f"/api/outputs/{output.pk}/download/")
    with urllib.request.urlopen(answer["Location"], timeout=10) as got:  # noqa: S310
        content = got.read()
    assert len(content) == output.file_size
    assert load_workbook(BytesIO(content)).sheetnames == ["Bill"]


def test_a_worker_with_the_wrong_keys_passes_the_job_on(
    s3, asha, queue, start_worker, waiting_job, gate
):
    gate.open()
    wrong = start_worker("wrong", queue, AWS_SECRET_ACCESS_KEY="a-guess")
    wait_until(lambda: refreshed(waiting_job).next_try_at is not None)
    wrong.kill()

    assert waiting_job.status == "queued"
    [entry] = waiting_job.error_log
    assert entry["error"] == "The file store refused the keys of this server."
    assert s3.names() == []

    start_worker("right", queue)
    try_again_now(waiting_job)
    wait_until(lambda: refreshed(waiting_job).status == "completed")
    assert waiting_job.attempt == 2
    assert s3.names() == [waiting_job.outputs.get().file.name]


def test_a_store_that_goes_away_in_mid_job_costs_an_attempt_and_no_file(
    s3, queue, start_worker, waiting_job, gate
):
    start_worker("one", queue)
    wait_until(gate.diary)
    s3.kill()
    gate.open()
    wait_until(lambda: refreshed(waiting_job).next_try_at is not None)
    assert waiting_job.error_log[0]["error"].startswith("The file store did not answer")
    assert not waiting_job.outputs.exists()

    s3.start()
    try_again_now(waiting_job)
    wait_until(lambda: refreshed(waiting_job).status == "completed")

    assert s3.names() == [waiting_job.outputs.get().file.name]
    kinds = list(waiting_job.events.values_list("kind", flat=True))
    assert kinds.count("completed") == 1
