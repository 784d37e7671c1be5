"""Back finds a page scrolled as it was left, whatever kind of page it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

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
    wait_for_scroll(page, "scrollY > 300")
    left_at = page.evaluate("scrollY")

    row.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()

    wait_for_scroll(page, f"Math.abs(scrollY - {left_at}) < 5")


@pytest.fixture
def much_to_see(asha, make_job) -> None:
    for _ in range(30):
        make_job(asha, status="failed", error_message="No rate in E14.")


@pytest.mark.parametrize("path", ["/", "/office/", "/accounts/profile/"])
def test_a_page_is_scrolled_where_it_was_left(open_page, asha, much_to_see, path):
    page = open_page(asha, width=360)
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(path)
    leave_and_come_back(page, page.locator("main a").last)


def test_also_when_the_head_was_used_in_between(open_page, asha, much_to_see):
    page = open_page(asha)
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto("/")
    link = page.locator("main a").last
    left_at = scroll_to(page, link)
    link.click()
    page.get_by_role("heading", name="Jobs").wait_for()
    page.locator("header").get_by_role("link", name="Works", exact=True).click()
    page.get_by_role("heading", name="Works").wait_for()

    page.go_back()
    page.get_by_role("heading", name="Jobs").wait_for()
    page.go_back()

    wait_for_scroll(page, f"Math.abs(scrollY - {left_at}) < 5")
    expect(link).to_be_in_viewport()


def scroll_to(page: Page, link: Locator) -> int:
    link.scroll_into_view_if_needed()
    wait_for_scroll(page, "scrollY > 200")
    return int(page.evaluate("scrollY"))


def leave_and_come_back(page: Page, link: Locator) -> None:
    left_at = scroll_to(page, link)
    address = page.url
    link.click()
    page.wait_for_url(lambda url: url != address)
    page.get_by_role("heading", level=1).wait_for()

    page.go_back()

    page.wait_for_url(address)
    wait_for_scroll(page, f"Math.abs(scrollY - {left_at}) < 5")
    expect(link).to_be_in_viewport()


def wait_for_scroll(page: Page, condition: str) -> None:
    """Playwright's own wait asks the page to evaluate text, which its policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} is at {page.evaluate('scrollY')}: {condition}")
