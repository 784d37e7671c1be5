"""Functions that are told of every ended job, in the transaction that ends it."""

from __future__ import annotations

import pytest

from jobs.engine import listeners, on_job_end, request_cancel
from jobs.engine.leases import claim_job
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch) -> list[tuple[int, str]]:
    monkeypatch.setattr(listeners, "_listeners", [])
    ends: list[tuple[int, str]] = []
    on_job_end(lambda job: ends.append((job.number, job.status)))
    return ends


def test_every_end_is_told_once(asha, make_job, run, told):
    run(make_job(asha), lambda it: one_file())
    request_cancel(make_job(asha), asha.user)

    def fail(it):
        raise ValueError("broken")

    run(make_job(asha), fail)

    assert told == [(1, "completed"), (2, "cancelled"), (3, "failed")]


def test_a_start_is_not_an_end(asha, make_job, told):
    claim_job(make_job(asha).pk, "worker.1:a")

    assert told == []


def test_what_a_listener_cannot_write_undoes_the_end(
    asha, make_job, run, told, stored_files
):
    def refuse(job) -> None:
        listeners._listeners.remove(refuse)
        raise RuntimeError("no room for the notice")

    on_job_end(refuse)
    job = run(make_job(asha), lambda it: one_file())

    assert job.status == "failed"  # the second end, which nobody refused
    assert stored_files() == []
