"""The backup of docs/operations.md, taken from a running office, brings everything back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.jobs.engine.workers import wait_until
from tests.jobs.serve.conftest import start_serve

__all__ = ["start_serve"]


def test_a_destroyed_office_comes_back_with_its_jobs_and_files(start_serve, tmp_path):
    if not shutil.which("sqlite3"):
        pytest.skip("the sqlite3 program takes the backup")
    data, backup = tmp_path / "data", tmp_path / "backup"
    serve = start_serve(data)
    serve.wait_for_address()
    job_id = serve.ask("submit", str(tmp_path))
    (tmp_path / "go").touch()
    wait_until(lambda: serve.ask("look", job_id)["status"] == "completed")
    before = serve.ask("look", job_id)
    backup.mkdir()

    database = f".backup {backup / 'worksbill.sqlite3'}"
    subprocess.run(["sqlite3", data / "worksbill.sqlite3", database], check=True)
    # The key is in the environment of this test, else it would lie beside the files.
    subprocess.run(["cp", "-a", data / "files", backup / "files"], check=True)
    files = contents(backup / "files")
    serve.stop()
    shutil.rmtree(data)

    shutil.copytree(backup, data)
    again = start_serve(data)
    again.wait_for_address()
    assert again.ask("look", job_id) == before
    assert contents(data / "files") == files != {}
    (tmp_path / "diary").unlink()
    again.ask("submit_more", str(tmp_path))
    wait_until((tmp_path / "diary").exists)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
