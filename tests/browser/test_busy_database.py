"""A form that the database did not take stays as it was filled, with a notice beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from playwright.sync_api import expect

from jobs.models import MailChoice

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL locks rows only"
    ),
]


@pytest.fixture
def lock(monkeypatch) -> Iterator[sqlite3.Connection]:
    """Another connection; the server waits only a moment for what it holds."""
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "timeout", 0.2)
    other = sqlite3.connect(
        connection.settings_dict["NAME"], isolation_level=None, timeout=20
    )
    yield other
    other.close()


def test_the_form_stays_and_works_a_moment_later(open_page, asha, complaints, lock):
    page = open_page(asha)
    page.goto("/notices/")
    page.get_by_label("After every job").check()
    lock.execute("BEGIN IMMEDIATE")

    page.get_by_role("button", name="Keep").click()

    notice = page.get_by_role("alert", name="Try again")
    expect(notice).to_contain_text("The database is busy and did not take this.")
    lock.execute("ROLLBACK")
    expect(page.get_by_label("After every job")).to_be_checked()
    assert page.url.endswith("/notices/")
    assert not MailChoice.objects.exists()

    notice.get_by_role("button", name="Close this notice").click()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Your choice is kept.")).to_be_visible()
    assert MailChoice.objects.get().after == "every"
    assert all("503" in text for text in complaints)
    complaints.clear()


def test_without_scripts_a_page_says_so_and_going_back_finds_the_form(
    open_page, asha, complaints, lock
):
    page = open_page(asha, scripts=False)
    page.goto("/office/")
    page.get_by_label("E-mail address").fill("devi@office.example")
    lock.execute("BEGIN IMMEDIATE")

    page.get_by_role("button", name="Make invitation").click()

    expect(page.get_by_role("heading", name="Try again in a minute")).to_be_visible()
    lock.execute("ROLLBACK")
    page.go_back()
    expect(page.get_by_label("E-mail address")).to_have_value("devi@office.example")
    page.get_by_role("button", name="Make invitation").click()
    expect(page.locator("code.secret")).to_be_visible()
    assert all("503" in text for text in complaints)
    complaints.clear()
