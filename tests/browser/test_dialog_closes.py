"""The job's dialog closes in three ways, and the job goes on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import make_bill

pytestmark = pytest.mark.browser


def press_escape(page: Page, dialog: Locator) -> None:
    page.keyboard.press("Escape")


def click_outside(page: Page, dialog: Locator) -> None:
    page.mouse.click(5, 400)


def press_close(page: Page, dialog: Locator) -> None:
    dialog.get_by_role("button", name="Close").click()


@pytest.mark.parametrize("close", [press_escape, click_outside, press_close])
def test_a_closed_dialog_leaves_the_job_running_and_within_reach(
    open_page, worker, asha, estimate, close
):
    page = open_page(asha)
    worker.hold()
    dialog = make_bill(page, estimate)
    close(page, dialog)
    expect(dialog).to_be_hidden()
    worker.let_go()
    page.get_by_role("link", name="CC First & Part Bill, job 1").click()
    expect(page).to_have_url(re.compile(r"/jobs/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("row", name="Total 36,261.35")).to_be_visible()


def test_a_click_inside_leaves_the_dialog_open(open_page, worker, asha, estimate):
    page = open_page(asha)
    worker.hold()
    dialog = make_bill(page, estimate)
    dialog.get_by_role("progressbar").click()
    expect(dialog).to_be_visible()


def test_the_keyboard_stays_in_the_open_dialog(open_page, worker, asha, estimate):
    page = open_page(asha)
    worker.hold()
    dialog = make_bill(page, estimate)
    expect(dialog.get_by_role("heading")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        outside = "document.activeElement.closest('.frame') !== null"
        assert page.evaluate(outside) is False


def test_escape_answers_the_question_before_it_closes_the_dialog(
    open_page, worker, asha, estimate
):
    page = open_page(asha)
    worker.hold()
    dialog = make_bill(page, estimate)
    dialog.get_by_role("button", name="Cancel job 1").click()
    question = page.get_by_role("dialog", name="Cancel job 1?")
    expect(question).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(dialog).to_be_visible()
