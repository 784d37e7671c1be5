"""The web server of `manage.py serve`, on a free port, with the settings of the benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from jobs.supervisor.serving import web_command

WORKERS = 2
PATIENCE = 20.0  # seconds


@contextmanager
def web_server(**env: str) -> Iterator[int]:
    """Its port."""
    port = _free_port()
    process = subprocess.Popen(
        web_command("127.0.0.1", port, WORKERS),
        cwd=settings.BASE_DIR,
        env={**os.environ, **env},
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("The web server did not start.")
