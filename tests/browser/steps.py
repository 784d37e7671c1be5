"""What a clerk does on a page, for the tests that only pass through it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


def fill_bill_form(page: Page, workbook: Path | list[Path]) -> None:
    """The worked example: the estimate has no premium, so 4.5 % Less is typed."""
    page.get_by_label("Workbook", exact=True).set_input_files(workbook)
    page.get_by_label("Tender premium, %").fill("4.5")
    page.get_by_label("Above or below").select_option("Less")


def make_bill(page: Page, workbook: Path) -> Locator:
    """The dialog that opens."""
    page.goto("/bills/new/")
    fill_bill_form(page, workbook)
    page.get_by_role("button", name="Make bill").click()
    dialog = page.get_by_role("dialog", name="CC First & Part Bill")
    expect(dialog).to_be_visible()
    return dialog
