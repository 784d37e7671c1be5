"""REDIS_URL is used when it is given; without any Redis the web server does the jobs and says so."""

from __future__ import annotations

import psutil
import pytest

from tests.jobs.engine.redis_server import RedisServer
from tests.jobs.engine.workers import wait_until


@pytest.fixture
def outside_redis():
    server = RedisServer()
    server.start()
    yield server
    server.close()


def programs(serve) -> str:
    return " ".join(
        part
        for process in serve.below()
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        for part in process.cmdline()
    )


def test_an_outside_redis_is_used_instead_of_the_built_in_one(
    start_serve, outside_redis, tmp_path
):
    serve = start_serve(REDIS_URL=outside_redis.url)
    serve.wait_for_address()
    job_id = serve.ask("submit", str(tmp_path))
    (tmp_path / "go").touch()

    wait_until(lambda: serve.ask("look", job_id)["status"] == "completed")
    assert "redis-server" not in programs(serve)


def test_without_a_redis_the_web_server_does_the_jobs(start_serve, tmp_path):
    serve = start_serve(WORKSBILL_IN_PROCESS_BROKER="1")
    serve.wait_for_address()
    # Submitted by another process: its message goes nowhere, the sweeper finds the row.
    job_id = serve.ask("submit", str(tmp_path))
    (tmp_path / "go").touch()

    wait_until(lambda: serve.ask("look", job_id)["status"] == "completed")
    assert serve.says("jobs run inside the web server")
    assert "redis-server" not in programs(serve)
    assert "dramatiq" not in programs(serve)
    assert serve.stop() == 0
