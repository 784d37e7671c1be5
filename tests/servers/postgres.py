"""A PostgreSQL server of the tests' own, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier

HOW_TO_GET_IT = (
    "PostgreSQL is needed for this. On Debian or Ubuntu: apt install postgresql"
)
OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c max_connections=300"
)


class PostgresServer:
    """Used as a context; on a socket of its own, or on the address `host`.

    `on` is put before each command, e.g. to run it in a network namespace with `host`.
    """

    def __init__(
        self, host: str = "", port: int = 5432, on: Sequence[str] = ()
    ) -> None:
        programs = find_programs()
        assert programs is not None, HOW_TO_GET_IT
        self._programs = programs
        self._folder = tempfile.TemporaryDirectory(prefix="worksbill-pg-")
        self._data = Path(self._folder.name) / "data"
        self._listen = host
        self._port = port
        self._on = [*on, *_not_root(Path(self._folder.name))]

    def __enter__(self) -> PostgresServer:
        self._do("initdb", "-U", "worksbill", "--auth=trust")
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"{rules.read_text()}\nhost all all samenet trust\n")
        where = f"-c listen_addresses='{self._listen}' -p {self._port}"
        options = f"{OPTIONS} {where} -k {self._folder.name}"
        log = str(Path(self._folder.name) / "log")
        self._do("pg_ctl", "-w", "-l", log, "-o", options, "start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._do("pg_ctl", "-m", "immediate", "stop")
        self._folder.cleanup()

    def url(self, database: str = "postgres") -> str:
        host = self._listen or self._folder.name.replace("/", "%2F")
        return f"postgres://worksbill@{host}:{self._port}/{database}"

    def make_database(self, name: str) -> str:
        """The address of a new, empty one."""
        self._order("CREATE DATABASE {}", name)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self._order("DROP DATABASE {} WITH (FORCE)", name)

    def _order(self, order: LiteralString, name: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(SQL(order).format(Identifier(name)))

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        subprocess.run(
            [*self._on, *command], check=True, stdout=subprocess.DEVNULL, cwd="/"
        )


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*places, *([Path(on_path).parent] if on_path else [])]
    return next((place for place in candidates if (place / "initdb").exists()), None)


def _not_root(folder: Path) -> list[str]:
    """PostgreSQL does not start as root: then it runs as its own user."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    group = str(user.pw_gid)
    return ["setpriv", "--reuid", "postgres", "--regid", group, "--clear-groups"]
