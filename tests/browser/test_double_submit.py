"""An impatient hand makes one job."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jobs.models import Job
from tests.browser.steps import fill_bill_form

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_double_click_makes_one_job(open_page, worker, asha, estimate, scripts):
    page = open_page(asha, scripts=scripts)
    page.goto("/bills/new/")
    fill_bill_form(page, estimate)
    page.get_by_role("button", name="Make bill").dblclick()
    expect(page.get_by_role("row", name="Total 36,261.35")).to_be_visible()
    assert Job.objects.for_org(asha.organization).count() == 1
