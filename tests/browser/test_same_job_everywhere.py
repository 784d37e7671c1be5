"""A job has one address: Reload, Back and a second device show the same job."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import make_bill

pytestmark = pytest.mark.browser

JOB_ADDRESS = re.compile(r"/jobs/[0-9a-f-]{36}/$")


def test_reload_back_and_a_second_device_show_the_same_job(
    open_page, worker, asha, bala, estimate
):
    page = open_page(asha)
    worker.hold()
    make_bill(page, estimate)
    expect(page).to_have_url(JOB_ADDRESS)
    address = page.url

    page.reload()
    expect(page.get_by_role("progressbar", name="Progress of job 1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Make bill")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.go_forward()
    phone = open_page(bala, width=360)
    phone.goto(address)
    expect(phone.get_by_role("progressbar", name="Progress of job 1")).to_be_visible()

    worker.let_go()
    for device in (page, phone):
        expect(device.get_by_role("row", name="Total 36,261.35")).to_be_visible()


def test_back_after_the_dialog_gives_the_form_again(open_page, asha, estimate):
    page = open_page(asha)
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="New bill").click()
    dialog = make_bill(page, estimate)
    expect(dialog.get_by_role("row", name="Total 36,261.35")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Make bill")).to_be_visible()
    expect(page).to_have_title("New bill · Worksbill")
