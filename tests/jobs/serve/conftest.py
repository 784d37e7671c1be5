"""`manage.py serve` as a user starts it, each time in a data folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings

from tests.jobs.engine.workers import wait_until
from tests.servers.processes import free_port

ASK = """
import json, sys, django
django.setup()
from tests.jobs.serve import office
print(json.dumps(getattr(office, sys.argv[1])(*sys.argv[2:])))
"""


class Serve:
    def __init__(self, data: Path, output: Path, **env: str) -> None:
        self.data, self.output, self.port = data, output, free_port()
        self.env = {
            **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
            "DJANGO_SETTINGS_MODULE": "tests.jobs.engine.quick_settings",
            "WORKSBILL_DATA_DIR": str(data),
            **env,
        }
        with output.open("wb") as written:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        self._seen: dict[int, psutil.Process] = {}

    def says(self, words: str) -> bool:
        return words in self.output.read_text()

    def wait_for_address(self) -> None:
        address = f"http://127.0.0.1:{self.port}/"
        wait_until(lambda: self.process.poll() is not None or self.says(address))
        assert self.process.poll() is None, self.output.read_text()

    def get(self) -> int:
        """The status of the sign-in page."""
        url = f"http://127.0.0.1:{self.port}/"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def below(self) -> list[psutil.Process]:
        """Every process that it ever had, as far as they were asked for."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            self._seen[process.pid] = process
        return list(self._seen.values())

    def child(self, *words: str) -> psutil.Process:
        """The first process below whose command line has all the words."""
        for process in self.below():
            if process.is_running() and all(
                any(word in part for part in process.cmdline()) for word in words
            ):
                return process
        raise AssertionError(f"no process below has {words}")

    def left_over(self) -> list[psutil.Process]:
        return [
            process
            for process in self._seen.values()
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        ]

    def ask(self, question: str, *arguments: str) -> Any:
        """The answer of tests/jobs/serve/office.py, asked in another process."""
        answer = subprocess.run(
            [sys.executable, "-c", ASK, question, *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(answer.stdout)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def close(self) -> None:
        if self.process.poll() is None:
            self.below()
            self.process.kill()
            self.process.wait()
        for process in self.left_over():
            process.kill()


@pytest.fixture
def start_serve(tmp_path) -> Iterator[Callable[..., Serve]]:
    """Starts it; the folder is the test's own, so a second start finds the data."""
    started: list[Serve] = []

    def start(data: Path | None = None, **env: str) -> Serve:
        output = tmp_path / f"serve{len(started)}.txt"
        started.append(Serve(data or tmp_path / "data", output, **env))
        return started[-1]

    yield start
    for serve in started:
        serve.close()


def wait_for_exit(serve: Serve) -> int:
    deadline = time.monotonic() + 30
    while serve.process.poll() is None:
        assert time.monotonic() < deadline, "serve went on"
        time.sleep(0.02)
    return serve.process.returncode
