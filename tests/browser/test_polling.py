"""The page asks while the job runs, calmly, and stops when it has ended."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

COUNT_FOCUS = """() => {
    window.focusEvents = 0;
    document.addEventListener("focusin", () => window.focusEvents++);
}"""
COUNT_SPEECH = """() => {
    window.spoken = [];
    const region = document.getElementById("announce");
    const note = () => window.spoken.push(region.textContent);
    new MutationObserver(note).observe(region, {childList: true, subtree: true});
}"""


def polls_of(page: Page) -> list[Request]:
    polls: list[Request] = []

    def note(request: Request) -> None:
        if "/fragment/" in request.url or "/running/" in request.url:
            polls.append(request)

    page.on("request", note)
    return polls


def wait_for_polls(page: Page, number: int) -> None:
    for _ in range(number):
        with page.expect_response("**/fragment/*"):
            pass


def test_a_finished_job_is_not_asked_about_any_more(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    wait_for_polls(page, 1)
    paced_job.set(100)
    expect(page.get_by_role("link", name="Download Export.txt")).to_be_visible()
    expect(page).to_have_title("Done · Export · Worksbill")
    polls = polls_of(page)
    page.wait_for_timeout(3000)
    assert polls == []


def test_polling_leaves_the_focus_on_the_cancel_button(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    wait_for_polls(page, 1)
    cancel = page.get_by_role("button", name="Cancel job 1")
    cancel.focus()
    page.evaluate(COUNT_FOCUS)
    paced_job.set(40)
    wait_for_polls(page, 3)
    expect(cancel).to_be_focused()
    assert page.evaluate("window.focusEvents") == 0


def test_the_live_region_speaks_only_of_milestones(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    wait_for_polls(page, 1)
    page.evaluate(COUNT_SPEECH)
    for percent in (12, 55):
        paced_job.set(percent)
        wait_for_polls(page, 2)
    assert page.evaluate("window.spoken") == [
        "Job 1: Working, 55 percent. Exporting sheets"
    ]


def test_two_failed_polls_are_forgotten(open_page, complaints, asha, paced_job):
    page = open_page(asha)
    answers = [500, 503]

    def fail_twice(route) -> None:
        if answers:
            route.fulfill(status=answers.pop(), body="<h1>Broken</h1>")
        else:
            route.continue_()

    page.route("**/fragment/*", fail_twice)
    page.goto(paced_job.url)
    paced_job.set(70)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "70")
    assert answers == []
    expect(page.get_by_role("heading", name="Broken")).to_have_count(0)
    assert all("fragment" in text or "50" in text for text in complaints)
    complaints.clear()


def test_a_lost_session_leads_the_whole_page_to_sign_in(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    wait_for_polls(page, 1)
    Session.objects.all().delete()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Your session is over")).to_be_visible()
    assert page.url.endswith(f"/accounts/login/?next={paced_job.url}")
