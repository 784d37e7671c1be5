"""Rules that no linter knows: no float near money, no authored script, safe download links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MONEY_FOLDERS = [
    folder
    for pattern in ("*/domain", "*/readers", "*/writers", "*/renderers")
    for folder in ROOT.glob(pattern)
    if folder.parent.name in {"bills", "documents", "jobs"}
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = [
    path
    for folder in ("project", "organizations", "jobs", "bills", "documents", "tests")
    for path in (ROOT / folder).rglob("*.py")
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_look_at():
    assert len(MONEY_FOLDERS) >= 5
    assert len(TEMPLATES) >= 10


@pytest.mark.parametrize("folder", MONEY_FOLDERS, ids=name_of)
def test_no_float_is_made_where_money_is(folder):
    guilty = [
        name_of(path)
        for path in folder.rglob("*.py")
        if re.search(r"\bfloat\(", path.read_text())
    ]
    assert guilty == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
@pytest.mark.parametrize(
    "forbidden",
    [
        r"<script",
        r"\son[a-z]+\s*=",
        r"hx-on",
        r"\bjs:",
        r"\sstyle\s*=",
        r"<style",
        r"javascript:",
        r"hx-trigger=\"[^\"]*\[",
    ],
)
def test_no_script_or_inline_style_is_authored(template, forbidden):
    assert not re.search(forbidden, template.read_text(), re.IGNORECASE)


def test_no_script_file_is_authored():
    scripts = [
        path
        for folder in ("static", "templates", "theme")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".js", ".mjs", ".ts"} and "node_modules" not in path.parts
    ]
    assert scripts == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_download_link_is_left_to_the_browser(template):
    """htmx would put the bytes of a boosted download into the page."""
    links = re.findall(r"<a\b[^>]*>", template.read_text())
    for link in links:
        downloads = re.search(
            r"download_url|source_url|source\.url|_download'|sample_estimate", link
        )
        if downloads:
            assert 'hx-boost="false"' in link
            assert re.search(r"\bdownload\b(?!_)", link)


def test_only_the_job_engine_imports_dramatiq():
    importing = {
        name_of(path)
        for path in SOURCES
        if re.search(r"^\s*(import|from) dramatiq\b", path.read_text(), re.MULTILINE)
    }
    allowed = ("jobs/engine", "jobs/worker.py", "tests/jobs/engine", "tests/bench")
    assert {path for path in importing if not path.startswith(allowed)} == set()


@pytest.mark.django_db
def test_every_page_is_served_under_the_strict_policy(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
