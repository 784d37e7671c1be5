"""OpenStack Swift as an S3 store that checks every signature: one device, one copy, gone afterwards."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.servers.processes import Program, free_port, wait_until

HOW_TO_GET_IT = (
    "An S3 store that checks signatures is needed for this. On Debian or Ubuntu: "
    "apt install swift-proxy swift-account swift-container swift-object memcached"
)
PARTS = ("account", "container", "object")
PYTHON = "/usr/bin/python3"  # Debian's, to which its Swift belongs

RINGS = """
import sys
from swift.common.ring import RingBuilder
folder, host, *ports = sys.argv[1:]
for name, port in zip(("account", "container", "object"), ports):
    rings = RingBuilder(part_power=1, replicas=1, min_part_hours=0)
    place = {"region": 1, "zone": 1, "ip": host, "port": int(port), "device": "disk"}
    rings.add_dev({**place, "weight": 1, "replication_ip": host, "replication_port": int(port)})
    rings.rebalance()
    rings.get_ring().save(f"{folder}/{name}.ring.gz")
"""
COMMON = """\
[DEFAULT]
bind_ip = {host}
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}
mount_check = false
disable_fallocate = true
fallocate_reserve = 0

"""
PART = """\
[pipeline:main]
pipeline = {name}-server

[app:{name}-server]
use = egg:swift#{name}
"""
FILTERS = [
    "catch_errors",
    "gatekeeper",
    "healthcheck",
    "cache",
    "listing_formats",
    "s3api",
    "tempauth",
    "copy",
    "slo",
    "dlo",
    "versioned_writes",
]
FILTER_OPTIONS = {
    "cache": "memcache_servers = {host}:{memcache_port}\n",
    "s3api": "location = {region}\n",
    "tempauth": "user_worksbill_office = {secret_key} .admin\n",
}


class SwiftServer:
    """Its address can be shut and opened again without losing what is stored.

    `on` is put before each command, e.g. to run it in a network namespace with `host`.
    """

    access_key = "worksbill:office"
    secret_key = "a-secret-of-the-store"
    region = "us-east-1"
    checks_signatures = True

    def __init__(self, host: str = "127.0.0.1", on: Sequence[str] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="worksbill-swift-", dir=_place_with_attributes()
        )
        self._on = list(on)
        self.host = host
        self._ports = [free_port() for _ in range(5)]
        self.url = f"http://{host}:{self._ports[3]}"
        folder = Path(self._folder.name)
        (folder / "disk").mkdir()
        self._write_settings(folder)
        command = ["memcached", "-l", host, "-p", str(self._ports[4])]
        command += ["-U", "0", "-m", "16", "-u", getpass.getuser()]
        self._programs = [
            Program([*on, *command], log=folder / "memcached.log"),
            *(self._program(folder, name) for name in (*PARTS, "proxy")),
        ]

    def start(self) -> None:
        for program in self._programs:
            program.start()
        wait_until(self._answers, seconds=60)

    def kill(self) -> None:
        """Nobody answers any more; what was stored is kept."""
        self._programs[-1].kill()

    def close(self) -> None:
        for program in reversed(self._programs):
            program.kill()
        self._folder.cleanup()

    def _program(self, folder: Path, name: str) -> Program:
        command = [f"swift-{name}-server", str(folder / f"{name}-server.conf"), "-v"]
        return Program([*self._on, *command], log=folder / f"{name}.log")

    def _write_settings(self, folder: Path) -> None:
        values = {
            "host": self.host,
            "user": getpass.getuser(),
            "folder": folder,
            "region": self.region,
            "secret_key": self.secret_key,
            "memcache_port": self._ports[4],
        }
        for name, port in zip(PARTS, self._ports, strict=False):
            text = (COMMON + PART).format(**values, name=name, port=port)
            (folder / f"{name}-server.conf").write_text(text)
        text = (COMMON + _proxy_pipeline()).format(**values, port=self._ports[3])
        (folder / "proxy-server.conf").write_text(text)
        ports = [str(port) for port in self._ports[:3]]
        subprocess.run(
            [PYTHON, "-c", RINGS, str(folder), self.host, *ports], check=True
        )

    def _answers(self) -> bool:
        dead = [program for program in self._programs if not program.is_running]
        assert not dead, dead[0].log.read_text()
        with suppress(OSError, urllib.error.URLError):
            address = f"{self.url}/healthcheck"
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - ours
                return True
        return False


def is_installed() -> bool:
    programs = [f"swift-{name}-server" for name in (*PARTS, "proxy")]
    return all(shutil.which(program) for program in [*programs, "memcached"])


def _proxy_pipeline() -> str:
    parts = [f"[pipeline:main]\npipeline = {' '.join(FILTERS)} proxy-server\n"]
    parts += ["[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n"]
    for name in FILTERS:
        egg = "memcache" if name == "cache" else name
        options = FILTER_OPTIONS.get(name, "")
        parts.append(f"[filter:{name}]\nuse = egg:swift#{egg}\n{options}")
    return "\n".join(parts)


def _place_with_attributes() -> str:
    """A folder for temporary files on a disk that takes extended attributes: Swift uses them."""
    for place in (tempfile.gettempdir(), "/var/tmp"):  # noqa: S108 - a folder is made in it
        with tempfile.NamedTemporaryFile(dir=place) as probe, suppress(OSError):
            os.setxattr(probe.name, "user.probe", b"1")
            return place
    raise AssertionError("No folder for temporary files takes extended attributes.")
