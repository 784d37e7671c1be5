"""The units of docs/deploy start what the code expects, and give a worker the time that it takes to stop."""

from __future__ import annotations

import getpass
import re
import shlex
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from jobs.supervisor.serving import worker_command, worker_env

ROOT = Path(settings.BASE_DIR)
UNITS = sorted((ROOT / "docs" / "deploy").glob("*.service"))
INSTALLED = "/opt/worksbill"


def value(unit: Path, key: str) -> str:
    [found] = re.findall(rf"^{key}=(.*)$", unit.read_text(), re.MULTILINE)
    return str(found)


def unit(name: str) -> Path:
    return ROOT / "docs" / "deploy" / f"worksbill-{name}.service"


def test_systemd_understands_them(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze reads the units")
    for path in UNITS:
        text = path.read_text().replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        text = text.replace(INSTALLED, str(ROOT))
        text = text.replace("User=worksbill", f"User={getpass.getuser()}")
        (tmp_path / path.name).write_text(text)

    names = [str(tmp_path / path.name) for path in UNITS]
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(UNITS) == 3
    about_ours = [line for line in told.stderr.splitlines() if "worksbill" in line]
    assert (told.returncode, about_ours) == (0, [])


def test_the_worker_is_started_as_serve_starts_it():
    command = shlex.split(value(unit("worker"), "ExecStart"))
    env = dict(pair.split("=") for pair in value(unit("worker"), "Environment").split())

    assert command[1:] == worker_command()[1:]
    assert env == worker_env()


def test_a_worker_has_longer_to_stop_than_it_takes():
    patience = timedelta(seconds=int(value(unit("worker"), "TimeoutStopSec")))

    assert patience > settings.WORKER_STOP_GRACE + timedelta(seconds=5)


def test_the_web_server_is_one_that_gunicorn_takes():
    command = shlex.split(value(unit("web"), "ExecStart"))

    told = subprocess.run(
        [sys.executable, *command[1:], "--check-config"], cwd=ROOT, check=False
    )

    assert told.returncode == 0


def test_the_sweeper_is_a_command():
    command = shlex.split(value(unit("sweeper"), "ExecStart"))

    told = subprocess.run(
        [sys.executable, *command[1:], "--help"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert "--every" in told.stdout
