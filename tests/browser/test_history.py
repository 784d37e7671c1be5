"""The history in a browser: filters without a reload, a shareable address, a notice that can be shut."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import Job

pytestmark = pytest.mark.browser


@pytest.fixture
def history(asha, make_job) -> None:
    for status in ("completed", "failed", "cancelled"):
        make_job(
            asha, status=status, search_text=f"{status} ward", told_at=timezone.now()
        )


def test_a_filter_changes_the_list_and_the_address(open_page, asha, history):
    page = open_page(asha)
    page.goto("/jobs/")
    expect(page.locator("table.records tbody tr")).to_have_count(3)

    page.get_by_label("State").select_option("Failed")

    expect(page.locator("table.records tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("state=failed"))
    other = open_page(asha)
    other.goto(page.url)
    expect(other.locator("table.records tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Clear filters").click()
    expect(page.locator("table.records tbody tr")).to_have_count(3)


def test_typing_searches_and_keeps_the_focus(open_page, asha, history):
    page = open_page(asha)
    page.goto("/jobs/")

    page.get_by_label("Name, file, agreement or number").press_sequentially("cancel")

    expect(page.locator("table.records tbody tr")).to_have_count(1)
    expect(page.get_by_label("Name, file, agreement or number")).to_be_focused()


def test_ticked_jobs_are_deleted_after_a_question(open_page, asha, history):
    page = open_page(asha)
    page.goto("/jobs/")
    page.get_by_label("Choose job 1").check()
    page.get_by_label("Choose job 2").check()

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete 2 jobs").click()

    expect(page.get_by_text("2 deleted from the history.")).to_be_visible()
    expect(page.locator("table.records tbody tr")).to_have_count(1)


def test_without_scripts_filters_and_deeds_work_too(open_page, asha, history):
    page = open_page(asha, scripts=False)
    page.goto("/jobs/")
    page.get_by_label("State").select_option("Failed")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("table.records tbody tr")).to_have_count(1)

    page.get_by_label("Choose job 2").check()
    page.get_by_role("button", name="Run again").click()
    page.get_by_role("button", name="Run again 1 job").click()

    expect(page.get_by_text("1 run again.")).to_be_visible()


def test_a_job_that_ends_elsewhere_is_told_and_shut(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto("/jobs/")
    expect(page.locator("#running-jobs")).to_contain_text("1 job under way")

    paced_job.set(100)

    toast = page.locator(".toast")
    expect(toast).to_contain_text("Done", timeout=10_000)
    toast.get_by_role("button", name="Close this notice").click()
    expect(toast).to_be_hidden()
    expect(page.locator("#running-jobs")).to_be_empty()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_notice_of_a_failure_stays_and_a_success_goes(
    open_page, asha, make_job, motion
):
    now = timezone.now()
    make_job(asha, status="completed", completed_at=now)
    make_job(asha, status="failed", completed_at=now)
    page = open_page(asha)
    page.emulate_media(reduced_motion=motion)
    page.goto("/documents/letters/")
    good, bad = page.get_by_label("Job 1"), page.get_by_label("Job 2")
    expect(good).to_be_visible()
    expect(bad).to_be_visible()

    good.hover()
    page.wait_for_timeout(9000)
    expect(good).to_be_visible()  # somebody reads it

    page.mouse.move(5, 5)
    expect(good).to_be_hidden(timeout=12_000)
    expect(bad).to_be_visible()
    assert Job.all_orgs.filter(told_at=None).count() == 0

    recall = page.get_by_role("button", name="Notices")
    recall.focus()
    expect(good).to_be_visible()
    bad.get_by_role("button", name="Close this notice").click()
    good.get_by_role("button", name="Close this notice").click()
    expect(recall).to_be_hidden()  # nothing is left to call back
