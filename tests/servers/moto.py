"""moto as an S3 store for the quick tests: it starts in a second, and checks no signature."""

from __future__ import annotations

import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers.processes import Program, free_port, wait_until


class MotoServer:
    """What it stored is gone when it is shut."""

    access_key = "worksbill"
    secret_key = "a-secret-of-the-store"
    region = "us-east-1"
    checks_signatures = False

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="worksbill-moto-")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "moto.server", "-p", str(port)]
        self._program = Program(command, log=Path(self._folder.name) / "log")

    def start(self) -> None:
        self._program.start()
        wait_until(self._answers)

    def kill(self) -> None:
        self._program.kill()

    def close(self) -> None:
        self.kill()
        self._folder.cleanup()

    def _answers(self) -> bool:
        address = urlsplit(self.url)
        with (
            suppress(OSError),
            socket.create_connection(
                (str(address.hostname), int(address.port or 0)), timeout=5
            ),
        ):
            return True
        return False
