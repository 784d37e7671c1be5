"""One command starts everything, every way of stopping it leaves nothing behind."""

from __future__ import annotations

import signal

import psutil
import pytest

from tests.jobs.engine.workers import wait_until


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_answers_and_stops_in_good_order(start_serve, name):
    serve = start_serve()
    serve.wait_for_address()
    status = serve.get()
    below = serve.below()

    exit_status = serve.stop(signal.Signals[name])

    assert status == 200
    assert len(below) >= 6  # redis; the worker's two; the web server's three
    assert exit_status == 0
    assert serve.left_over() == []


def test_it_stops_for_sigint_though_a_shell_started_it_in_the_background(
    start_serve,
):
    """Such a shell has SIGINT ignored, and the ignoring is inherited."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve = start_serve()
    finally:
        signal.signal(signal.SIGINT, before)
    serve.wait_for_address()
    serve.below()

    assert serve.stop(signal.SIGINT) == 0
    assert serve.left_over() == []


def test_nothing_is_left_when_the_supervisor_itself_is_killed(start_serve):
    serve = start_serve()
    serve.wait_for_address()
    serve.below()

    serve.process.kill()

    wait_until(lambda: not serve.left_over(), seconds=10)


def test_only_the_web_port_is_open_and_the_socket_is_private(start_serve):
    serve = start_serve()
    serve.wait_for_address()

    ports = {
        connection.laddr.port
        for process in serve.below()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }

    assert ports == {serve.port}
    assert (serve.data / "redis").stat().st_mode & 0o077 == 0


def test_a_second_start_finds_the_data(start_serve, tmp_path):
    # Under nohup the signal is ignored, and the ignoring is inherited.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        first = start_serve()
    finally:
        signal.signal(signal.SIGHUP, before)
    first.wait_for_address()
    job_id = first.ask("submit", str(tmp_path))
    wait_until(lambda: (tmp_path / "diary").exists())
    assert first.stop(signal.SIGHUP) == 0
    assert first.ask("look", job_id) == {"status": "queued", "attempt": 0, "files": []}

    (tmp_path / "go").touch()
    second = start_serve()
    second.wait_for_address()

    wait_until(lambda: second.ask("look", job_id)["status"] == "completed")
    assert second.ask("look", job_id)["files"] == ["Bill.xlsx"]
