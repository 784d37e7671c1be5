"""A file that cannot be used is told beside its field, and the form keeps all the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import fill_bill_form
from tests.jobs.uploads.samples import EXE

pytestmark = pytest.mark.browser


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "scan.xlsx"
    path.write_bytes(EXE)
    return path


def expect_premium_kept(page: Page) -> None:
    expect(page.get_by_label("Tender premium, %")).to_have_value("4.5")
    expect(page.get_by_label("Above or below")).to_have_value("Less")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_over_the_limit_is_told_and_the_form_is_kept(
    open_page, asha, estimate, tmp_path, settings, scripts
):
    settings.UPLOAD_MAX_BYTES = 100_000
    large = tmp_path / "large.xlsx"
    large.write_bytes(estimate.read_bytes() + bytes(200_000))
    page = open_page(asha, scripts=scripts)
    page.goto("/bills/new/")
    fill_bill_form(page, large)
    page.get_by_role("button", name="Make bill").click()

    summary = page.get_by_role("alert", name="Please correct this")
    expect(summary).to_contain_text("large.xlsx has")
    expect(summary).to_contain_text("the largest file accepted is 97.7")
    expect(summary).to_contain_text("Delete unused sheets and pictures")
    expect_premium_kept(page)
    page.get_by_label("Workbook").set_input_files(estimate)
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("link", name="Sample_Estimate.xlsx")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_right_files_of_a_batch_go_on_without_the_wrong_one(
    open_page, asha, estimate, program, tmp_path, scripts
):
    other = tmp_path / "Ward-5.xlsx"
    other.write_bytes(estimate.read_bytes())
    page = open_page(asha, scripts=scripts)
    page.goto("/bills/new/")
    fill_bill_form(page, [estimate, program, other])
    page.get_by_role("button", name="Make bill").click()

    summary = page.get_by_role("alert", name="Please correct this")
    expect(summary).to_contain_text("scan.xlsx: This is a program.")
    kept = page.get_by_role("group", name="Workbooks that are kept")
    expect(kept.get_by_role("checkbox", name="Ward-5.xlsx")).to_be_checked()
    expect_premium_kept(page)
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_text("CC First & Part Bill, 2 workbooks").first).to_be_visible()


def test_a_workbook_survives_a_wrong_workslip(open_page, asha, estimate, program):
    page = open_page(asha)
    page.goto("/bills/new/")
    fill_bill_form(page, estimate)
    page.get_by_label("Current workslip").set_input_files(program)
    page.get_by_role("button", name="Make bill").click()

    expect(page.get_by_role("alert")).to_contain_text("This is a program.")
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("link", name="Sample_Estimate.xlsx")).to_be_visible()
