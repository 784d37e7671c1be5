"""`make test-postgres`: the whole suite on a PostgreSQL server of its own, which is gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOW_TO_GET_IT = (
    "PostgreSQL is needed for this. On Debian or Ubuntu: apt install postgresql"
)
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off "
    "-c synchronous_commit=off -c max_connections=300"
)


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*places, *([Path(on_path).parent] if on_path else [])]
    return next((place for place in candidates if (place / "initdb").exists()), None)


def main(arguments: list[str]) -> int:
    if find_programs() is None:
        sys.stderr.write(f"{HOW_TO_GET_IT}\n")
        return 1
    with own_server() as url:
        env = {**os.environ, "DATABASE_URL": url}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=env, check=False).returncode


@contextmanager
def own_server() -> Iterator[str]:
    """The address of its database. Raises: FileNotFoundError, without the programs."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError(HOW_TO_GET_IT)
    with tempfile.TemporaryDirectory(prefix="worksbill-pg-") as name:
        folder = Path(name)
        data = folder / "data"
        run_as = _not_root(folder)
        _do(
            [programs / "initdb", "-D", data, "-U", "worksbill", "--auth=trust"], run_as
        )
        start = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _do([*start, "-o", f"{OPTIONS} -k {folder}", "start"], run_as)
        try:
            host = str(folder).replace("/", "%2F")
            yield f"postgres://worksbill@{host}/postgres"
        finally:
            _do([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], run_as)


def _not_root(folder: Path) -> str | None:
    """PostgreSQL does not start as root: then it runs as its own user."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return "postgres"


def _do(command: list[object], user: str | None) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        user=user,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
