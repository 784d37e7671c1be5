"""Another office's people see nothing of this office's job."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_another_office_gets_the_page_of_what_does_not_exist(
    open_page, asha, chitra, make_job
):
    job = make_job(asha)
    page = open_page(chitra)
    answer = page.goto(f"/jobs/{job.pk}/")
    assert answer.status == 404
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    page.get_by_role("link", name="Jobs").click()
    expect(page.get_by_role("heading", name="Make your first bill")).to_be_visible()
