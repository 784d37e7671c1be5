"""The web server of production, with the bare view beside the product."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings

from jobs.supervisor.serving import web_command

HOST, WORKERS = "127.0.0.1", 2
PATIENCE = 120.0  # seconds; a busy machine takes its time


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process

    def ask(self, path: str, cookie: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("GET", path, headers=poll_headers(cookie))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def processor_seconds(self) -> float:
        """What the processes that answer have used so far."""
        times = [child.cpu_times() for child in self.process.children()]
        return float(sum(each.user + each.system for each in times))


def poll_headers(cookie: str) -> dict[str, str]:
    """What the browser sends with a poll."""
    return {
        "Host": "localhost",
        "HX-Request": "true",
        "HX-Current-URL": "http://localhost/jobs/",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "en-IN,en;q=0.9",
        "Referer": "http://localhost/jobs/",
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
        "Cookie": cookie,
    }


@contextmanager
def running_server() -> Iterator[Server]:
    port = _free_port()
    command = [
        "tests.bench.poll.bare:application"
        if part == "project.wsgi:application"
        else part
        for part in web_command(HOST, port, WORKERS)
    ]
    log = Path(settings.DATA_DIR) / "web.log"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings"}
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env=env) as process,
    ):
        server = Server(port, psutil.Process(process.pid))
        try:
            _wait_for(server, log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(server: Server, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            status, _ = server.ask("/healthz")
        except OSError:
            status = 0
        if status == 200:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"The web server did not start: {log.read_text()}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port
