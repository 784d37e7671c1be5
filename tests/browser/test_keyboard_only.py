"""The main flow without a mouse: every step is reached by Tab and done by a key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

STOPS = 80
FOCUSED = """() => {
    const it = document.activeElement;
    if (!it.matches("a, button, input, select, textarea, summary")) return "";
    const label = it.labels && it.labels.length ? it.labels[0].textContent : "";
    return (label || it.ariaLabel || it.textContent).trim();
}"""
SEEN = """() => {
    const it = document.activeElement, look = getComputedStyle(it);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
}"""


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is there, and it shows."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            assert page.evaluate(SEEN), f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_from_sign_in_to_the_bill(open_page, asha, estimate):
    page = open_page()
    page.goto("/")
    tab_to(page, "E-mail address")
    page.keyboard.type("asha@office.example")
    tab_to(page, "Password")
    page.keyboard.type("a-long-secret-9")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("heading", name="R&B Sub-Division, Warangal")
    ).to_be_visible()

    tab_to(page, "New bill")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New bill")).to_be_visible()
    tab_to(page, "Workbook")
    # The system's own window, which Space opens, is the one thing that is not the page's.
    page.get_by_label("Workbook").set_input_files(estimate)
    tab_to(page, "Tender premium, %")
    page.keyboard.type("4.5")
    tab_to(page, "Above or below")
    page.keyboard.press("L")
    tab_to(page, "Make bill")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="CC First & Part Bill")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("link", name="Download Bills.xlsx")).to_be_visible()

    tab_to(page, "Close")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
