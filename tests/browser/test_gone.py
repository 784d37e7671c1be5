"""A boosted link to what is gone shows the page that says so, instead of doing nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_link_to_a_deleted_job_leads_to_not_found(open_page, asha, make_job):
    job = make_job(asha, status="cancelled")
    page = open_page(asha)
    page.goto("/jobs/")
    job.delete()
    page.get_by_role("link", name="CC First & Part Bill").click()
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    page.get_by_role("link", name="Go to the first page").click()
    expect(page.get_by_role("heading", name="Make your first bill")).to_be_visible()
