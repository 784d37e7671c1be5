"""Asking the sources of advisories, through pip-audit and npm; neither installs anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

from tests.audit.locks import NPM
from tests.audit.verdict import Answer, Hole

# Advisories that we live with: the id, then why and since when.
ACCEPTED: dict[str, str] = {}

PATIENCE = 300  # seconds for all packages of a source


def ask_pip_audit(lock: str, service: str, *more: str) -> Answer:
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock]
    command += ["--require-hashes", "--disable-pip", "--no-deps"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    command += ["--vulnerability-service", service, *more]
    for advisory in ACCEPTED:
        command += ["--ignore-vuln", advisory]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        found = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return Answer(service, "python", silence="it did not answer in time")
    except ValueError:
        lines = done.stderr.strip().splitlines() or ["no answer"]
        return Answer(service, "python", silence=lines[-1][:160])
    return Answer(
        service,
        "python",
        judged=frozenset(it["name"] for it in found if "skip_reason" not in it),
        unjudged=frozenset(it["name"] for it in found if "skip_reason" in it),
        holes=[
            Hole(it["name"], it["version"], hole["id"], ", ".join(hole["fix_versions"]))
            for it in found
            for hole in it.get("vulns", [])
        ],
    )


def ask_npm() -> Answer:
    npm = shutil.which("npm")
    if npm is None:
        return Answer("npm audit", "npm", silence="npm is not installed")
    try:
        done = subprocess.run(
            [npm, "audit", "--json", "--package-lock-only"],
            cwd=NPM,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        found = json.loads(done.stdout)["vulnerabilities"]
    except subprocess.TimeoutExpired:
        return Answer("npm audit", "npm", silence="it did not answer in time")
    except (ValueError, KeyError):
        return Answer("npm audit", "npm", silence="the index gives no advisories")
    return Answer(
        "npm audit",
        "npm",
        holes=[
            Hole(f"npm:{name}", hole.get("range", ""), hole.get("severity", ""), "")
            for name, hole in found.items()
        ],
    )
