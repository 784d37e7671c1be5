"""`make test-postgres`: the whole suite on a PostgreSQL server of its own, which is gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.servers import postgres


def main(arguments: list[str]) -> int:
    if postgres.find_programs() is None:
        sys.stderr.write(f"{postgres.HOW_TO_GET_IT}\n")
        return 1
    with postgres.PostgresServer() as server:
        command = [sys.executable, "-m", "pytest", *arguments]
        env = {**os.environ, "DATABASE_URL": server.url()}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
