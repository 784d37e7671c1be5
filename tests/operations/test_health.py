"""Alive and ready: asked without a password, answered without a secret."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobs.models import WorkerBeat
from tests.jobs.engine.conftest import broker_at, queue, redis_server  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker():
    WorkerBeat.objects.create(worker_id="w.1", host="h", pid=1, seen_at=timezone.now())


def ready() -> tuple[int, dict[str, bool]]:
    answer = Client().get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_alive_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_when_everything_answers(queue, worker):  # noqa: F811
    assert ready() == (
        200,
        {"ready": True, "database": True, "queue": True, "store": True, "worker": True},
    )


def test_without_a_worker_it_is_not_ready(queue):  # noqa: F811
    status, parts = ready()

    assert status == 503
    assert (parts["worker"], parts["queue"]) == (False, True)


def test_without_a_queue_it_is_not_ready(worker):
    with broker_at("redis://127.0.0.1:1/0"):
        status, parts = ready()

    assert (status, parts["queue"]) == (503, False)


def test_without_a_store_it_is_not_ready(queue, worker, settings, tmp_path):  # noqa: F811
    (tmp_path / "full").touch()
    settings.MEDIA_ROOT = tmp_path / "full"

    status, parts = ready()

    assert (status, parts["store"]) == (503, False)


def test_without_a_database_it_says_so(queue, monkeypatch):  # noqa: F811
    def fail() -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(connection, "cursor", fail)

    status, parts = ready()

    assert (status, parts["database"]) == (503, False)
