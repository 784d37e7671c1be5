"""Jobs that really end, a mail server and a receiver of webhooks."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.engine.conftest import run
from tests.jobs.notices import smtp_server
from tests.jobs.serve.conftest import free_port

__all__ = ["run"]

collect_ignore = ["smtp_server.py"]


@pytest.fixture
def mail_server(settings, tmp_path: Path) -> Iterator[Path]:
    """The folder in which the mail server keeps what it takes."""
    folder = tmp_path / "mails"
    folder.mkdir()
    port = free_port()
    with subprocess.Popen(
        [sys.executable, smtp_server.__file__, str(folder), str(port)],
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout
        assert server.stdout.readline() == b"listening\n"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = port
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = smtp_server.USER
        settings.EMAIL_HOST_PASSWORD = smtp_server.PASSWORD
        yield folder
        server.kill()


class Receiver:
    """A web server that keeps what is posted to it and answers as the test says."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], str]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b"thank you"
        self.pause = 0.0  # seconds before each byte of the body
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.posts.append((dict(self.headers), body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # the other end may have had enough
                    self.answer()

            def answer(self) -> None:
                size = 1 if receiver.pause else len(receiver.body)
                for start in range(0, len(receiver.body), size):
                    time.sleep(receiver.pause)
                    self.wfile.write(receiver.body[start : start + size])

            do_GET = do_POST

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?office=1"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    receiver = Receiver()
    yield receiver
    receiver.close()
