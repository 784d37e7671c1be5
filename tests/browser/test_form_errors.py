"""A form with mistakes says all of them, where they are, and keeps what was right."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import fill_bill_form

pytestmark = pytest.mark.browser


def test_an_empty_form_gets_a_summary_that_has_the_focus(open_page, asha):
    page = open_page(asha)
    page.goto("/bills/new/")
    page.get_by_role("button", name="Make bill").click()
    summary = page.get_by_role("alert", name="Please correct this")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Choose the workbook").click()
    field = page.get_by_label("Workbook")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "Excel file (.xlsx, .xlsm or .xls). Choose several to make the same kind of "
        "bill from each. Choose the workbook to make the bill from."
    )


def test_the_chosen_file_survives_a_mistake_elsewhere(open_page, asha, estimate):
    page = open_page(asha)
    page.goto("/bills/new/")
    fill_bill_form(page, estimate)
    page.get_by_label("Above or below").select_option("")
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("alert")).to_contain_text("Excess or Less")
    page.get_by_label("Above or below").select_option("Less")
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("row", name="Total 36,261.35")).to_be_visible()


def test_mistakes_are_shown_with_scripts_off_too(open_page, asha):
    page = open_page(asha, scripts=False)
    page.goto("/bills/new/")
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("alert", name="Please correct this")).to_be_visible()
    expect(page).to_have_title("To correct: New bill · Worksbill")
