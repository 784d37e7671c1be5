"""What the locks say by themselves and by the package index: pinned, hashed, not withdrawn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NPM = ROOT / "theme" / "static_src"

PINNED = re.compile(r"[\w.-]+(\[[\w,.-]+\])?==[^=*\s]+$")
EXACT = re.compile(r"\d+\.\d+\.\d+[\w.+-]*$")


def check_python_lock(path: str) -> Iterator[str]:
    """A sentence for each requirement without its exact version or its hashes."""
    text = Path(path).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        requirement = line.partition(" #")[0].strip()
        if not requirement or requirement.startswith("#"):
            continue
        wanted = re.split(r"\s*;|\s+--hash", requirement)[0].strip()
        if not PINNED.match(wanted):
            yield f"{wanted} is not pinned to one version."
        if "--hash=sha256:" not in requirement:
            yield f"{wanted} has no hash."


def check_npm_lock(folder: Path = NPM) -> Iterator[str]:
    """The same for the packages that build the style sheet."""
    wanted = json.loads((folder / "package.json").read_text())
    for section in ("dependencies", "devDependencies"):
        for name, version in wanted.get(section, {}).items():
            if not EXACT.match(version):
                yield f"npm: {name} {version} is not one version."
    lock = json.loads((folder / "package-lock.json").read_text())
    for place, package in lock["packages"].items():
        if not place or package.get("inBundle"):
            continue  # the project itself; and what its bundle's own hash covers
        if not EXACT.match(package.get("version", "")):
            yield f"npm: {place} is not pinned to one version."
        if not package.get("integrity", "").startswith("sha512-"):
            yield f"npm: {place} has no hash."


def find_yanked(path: str) -> Iterator[str]:
    """A sentence for each locked version that its authors have withdrawn.

    Nothing is installed; pip asks the index that it is set to, and has no other way to
    tell than a warning.
    """
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet"]
    command += ["--ignore-installed", "--no-deps", "--require-hashes"]
    done = subprocess.run(
        [*command, "--requirement", path], capture_output=True, text=True
    )
    if done.returncode:
        yield f"pip does not find what the lock names: {done.stderr.strip()[-300:]}"
    for name in re.findall(r"is a yanked version: '?([^'\s(]+)", done.stderr):
        yield f"{name} was withdrawn by its authors."
