"""Figures for Prometheus, for whoever has the token."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from jobs.models import Job, WorkerBeat
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(settings):
    settings.METRICS_TOKEN = "figures please"

    def get() -> dict[tuple[str, tuple[str, ...]], float]:
        answer = Client().get(
            "/metrics", headers={"Authorization": "Bearer figures please"}
        )
        assert answer.status_code == 200
        return {
            (sample.name, tuple(sorted(sample.labels.values()))): sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
        }

    return get


def test_jobs_are_counted_by_state_and_kind(asha, chitra, make_job, ask):
    for member, status in ((asha, "failed"), (chitra, "failed"), (asha, "queued")):
        make_job(member, status=status)

    figures = ask()

    assert figures["worksbill_jobs", ("failed", "generate_bill")] == 2
    assert figures["worksbill_jobs", ("generate_bill", "queued")] == 1


def test_the_age_of_the_oldest_waiting_job_and_the_workers(asha, make_job, ask):
    job = make_job(asha)
    since = timezone.now() - timedelta(seconds=90)
    Job.all_orgs.filter(pk=job.pk).update(created_at=since)
    WorkerBeat.objects.create(worker_id="w.1", host="h", pid=1, seen_at=timezone.now())

    figures = ask()

    assert 90 <= figures["worksbill_oldest_waiting_seconds", ()] < 100
    assert figures["worksbill_workers", ()] == 1


def test_requests_are_counted_by_page_and_not_by_address(asha, make_job, ask):
    client, job = sign_in(asha), make_job(asha)
    before = ask().get(("worksbill_http_requests_total", ("200", "job_detail")), 0)

    client.get(f"/jobs/{job.pk}/")

    figures = ask()
    assert figures["worksbill_http_requests_total", ("200", "job_detail")] == before + 1
    assert not any(str(job.pk) in str(key) for key in figures)


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_the_token_there_is_no_such_page(settings, token):
    settings.METRICS_TOKEN = "figures please"

    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 404


def test_where_no_token_is_set_nobody_gets_them():
    assert (
        Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code
        == 404
    )
