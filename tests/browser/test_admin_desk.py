"""The operator's desk works under the same content policy as the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_desk_breaks_no_policy(open_page, asha, make_job):
    asha.user.is_staff = asha.user.is_superuser = True
    asha.user.save()
    job = make_job(asha)
    page = open_page(asha)
    for address in (
        "",
        "organizations/organization/",
        f"organizations/organization/{asha.organization_id}/change/",
        "jobs/job/",
        f"jobs/job/{job.pk}/change/",
        "organizations/auditevent/",
        "organizations/user/add/",
    ):
        answer = page.goto(f"/admin/{address}")
        assert answer.status == 200
        expect(page.get_by_role("link", name="Worksbill desk")).to_be_visible()
