"""Inviting, joining and switching, and what each role finds on the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_invitation_brings_a_newcomer_into_the_office(open_page, asha):
    page = open_page(asha)
    page.goto("/")
    page.get_by_text("R&B Sub-Division, Warangal").first.click()
    page.get_by_role("link", name="Office and people").click()
    page.get_by_label("Viewer: sees").check()
    page.get_by_role("button", name="Make invitation").click()
    link = page.locator("code.secret").inner_text()

    guest = open_page(width=360)
    guest.goto("/" + link.split("/", 3)[3])
    guest.get_by_role("link", name="Sign up").click()
    guest.get_by_label("E-mail address").fill("devi@office.example")
    guest.get_by_label("Password").fill("a-long-secret-9")
    guest.get_by_role("button", name="Sign up").click()
    guest.get_by_role("button", name="Join").click()
    expect(
        guest.get_by_text("You now work in R&B Sub-Division, Warangal.")
    ).to_be_visible()

    guest.locator(".menu summary").click()
    guest.get_by_role("link", name="Switch office").click()
    guest.get_by_role("button", name="Work here in devi").click()
    expect(guest.get_by_role("heading", name="devi", exact=True)).to_be_visible()


def test_a_viewer_finds_no_button_that_would_be_refused(open_page, vani, make_job):
    make_job(vani, status="failed", error_message="No rate in E14.")
    page = open_page(vani)
    for address in ("/", "/jobs/", "/works/", "/documents/formats/", "/office/"):
        page.goto(address)
        for name in ("Make bill", "New bill", "Run again", "Delete", "Make invitation"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
