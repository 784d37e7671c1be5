"""Hosts as network namespaces around one bridge, each with an address, a name and a link that can be cut."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMESPACES = "TEST_HOSTS_IN_NAMESPACES"
HERE = "10.77.0.1"  # whoever asks the hosts, from the bridge itself
SWITCH = "switch"
# All of it lives in namespaces that end with the first process in them, however it ends.
UNSHARE = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"]
UNSHARE += ["--mount-proc"]


def are_permitted() -> bool:
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "ip"))):
        return False
    probe = "mount -t tmpfs none /run && mkdir /run/netns && ip netns add probe"
    tried = subprocess.run([*UNSHARE, "sh", "-c", probe], check=False)
    return tried.returncode == 0


def in_use() -> bool:
    return NAMESPACES in os.environ


def enter() -> None:
    """Starts this program again inside the namespaces; comes back only there."""
    if not in_use():
        os.environ[NAMESPACES] = "1"
        command = [*UNSHARE, sys.executable, "-m", "tests.hosts", *sys.argv[1:]]
        os.execvp(command[0], command)  # noqa: S606 - our own command line
    _sh("mkdir -p /run/netns && mount -t tmpfs none /run/netns")
    _sh(f"ip link set lo up && ip link add {SWITCH} type bridge")
    _sh(f"ip addr add {HERE}/24 dev {SWITCH} && ip link set {SWITCH} up")


class Place:
    """Where a host's programs run: in a namespace with a link of its own, or simply here."""

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.address = f"10.77.0.{number}" if in_use() else "127.0.0.1"
        self._port = f"port{number}"
        self.on: list[str] = []  # goes before each command
        if in_use():
            self.on = ["ip", "netns", "exec", name, "unshare", "--uts"]
            self.on += ["sh", "-c", 'hostname "$0" && exec "$@"', name]
            self._connect()

    def cut_off(self) -> None:
        """Its programs live on and reach nobody."""
        _sh(f"ip link set {self._port} down")

    def plug_in(self) -> None:
        _sh(f"ip link set {self._port} up")

    def _connect(self) -> None:
        _sh(f"ip netns add {self.name}")
        _sh(f"ip link add {self._port} type veth peer name eth0 netns {self.name}")
        _sh(f"ip link set {self._port} master {SWITCH} up")
        inside = f"ip -n {self.name}"
        _sh(f"{inside} addr add {self.address}/24 dev eth0")
        _sh(f"{inside} link set lo up && {inside} link set eth0 up")


def _sh(command: str) -> None:
    subprocess.run(["sh", "-c", command], check=True)
