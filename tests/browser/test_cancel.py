"""Cancelling from the page: it asks first, says what happened, and offers to run again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import make_bill

pytestmark = pytest.mark.browser


def test_a_running_job_is_cancelled_after_a_question(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    page.get_by_role("button", name="Cancel job 1").click()
    page.get_by_role("button", name="Cancel the job").click()
    expect(page.get_by_text("Nothing was made.")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel job 1")).to_have_count(0)


def test_the_question_keeps_the_keyboard_and_gives_it_back(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    opener = page.get_by_role("button", name="Cancel job 1")
    opener.press("Enter")
    question = page.get_by_role("dialog", name="Cancel job 1?")
    expect(question.get_by_role("button", name="Keep it going")).to_be_focused()

    for _ in range(6):  # the last stop may be the browser's own
        page.keyboard.press("Tab")
        left = "document.activeElement.closest('.ask, body') === document.body"
        is_browser = "document.activeElement === document.body"
        assert not page.evaluate(f"{left} && !({is_browser})")

    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_cancelled_bill_runs_again_in_the_same_dialog(
    open_page, worker, asha, estimate
):
    page = open_page(asha)
    worker.hold()
    dialog = make_bill(page, estimate)
    dialog.get_by_role("button", name="Cancel job 1").click()
    page.get_by_role("button", name="Cancel the job").click()
    expect(dialog.get_by_text("Nothing was made.")).to_be_visible()
    worker.let_go()
    dialog.get_by_role("button", name="Run again").click()
    expect(dialog.get_by_role("link", name="Job 2")).to_be_visible()
    expect(dialog.get_by_role("row", name="Total 36,261.35")).to_be_visible()


def test_a_job_is_cancelled_with_scripts_off(open_page, worker, asha, estimate):
    page = open_page(asha, scripts=False)
    page.goto("/bills/new/")
    page.get_by_label("Workbook").set_input_files(estimate)
    worker.hold()
    page.get_by_role("button", name="Make bill").click()
    page.goto(f"{page.url}cancel/")
    page.get_by_role("button", name="Cancel the job").click()
    expect(page.get_by_text("Nothing was made.")).to_be_visible()
