"""A program beside the tests: it ends when they end, however that happens. Needs no Django."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from jobs.processes import leash


def wait_until(condition: Callable[[], object], *, seconds: float = 30) -> None:
    """Returns as soon as the condition holds; fails when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """Started on a leash, in a session of its own; what it says is in `log`."""

    def __init__(
        self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        found = shutil.which(command[0])
        assert found, f"{command[0]} is not installed"
        self.log = log
        self._command = [found, *command[1:]]
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        if self.is_running:
            return
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, leash.__file__, str(os.getpid()), *self._command],
                stdout=log,
                stderr=log,
                env=self._env,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL for all of it, as when the power fails."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
