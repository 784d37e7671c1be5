"""What is in the way is said in one sentence, without a traceback, and nothing is started."""

from __future__ import annotations

import socket

import pytest

from tests.jobs.serve.conftest import Serve, wait_for_exit


def sentence(serve: Serve) -> str:
    """All that it said, when it ended with status 1 and one line."""
    assert wait_for_exit(serve) == 1
    [line] = serve.output.read_text().splitlines()
    return line


def test_a_busy_port_is_named(start_serve, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr("tests.jobs.serve.conftest.free_port", lambda: port)
        serve = start_serve()

        assert sentence(serve).startswith(f"Port {port} is in use")


def test_a_data_folder_that_cannot_be_written_is_named(start_serve, tmp_path):
    (tmp_path / "in-the-way").write_text("a file, no folder")
    folder = tmp_path / "in-the-way" / "data"

    said = sentence(start_serve(folder, DJANGO_SETTINGS_MODULE="project.settings"))

    assert said.startswith(f"The data folder {folder} cannot be written")
    assert "WORKSBILL_DATA_DIR" in said


@pytest.mark.parametrize(
    "url", ["redis://user:secret@127.0.0.1:1/0", "unix:///nowhere.sock", "what"]
)
def test_a_redis_that_does_not_answer_is_named_without_its_password(start_serve, url):
    said = sentence(start_serve(REDIS_URL=url))

    assert "does not answer" in said
    assert "REDIS_URL" in said
    assert "secret" not in said


def test_a_database_that_does_not_answer_is_named(start_serve):
    said = sentence(start_serve(DATABASE_URL="postgresql://u:secret@127.0.0.1:1/none"))

    assert said.startswith("The database does not answer")
    assert "DATABASE_URL" in said
    assert "secret" not in said


def test_a_second_serve_on_the_same_folder_is_refused(start_serve):
    first = start_serve()
    first.wait_for_address()

    said = sentence(start_serve())

    assert said.startswith("Worksbill already runs on the data folder")
    assert str(first.process.pid) in said
