"""A later bill in a browser: from an uploaded bill with its workslip, and after a bill that was just made."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.browser.steps import make_bill

pytestmark = pytest.mark.browser


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    path = tmp_path / "Bill-1.xlsx"
    path.write_bytes(bill_1())
    return path


@pytest.fixture
def slip(tmp_path: Path) -> Path:
    path = tmp_path / "Workslip-1.xlsx"
    path.write_bytes(workslip_file(example_slip()))
    return path


def choose_kind(page: Page, source: str, kind: str) -> None:
    page.get_by_role("group", name=source).get_by_label(kind).check()


def expect_bill_2(page: Page) -> None:
    expect(page.get_by_role("row", name="Total 33,909.66", exact=True)).to_be_visible()
    expect(page.get_by_role("row", name="Deduct previous bills")).to_contain_text(
        "13,544.29"
    )
    expect(page.get_by_role("row", name="Since last bill")).to_contain_text("20,365.37")


def test_bill_2_of_the_example_from_bill_1_and_the_workslip(
    open_page, worker, asha, bill, slip
):
    page = open_page(asha)
    page.goto("/bills/new/")
    page.get_by_label("Workbook").set_input_files(bill)
    choose_kind(page, "From the first bill", "Part bill")
    page.get_by_label("Current workslip").set_input_files(slip)
    page.get_by_role("button", name="Make bill").click()

    expect_bill_2(page.get_by_role("dialog", name="CC Nth & Part Bill"))
    expect(page.get_by_role("link", name="Workslip-1.xlsx")).to_be_visible()


def test_the_same_with_scripts_off(open_page, worker, asha, bill, slip):
    page = open_page(asha, scripts=False)
    page.goto("/bills/new/")
    page.get_by_label("Workbook").set_input_files(bill)
    choose_kind(page, "From the first bill", "Final bill")
    page.get_by_label("Current workslip").set_input_files(slip)
    page.get_by_role("button", name="Make bill").click()

    expect_bill_2(page)


def test_a_mistake_keeps_the_kind_and_both_files(open_page, worker, asha, bill, slip):
    page = open_page(asha)
    page.goto("/bills/new/")
    page.get_by_label("Workbook").set_input_files(bill)
    choose_kind(page, "From the first bill", "Part bill")
    page.get_by_label("Current workslip").set_input_files(slip)
    page.get_by_label("Bill number").fill("1")
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("alert")).to_contain_text("A later bill is number 2")

    page.get_by_label("Bill number").fill("2")
    page.get_by_role("button", name="Make bill").click()

    expect_bill_2(page.get_by_role("dialog", name="CC Second & Part Bill"))


def test_the_next_bill_is_made_without_an_upload(open_page, worker, asha, estimate):
    page = open_page(asha)
    dialog = make_bill(page, estimate)
    dialog.get_by_role("link", name="Make the next bill").click()
    expect(page.get_by_role("heading", name="Next bill")).to_be_visible()
    expect(page.get_by_role("link", name="Bills.xlsx")).to_be_visible()
    page.get_by_role("button", name="Make bill").click()

    expect(page.get_by_role("row", name="Deduct previous bills")).to_contain_text(
        "36,261.35"
    )
