"""The parts that a chaos run starts, kills and starts again: Redis, two workers, a sweeper."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
from django.conf import settings
from django.db import transaction

from jobs.supervisor.serving import worker_command, worker_env
from tests.jobs.engine.redis_server import RedisServer
from tests.jobs.engine.workers import database_url

FROZEN_FOR = 4.0  # seconds; longer than a job may be silent


class Part:
    """A program that dies and comes back."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], log: Path):
        self.name, self._command, self._env, self._log = name, command, env, log
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=settings.BASE_DIR,
                env=self._env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL for all of it, as when the power fails."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def kill_child(self) -> None:
        """SIGKILL for a process below it: the one that does the work, or its child."""
        below = self._below()
        if below:
            with suppress(psutil.NoSuchProcess):
                random.choice(below).kill()  # noqa: S311 - no secret

    def ask_to_stop(self) -> None:
        if self._process:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(6)
        self.kill()

    def freeze(self) -> None:
        """Stopped for longer than it may be silent, then on as if nothing had been."""
        below = self._below()
        with suppress(psutil.NoSuchProcess):
            with transaction.atomic():  # never while it holds SQLite's write lock
                for process in below:
                    process.suspend()
                time.sleep(0.1)
            time.sleep(FROZEN_FOR)
        for process in below:
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def revive(self) -> None:
        if self._process is None or self._process.poll() is not None:
            self.kill()  # what is left of its group
            self.start()

    def _below(self) -> list[psutil.Process]:
        if self._process is None:
            return []
        with suppress(psutil.NoSuchProcess):
            below: list[psutil.Process] = psutil.Process(self._process.pid).children(
                recursive=True
            )
            return below
        return []


class World:
    """Everything but the one who submits."""

    def __init__(self, folder: Path) -> None:
        self.redis = RedisServer()
        self.redis.start()
        env = {
            **os.environ,
            **worker_env(),
            "DJANGO_SETTINGS_MODULE": "tests.jobs.chaos.worker_settings",
            "DATABASE_URL": database_url(),
            "TEST_MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "REDIS_URL": self.redis.url,
            "WORKSBILL_JOBS_PER_OFFICE": "0",
        }
        self.workers = [
            Part(
                name,
                worker_command(),
                {**env, "WORKSBILL_WORKER_ID": name},
                folder / f"{name}.log",
            )
            for name in ("host-one", "host-two")
        ]
        sweep = [sys.executable, "manage.py", "sweep_jobs", "--every", "1"]
        self.sweeper = Part("sweeper", sweep, env, folder / "sweeper.log")

    def revive(self) -> None:
        for part in (*self.workers, self.sweeper):
            part.revive()

    def close(self) -> None:
        for part in (*self.workers, self.sweeper):
            part.kill()
        self.redis.close()
