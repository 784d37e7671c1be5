"""What must be true before anything is started; each failure is one sentence that says what to do."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection


class CannotServe(Exception):
    """Something outside the program is in the way; the message says what to do."""

    code = "cannot_serve"


def check_data_folder(folder: Path) -> None:
    """Makes the folder when it is missing. Raises: CannotServe."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CannotServe(
            f"The data folder {folder} cannot be written ({error.strerror}): make it "
            "writable for this user, or name another one in WORKSBILL_DATA_DIR."
        ) from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keeps a second `serve` away from the data folder. Raises: CannotServe."""
    with (folder / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CannotServe(
                f"Worksbill already runs on the data folder {folder} (process "
                f"{lock.read().strip()}): stop it first, or name another folder in "
                "WORKSBILL_DATA_DIR."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def check_database() -> None:
    """Raises: CannotServe."""
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError, ImproperlyConfigured) as error:
        reason = str(error).splitlines()[0]
        raise CannotServe(
            f"The database does not answer ({reason}): start it, or correct "
            "DATABASE_URL, or unset it to use a file in the data folder."
        ) from error


def check_redis(url: str) -> None:
    """Raises: CannotServe. The message leaves out the password in the address."""
    try:
        with redis.Redis.from_url(
            url, socket_connect_timeout=3, socket_timeout=3
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        place = urlsplit(url)
        address = place.hostname or place.path or url
        raise CannotServe(
            f"Redis at {address} does not answer ({_first_line(error)}): start it, or "
            "correct REDIS_URL, or unset it to use the built-in one."
        ) from error


def check_port(host: str, port: int) -> None:
    """Raises: CannotServe."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotServe(
                    f"Port {port} is in use: stop the program that uses it, or choose "
                    "another one with --port."
                ) from error
            raise CannotServe(
                f"Address {host}, port {port}, cannot be used ({error.strerror}): "
                "choose others with --host and --port."
            ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
