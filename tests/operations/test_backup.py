"""The backup of docs/operations.md, taken from a running office, brings everything back.

The commands are those of the document, so that neither can change without the other.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tests.jobs.engine.workers import wait_until
from tests.jobs.serve.conftest import Serve, start_serve
from tests.servers import postgres

__all__ = ["start_serve"]

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "operations.md"


@dataclass(frozen=True)
class Database:
    """`lose` destroys it, and says where a restored one is to be."""

    name: str
    env: dict[str, str]
    lose: Callable[[], dict[str, str]]


@pytest.fixture
def sqlite() -> Database:
    if not shutil.which("sqlite3"):
        pytest.skip("the sqlite3 program takes the backup")
    # The data folder goes, and the database in it; "" is the one in the data folder.
    here = {"DATABASE_URL": ""}
    return Database("SQLite", here, lambda: here)


@pytest.fixture
def postgresql() -> Iterator[Database]:
    if postgres.find_programs() is None or not shutil.which("pg_dump"):
        pytest.skip(postgres.HOW_TO_GET_IT)
    with postgres.PostgresServer() as server:
        first = {"DATABASE_URL": server.make_database("office")}

        def lose() -> dict[str, str]:
            server.drop_database("office")
            return {"DATABASE_URL": server.make_database("restored")}

        yield Database("PostgreSQL", first, lose)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_destroyed_office_comes_back_with_its_jobs_and_files(
    kind: str, start_serve, tmp_path, request
):
    database: Database = request.getfixturevalue(kind)
    office, elsewhere = tmp_path / "office", tmp_path / "elsewhere"
    serve: Serve = start_serve(office / "var", **database.env)
    serve.wait_for_address()
    done, running = tmp_path / "done", tmp_path / "running"
    done.mkdir()
    running.mkdir()
    done_id = serve.ask("submit", str(done))
    (done / "go").touch()
    wait_until(lambda: serve.ask("look", done_id)["status"] == "completed")
    running_id = serve.ask("submit_more", str(running))
    wait_until((running / "diary").exists)
    before = serve.ask("look", done_id)
    # It is in the environment of this test, else the programs had made it.
    (office / "var" / "secret_key").write_text("only-for-tests")

    do(f"Backup of {database.name}", office, database.env)
    kept = contents(office / "backup" / "files")
    serve.stop()
    shutil.copytree(office / "backup", elsewhere / "backup")
    shutil.rmtree(office)
    restored = database.lose()
    do(f"Restore of {database.name}", elsewhere, restored)

    # On another machine: only the sweeper finds what ran when the backup was taken.
    (running / "go").touch()
    again: Serve = start_serve(elsewhere / "var", TEST_LOST_AFTER="1", **restored)
    again.wait_for_address()
    assert again.ask("look", done_id) == before
    files = contents(elsewhere / "var" / "files")
    assert kept and kept.items() <= files.items()
    assert (elsewhere / "var" / "secret_key").read_text() == "only-for-tests"
    wait_until(lambda: again.ask("look", running_id)["status"] == "completed")
    assert again.ask("look", running_id) == {
        "status": "completed",
        "attempt": 2,
        "files": ["Bill.xlsx"],
    }


def do(title: str, folder: Path, env: dict[str, str]) -> None:
    """Runs the block of the document whose first line begins so, as a person would."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    [block] = [block for block in blocks if block.startswith(f"# {title}")]
    folder.mkdir(exist_ok=True)
    subprocess.run(["sh", "-ec", block], cwd=folder, env=os.environ | env, check=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
