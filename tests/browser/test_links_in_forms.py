"""A link that stands inside a form or a polling fragment leads to its page and takes nothing over from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file

pytestmark = pytest.mark.browser


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {"bill.xlsx": bill_1(), "slip.xlsx": workslip_file(example_slip())}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def test_there_and_back_between_a_bill_and_its_workslip(open_page, bala, files):
    page: Page = open_page(bala)
    page.goto("/bills/new/")
    page.get_by_label("Workbook", exact=True).set_input_files(files["bill.xlsx"])
    page.get_by_label("Current workslip").set_input_files(files["slip.xlsx"])
    page.get_by_role("button", name="Read and check").click()
    make = page.get_by_role("button", name="Make bill")
    expect(make).to_be_visible()

    page.get_by_role("link", name="slip.xlsx").click()
    back = page.get_by_role("link", name="Back to the bill")
    expect(back).to_be_visible()
    expect(page.locator("#job-slot")).to_have_count(1)
    back.click()
    expect(make).to_be_visible()
    expect(page.locator("#job-slot")).to_have_count(1)
    make.click()
    expect(page.get_by_role("dialog", name="CC Nth & Part Bill")).to_be_visible()
