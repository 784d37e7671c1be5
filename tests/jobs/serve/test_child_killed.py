"""A program that dies under `serve` is started again and its jobs go on."""

from __future__ import annotations

from tests.jobs.engine.workers import wait_until
from tests.jobs.serve.conftest import Serve


def test_the_job_of_a_killed_worker_goes_on_in_the_next_one(start_serve, tmp_path):
    serve = start_serve()
    serve.wait_for_address()
    job_id = serve.ask("submit", str(tmp_path))
    diary = tmp_path / "diary"
    wait_until(diary.exists)
    pid = int(diary.read_text().split()[-1])
    [worker] = [process for process in serve.below() if process.pid == pid]

    worker.kill()
    wait_until(lambda: len(diary.read_text().splitlines()) == 2, seconds=20)
    (tmp_path / "go").touch()

    wait_until(lambda: serve.ask("look", job_id)["status"] == "completed")
    assert serve.ask("look", job_id) == {
        "status": "completed",
        "attempt": 2,
        "files": ["Bill.xlsx"],
    }
    assert serve.says("The worker stopped")


def test_web_server_and_redis_come_back_too(start_serve, tmp_path):
    serve = start_serve()
    serve.wait_for_address()
    web = serve.child("gunicorn")
    redis = serve.child("redis-server")

    web.kill()
    redis.kill()

    wait_until(
        lambda: serve.says("The web stopped") and serve.says("The redis stopped")
    )
    wait_until(lambda: answers(serve))
    job_id = serve.ask("submit", str(tmp_path))
    (tmp_path / "go").touch()
    wait_until(lambda: serve.ask("look", job_id)["status"] == "completed")


def answers(serve: Serve) -> bool:
    try:
        return serve.get() == 200
    except OSError:
        return False
