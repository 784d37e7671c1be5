"""The audit fails on a known hole, passes on a clean answer, and never takes silence for one."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.audit.locks import (
    ROOT,
    check_npm_lock,
    check_python_lock,
    find_yanked,
)
from tests.audit.verdict import Answer, report

LOCK = f"left-pad==1.0.0 --hash=sha256:{'a' * 64}\nright-pad==2.0.0 --hash=sha256:{'b' * 64}\n"
HOLE = {
    "id": "OSV-2026-1",
    "summary": "Pads on the wrong side.",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "left-pad"},
            "versions": ["1.0.0"],
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}
            ],
        }
    ],
}


@pytest.fixture
def osv() -> Iterator[Callable[[dict[str, Any]], str]]:
    """A server of OSV's shape that knows the given holes by package."""
    servers: list[ThreadingHTTPServer] = []

    def serve(known: dict[str, Any]) -> str:
        class Osv(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                holes = known.get(asked["package"]["name"])
                body = json.dumps({"vulns": [holes]} if holes else {}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """A test prints nothing."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Osv))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/v1/query"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK)
    command = [sys.executable, "-m", "tests.audit"]

    def run(url: str, *more: str, **env: str) -> tuple[int, str]:
        done = subprocess.run(
            [*command, "--lock", str(lock), "--osv-url", url, *more],
            cwd=ROOT,
            env={**os.environ, "NO_PROXY": "127.0.0.1", **env},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_known_hole_fails_and_is_named_with_the_version_that_mends_it(osv, audit):
    status, text = audit(osv({"left-pad": HOLE}))

    assert status == 1, text
    assert "left-pad 1.0.0" in text
    assert "OSV-2026-1" in text
    assert "mended in 1.1" in text


def test_a_clean_answer_passes_also_strictly(osv, audit):
    status, text = audit(osv({}), "--strict")

    assert status == 0, text
    assert "No known holes." in text
    assert "NOT AUDITED" not in text


@pytest.mark.parametrize("how", [["--strict"], []])
def test_silence_is_said_aloud_and_fails_where_one_is_strict(audit, how):
    status, text = audit("http://127.0.0.1:1/v1/query", *how)

    assert "NOT AUDITED: osv:" in text
    assert "NOT AUDITED by anybody: all python packages" in text
    assert "No known holes" not in text
    assert status == len(how)


def test_the_environment_makes_it_strict(audit):
    status, _ = audit("http://127.0.0.1:1/v1/query", WORKSBILL_AUDIT_STRICT="1")

    assert status == 1


def test_what_one_source_does_not_know_another_may_answer_for():
    short = Answer("pypi", "python", frozenset({"a"}), frozenset({"b"}))
    whole = Answer("osv", "python", frozenset({"a", "b"}))

    assert report([], [short], is_strict=True)[1] == 1
    assert report([], [short, whole], is_strict=True)[1] == 0


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (f"a==1.0 --hash=sha256:{'a' * 64}", []),
        (f"a[x]==1.0 ; python_version < '3.12' --hash=sha256:{'a' * 64}", []),
        ("a==1.0", ["a==1.0 has no hash."]),
        (f"a>=1.0 --hash=sha256:{'a' * 64}", ["a>=1.0 is not pinned to one version."]),
        (f"a==1.* --hash=sha256:{'a' * 64}", ["a==1.* is not pinned to one version."]),
    ],
)
def test_a_requirement_needs_one_version_and_its_hashes(tmp_path, line, wrong):
    lock = tmp_path / "lock.txt"
    lock.write_text(f"# chosen by make lock\n{line}\n    # via b\n")

    assert list(check_python_lock(str(lock))) == wrong


@pytest.mark.parametrize("name", ["base", "dev", "bench"])
def test_our_locks_are_pinned_and_hashed(name):
    assert list(check_python_lock(str(ROOT / "requirements" / f"{name}.txt"))) == []


def test_the_lock_of_the_style_sheet_is_pinned_and_hashed(tmp_path):
    assert list(check_npm_lock()) == []

    (tmp_path / "package.json").write_text('{"devDependencies": {"a": "^1.0.0"}}')
    packages = {"": {}, "node_modules/a": {"version": "1.0.0"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    assert list(check_npm_lock(tmp_path)) == [
        "npm: a ^1.0.0 is not one version.",
        "npm: node_modules/a has no hash.",
    ]


@pytest.mark.parametrize("mark", ["", ' data-yanked="wrong rates"'])
def test_a_version_that_was_withdrawn_is_found(tmp_path, monkeypatch, mark):
    folder = tmp_path / "simple" / "left-pad"
    folder.mkdir(parents=True)
    wheel = folder / "left_pad-1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as parts:
        about = "left_pad-1.0.0.dist-info"
        parts.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: left-pad\nVersion: 1.0.0"
        )
        parts.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        parts.writestr(f"{about}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    page = f'<a href="{wheel.name}#sha256={digest}"{mark}>{wheel.name}</a>'
    (folder / "index.html").write_text(page)
    lock = tmp_path / "lock.txt"
    lock.write_text(f"left-pad==1.0.0 --hash=sha256:{digest}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "simple").as_uri())
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)

    found = list(find_yanked(str(lock)))

    assert len(found) == bool(mark), found
    assert found == [text for text in found if text.startswith("left-pad")]
