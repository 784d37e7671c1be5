"""Many jobs at once: asked first, done by the rules of one, and told how many."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from jobs.models import Job, JobEvent
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def bulk(member, deed: str, jobs, query: str = "", confirmed: bool = True):
    data = {"deed": deed, "job": jobs, "query": query}
    if confirmed:
        data["confirmed"] = "yes"
    return sign_in(member).post(reverse("job_bulk"), data, follow=True)


def ids(*jobs: Job) -> list[str]:
    return [str(job.pk) for job in jobs]


def states() -> list[str]:
    return list(Job.all_orgs.order_by("number").values_list("status", flat=True))


def test_it_asks_first_and_names_the_count(asha, make_job):
    jobs = [make_job(asha) for _ in range(3)]
    make_job(asha)

    text = bulk(asha, "cancel", ids(*jobs), confirmed=False).content.decode()

    assert "Cancel 3 jobs?" in text
    assert "all 4 jobs that match instead" in text
    assert states() == ["queued"] * 4


def test_the_chosen_ones_are_cancelled_and_the_finished_left(asha, make_job):
    jobs = [make_job(asha), make_job(asha, status="completed"), make_job(asha)]

    text = bulk(asha, "cancel", ids(*jobs[:2])).content.decode()

    assert states() == ["cancelled", "completed", "queued"]
    assert "1 cancelled or asked to stop, 1 had already finished." in text


def test_failed_ones_are_run_again(asha, make_job):
    jobs = [make_job(asha, status="failed"), make_job(asha, status="completed")]

    text = bulk(asha, "retry", ids(*jobs)).content.decode()

    assert Job.all_orgs.filter(parent=jobs[0], status="queued").count() == 1
    assert (
        "1 run again, 1 had not failed or been cancelled, or run again already." in text
    )


def test_a_deleted_job_leaves_the_history_and_the_store_and_keeps_its_row(
    asha, make_job, make_output
):
    job = make_job(asha, status="completed")
    output = make_output(job)

    text = bulk(asha, "delete", ids(job)).content.decode()

    assert "1 deleted from the history." in text
    job.refresh_from_db()
    output.refresh_from_db()
    assert job.dismissed_at is not None
    assert output.expired
    assert not default_storage.exists(output.file.name)
    assert job.events.get(kind=JobEvent.Kind.DELETED).actor == asha.user


def test_a_job_under_way_is_never_deleted(asha, make_job):
    jobs = [make_job(asha, status="running"), make_job(asha)]

    text = bulk(asha, "delete", ids(*jobs)).content.decode()

    assert "2 are not finished yet" in text
    assert not Job.all_orgs.exclude(dismissed_at=None).exists()


def test_all_that_match_means_those_of_the_filters(asha, make_job):
    for status in ("failed", "completed", "failed"):
        make_job(asha, status=status)

    bulk(asha, "delete", ["all"], query="state=failed")

    kept = Job.all_orgs.filter(dismissed_at=None)
    assert [job.status for job in kept] == ["completed"]


def test_a_clerk_does_it_to_her_own_only(asha, bala, make_job):
    jobs = [make_job(asha), make_job(bala)]

    text = bulk(bala, "cancel", ids(*jobs)).content.decode()

    assert states() == ["queued", "cancelled"]
    assert "1 belong to others" in text


def test_a_viewer_may_not_and_sees_no_ticks(vani, asha, make_job):
    job = make_job(asha)

    assert bulk(vani, "cancel", ids(job)).status_code == 403
    page = sign_in(vani).get(reverse("job_list")).content.decode()
    assert "checkbox" not in page


def test_the_jobs_of_another_office_are_not_touched(asha, chitra, make_job):
    job = make_job(asha)

    bulk(chitra, "cancel", ids(job))
    bulk(chitra, "cancel", ["all"])

    assert states() == ["queued"]


def test_nothing_ticked_is_told(asha, make_job):
    make_job(asha)

    assert "Tick the jobs first" in bulk(asha, "cancel", []).content.decode()


@pytest.mark.parametrize(
    ("deed", "jobs"), [("burn", [str(uuid4())]), ("cancel", ["x"])]
)
def test_what_no_page_sends_is_not_found(asha, make_job, deed, jobs):
    make_job(asha)

    assert bulk(asha, deed, jobs).status_code == 404


def test_more_than_can_be_done_at_once_are_told(asha, make_job, monkeypatch):
    monkeypatch.setattr("jobs.services.bulk.AT_ONCE", 2)
    for _ in range(5):
        make_job(asha)

    text = bulk(asha, "cancel", ["all"]).content.decode()

    assert "2 cancelled or asked to stop, 3 are left: do it once more." in text
    bulk(asha, "cancel", ["all"])
    assert (
        "1 cancelled or asked to stop" in bulk(asha, "cancel", ["all"]).content.decode()
    )
    assert states() == ["cancelled"] * 5


def test_a_job_that_was_run_again_is_not_run_a_third_time(asha, make_job):
    job = make_job(asha, status="failed")
    bulk(asha, "retry", ids(job))

    text = bulk(asha, "retry", ids(job)).content.decode()

    assert "0 run again, 1 had not failed" in text
    assert Job.all_orgs.count() == 2
