"""Starting the three programs in order, keeping them alive, and stopping them in the other order."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from jobs import engine
from jobs.supervisor.checks import CannotServe
from jobs.supervisor.children import Child
from jobs.supervisor.redis_server import (
    choose_socket,
    find_redis_server,
    redis_command,
    socket_url,
)

TICK = 0.2  # seconds
REDIS_PATIENCE = 10.0  # seconds; a long append-only file takes a while to load
WEB_GRACE, REDIS_GRACE = 6.0, 5.0  # seconds
STARTS_BEFORE_GIVING_UP = 3

NO_REDIS = (
    "Without a redis-server jobs run inside the web server. That is enough for a trial; "
    "for daily use install redis-server."
)


class Supervisor:
    """Call `run` from the main thread; it returns when the user stops it."""

    def __init__(self, *, host: str, port: int, say: Callable[[str], None]) -> None:
        self._host, self._port, self._say = host, port, say
        self._stop_asked = False
        self._answered = False
        self._children: list[Child] = []
        self._stop_sweeping = threading.Event()
        self._sweeper: threading.Thread | None = None
        self._private_folder: Path | None = None
        folder = f"{socket.gethostname()}:{settings.DATA_DIR}"
        self._worker_id = f"serve-{hashlib.sha256(folder.encode()).hexdigest()[:10]}"

    def catch_signals(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal end `run` in good order."""
        # A shell that starts us in the background has SIGINT ignored; who sends it all
        # the same means it. SIGHUP stays ignored under nohup.
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._ask_to_stop)

    def run(self) -> None:
        """Raises: CannotServe, when a program does not start at all."""
        # Nobody else serves this folder now, so what was held under its name is lost.
        self._release(self._worker_id, keep_attempt=True)
        try:
            self._start_all()
            while not self._stop_asked:
                self._look_after_children()
                time.sleep(TICK)
        finally:
            self._stop_all()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop_asked = True

    def _start_all(self) -> None:
        env = {**os.environ, "WORKSBILL_WORKER_ID": self._worker_id}
        url = settings.REDIS_URL or self._start_redis(env)
        # The children learn of the queue from the environment; this process, which
        # sends for the sweeper, from its settings.
        settings.REDIS_URL, settings.IN_PROCESS_BROKER = url, False
        if url:
            env["REDIS_URL"] = url
            self._add("worker", worker_command(), {**env, **worker_env()})
        else:
            env["WORKSBILL_IN_PROCESS_BROKER"] = "1"
            self._say(NO_REDIS)
        workers = 2 if url else 1
        self._add("web", web_command(self._host, self._port, workers), env)
        if url:
            self._start_sweeper()

    def _start_redis(self, env: dict[str, str]) -> str:
        """The address of the built-in Redis; "" when jobs are to run in the web server."""
        program = None if settings.IN_PROCESS_BROKER else find_redis_server()
        if program is None:
            return ""
        folder = settings.DATA_DIR / "redis"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = choose_socket(folder)
        self._private_folder = path.parent if path.parent != folder else None
        child = self._add("redis", redis_command(program, folder, path), env)
        url = socket_url(path)
        deadline = time.monotonic() + REDIS_PATIENCE
        while not _redis_answers(url):
            if child.take_exit() is not None or time.monotonic() > deadline:
                raise CannotServe(f"Redis did not start: {child.log} says why.")
            time.sleep(0.02)
        return url

    def _add(self, name: str, command: list[str], env: dict[str, str]) -> Child:
        child = Child(
            name,
            command,
            folder=settings.BASE_DIR,
            log=settings.DATA_DIR / "logs" / f"{name}.log",
            env=env,
        )
        self._children.append(child)
        child.start()
        return child

    def _start_sweeper(self) -> None:
        self._sweeper = threading.Thread(
            target=engine.keep_sweeping,
            args=(self._stop_sweeping, settings.JOB_SWEEP_EVERY),
            daemon=True,
        )
        self._sweeper.start()

    def _look_after_children(self) -> None:
        for child in self._children:
            status = child.take_exit()
            for line in child.read_trouble():
                self._say(f"{child.name}: {line} (more in {child.log})")
            if status is not None:
                self._mourn(child, status)
            elif child.is_due():
                child.start()
        if not self._answered and self._web_answers():
            self._answered = True
            self._say(f"Worksbill is at http://{self._address()}/  (Ctrl-C stops it)")

    def _mourn(self, child: Child, status: int) -> None:
        if (
            child.name == "web"
            and not self._answered
            and child.lives >= STARTS_BEFORE_GIVING_UP
        ):
            raise CannotServe(f"The web server did not start: {child.log} says why.")
        self._say(f"The {child.name} stopped (status {status}) and is started again.")
        self._release(child.worker_id)

    def _release(self, worker_id: str, *, keep_attempt: bool = False) -> None:
        """Queues what the dead worker held; failing that, the sweeper does it later."""
        try:
            engine.release_worker(worker_id, keep_attempt=keep_attempt)
        except (DatabaseError, InterfaceError) as error:
            self._say(f"The database does not answer: {error}")
        finally:
            connections.close_all()

    def _address(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)  # noqa: S104
        return f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}"

    def _web_answers(self) -> bool:
        server = http.client.HTTPConnection(self._address(), timeout=1)
        try:
            server.request("GET", "/")
            server.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            server.close()
        return True

    def _stop_all(self) -> None:
        """Web first, so that nothing new comes in; Redis last, so that nobody misses it."""
        self._stop_sweeping.set()
        if any(child.is_running for child in self._children):
            self._say("Stopping ...")
        try:
            self._stop("web", WEB_GRACE)
            self._stop("worker", settings.WORKER_STOP_GRACE.total_seconds() + 2)
            self._release(self._worker_id, keep_attempt=True)
            if self._sweeper:
                self._sweeper.join(timeout=5)
        finally:
            self._stop("redis", REDIS_GRACE)
            if self._private_folder:
                shutil.rmtree(self._private_folder, ignore_errors=True)

    def _stop(self, name: str, grace: float) -> None:
        for child in self._children:
            if child.name == name:
                child.stop(grace)


def worker_command() -> list[str]:
    grace = int(settings.WORKER_STOP_GRACE.total_seconds() * 1000)
    return [
        *(sys.executable, "-m", "dramatiq", "jobs.worker", "--skip-logging"),
        *("--processes", str(settings.WORKER_PROCESSES)),
        *("--threads", str(settings.WORKER_THREADS)),
        *("--worker-shutdown-timeout", str(grace)),
    ]


def worker_env() -> dict[str, str]:
    """Dramatiq's own settings; it reads them from the environment only."""
    return {
        # Looks for messages ten times a second: a job starts before the user wonders.
        "dramatiq_worker_timeout": "100",
        # The count includes running messages: more would hoard what others could do,
        # fewer would leave threads idle.
        "dramatiq_queue_prefetch": str(settings.WORKER_THREADS),
        "dramatiq_restart_delay": "1000",
    }


def web_command(host: str, port: int, workers: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "project.wsgi:application"),
        *("--bind", address, "--worker-class", "gthread"),
        *("--workers", str(workers), "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "4"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _redis_answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
