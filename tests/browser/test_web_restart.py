"""The web server dies and comes back while a page watches a job; the page goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.jobs.engine.workers import wait_until
from tests.jobs.serve.conftest import Serve, start_serve  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


def test_a_page_outlives_the_web_server(
    browser: Browser,
    start_serve,  # noqa: F811
    tmp_path: Path,
):
    serve: Serve = start_serve()
    serve.wait_for_address()
    job_id = serve.ask("submit", str(tmp_path))
    wait_until((tmp_path / "diary").exists)
    context = browser.new_context(base_url=f"http://127.0.0.1:{serve.port}")
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"/jobs/{job_id}/")
    page.get_by_label("E-mail").fill("asha@office.example")
    page.get_by_label("Password").fill("a-long-secret-9")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("progressbar")).to_be_visible()

    while not failed:  # until a poll met nobody
        wait_until(lambda: answers(serve))
        serve.child("gunicorn").kill()
        page.wait_for_timeout(1500)
    assert "/fragment/" in failed[0]
    wait_until(lambda: answers(serve))
    (tmp_path / "go").touch()

    expect(page.get_by_role("link", name="Download Bill.xlsx")).to_be_visible(
        timeout=15_000
    )
    context.close()


def answers(serve: Serve) -> bool:
    try:
        return serve.get() == 200
    except OSError:
        return False
