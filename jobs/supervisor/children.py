"""One program under the supervisor: its start, its end, its log; which programs there are is not here."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from jobs.processes import leash

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a dead child is started again
SETTLED_AFTER = 60.0  # seconds; a child that lived so long starts with a short pause
LOG_MAX_BYTES = 5_000_000
TROUBLE = re.compile(r"\b(ERROR|CRITICAL)\b")


class Child:
    """A program in a session of its own, so that the terminal's Ctrl-C does not reach it.

    Start it from a thread that lives as long as the program shall: the kernel ties the
    leash to the starting thread.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        log: Path,
        env: Mapping[str, str],
    ) -> None:
        self.name = name
        self.log = log
        self.lives = 0
        self._command = command
        self._folder = folder
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0  # this and the next on the monotonic clock
        self._start_again_at = 0.0
        self._pause = FIRST_PAUSE
        self._log_read = 0

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def worker_id(self) -> str:
        """The name under which this life of the child holds jobs."""
        return f"{self._env['WORKSBILL_WORKER_ID']}.{self.name}{self.lives}"

    def start(self) -> None:
        self.lives += 1
        self._started_at = time.monotonic()
        self._rotate_log()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command lines
                [
                    sys.executable,
                    "-I",
                    str(Path(leash.__file__)),
                    str(os.getpid()),
                    *self._command,
                ],
                cwd=self._folder,
                env={**self._env, "WORKSBILL_WORKER_ID": self.worker_id},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def take_exit(self) -> int | None:
        """The exit status, once, of a child that has ended; nothing of it is left then."""
        if self._process is None or self._process.poll() is None:
            return None
        status = self._process.returncode
        self._kill_group()
        self._process = None
        now = time.monotonic()
        if now - self._started_at > SETTLED_AFTER:
            self._pause = FIRST_PAUSE
        self._start_again_at = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        return status

    def is_due(self) -> bool:
        """Whether a child that has ended may be started again by now."""
        return self._process is None and time.monotonic() >= self._start_again_at

    def stop(self, grace: float) -> None:
        """Asks the program to end and, after `grace` seconds, ends it with all below it."""
        if self._process is None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(grace)
        self._kill_group()
        self._process.wait()
        self._process = None

    def read_trouble(self) -> list[str]:
        """What the log says of errors since the last call."""
        try:
            with self.log.open("rb") as log:
                log.seek(self._log_read)
                news = log.read()
        except FileNotFoundError:
            return []
        # A line that is still being written is read next time.
        news = news[: news.rfind(b"\n") + 1]
        self._log_read += len(news)
        lines = news.decode(errors="replace").splitlines()
        return [line for line in lines if TROUBLE.search(line)]

    def _kill_group(self) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _rotate_log(self) -> None:
        self.log.parent.mkdir(exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_MAX_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        self._log_read = self.log.stat().st_size if self.log.exists() else 0
