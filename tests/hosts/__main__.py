"""`make test-hosts`: a database host, a store host, two web and two worker hosts, and the tests that lose some."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hosts import network
from tests.servers import postgres, swift
from tests.servers.processes import Program, free_port

NO_NAMESPACES = (
    "Network namespaces are not permitted here: the hosts are processes with folders of "
    "their own on one address, and no link is cut."
)


def main(arguments: list[str]) -> int:
    needs = [] if postgres.find_programs() else [postgres.HOW_TO_GET_IT]
    needs += [] if swift.is_installed() else [swift.HOW_TO_GET_IT]
    if needs:
        sys.stderr.write("\n".join([*needs, ""]))
        return 1
    if network.in_use() or network.are_permitted():
        network.enter()
    else:
        sys.stdout.write(f"{NO_NAMESPACES}\n")
    return run(arguments)


def run(arguments: list[str]) -> int:
    data, files = network.Place("data", 2), network.Place("files", 3)
    redis_port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="worksbill-hosts-") as folder,
        postgres.PostgresServer(data.address, free_port(), data.on) as database,
    ):
        redis = ["redis-server", "--bind", data.address, "--port", str(redis_port)]
        redis += ["--protected-mode", "no", "--save", "", "--dir", folder]
        queue = Program([*data.on, *redis], log=Path(folder) / "redis.log")
        store = swift.SwiftServer(files.address, files.on)
        try:
            queue.start()
            store.start()
            env = {
                **os.environ,
                "TEST_HOSTS_FOLDER": folder,
                "DATABASE_URL": database.url(),
                "REDIS_URL": f"redis://{data.address}:{redis_port}/0",
                "DJANGO_SECRET_KEY": "one key for all hosts",
                "WORKSBILL_DATA_DIR": str(Path(folder) / "here"),
                "WORKSBILL_S3_BUCKET": "office-files",
                "WORKSBILL_S3_ENDPOINT": store.url,
                "WORKSBILL_S3_REGION": store.region,
                "AWS_ACCESS_KEY_ID": store.access_key,
                "AWS_SECRET_ACCESS_KEY": store.secret_key,
            }
            command = [sys.executable, "-m", "pytest", "-q", "tests/hosts"]
            command += ["--ds", "tests.hosts.host_settings", *arguments]
            return subprocess.run(command, env=env, check=False).returncode
        finally:
            store.close()
            queue.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
