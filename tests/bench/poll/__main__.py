"""`python -m tests.bench.poll`: measures the poll on an SQLite file and on a PostgreSQL of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

from tests.servers.postgres import HOW_TO_GET_IT, PostgresServer, find_programs

HOW_TO_GET_WRK = "wrk is needed for this. On Debian or Ubuntu: apt install wrk"


def main(arguments: list[str]) -> int:
    for is_there, sentence in (
        (shutil.which("wrk"), HOW_TO_GET_WRK),
        (find_programs(), HOW_TO_GET_IT),
    ):
        if not is_there:
            sys.stderr.write(f"{sentence}\n")
            return 2
    _measure("SQLite", "", arguments)
    with PostgresServer() as server:
        _measure("PostgreSQL", server.url(), arguments)
    return 0


def _measure(name: str, url: str, arguments: list[str]) -> None:
    """In a process and a data folder of its own, with the settings of production."""
    with tempfile.TemporaryDirectory(prefix="worksbill-poll-") as folder:
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WORKSBILL_", "DJANGO_", "REDIS_"))
        }
        env |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DATABASE_URL": url,
            "WORKSBILL_DATA_DIR": folder,
        }
        command = [sys.executable, "-m", "tests.bench.poll.one_database", name]
        subprocess.run([*command, *arguments], env=env, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
