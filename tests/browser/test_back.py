"""Back to a list finds it as it was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_list_is_scrolled_where_it_was_left(open_page, asha, make_job):
    for _ in range(30):
        make_job(asha, status="failed", error_message="No rate in E14.")
    page = open_page(asha)
    page.goto("/")
    page.get_by_role("link", name="Jobs", exact=True).click()
    page.wait_for_url("**/jobs/")
    row = page.locator("table a").last
    row.scroll_into_view_if_needed()
    page.wait_for_function("scrollY > 300")
    left_at = page.evaluate("scrollY")

    row.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()

    page.wait_for_function(f"Math.abs(scrollY - {left_at}) < 5", timeout=5000)
