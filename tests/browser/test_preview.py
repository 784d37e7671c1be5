"""A clerk reads a workbook, corrects it on the page, and makes the bill; with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.bills.preview.workbooks import BLANK_RATE, CABLE, LIGHT, estimate
from tests.browser.test_every_page import FAULTS, WIDEST

pytestmark = pytest.mark.browser


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The worked example with the rate of item 2 left blank."""
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(estimate([CABLE, BLANK_RATE]))
    return path


def read_and_check(page: Page, workbook: Path) -> None:
    page.goto("/bills/new/")
    page.get_by_label("Workbook", exact=True).set_input_files(workbook)
    page.get_by_label("Tender premium, %").fill("4.5")
    page.get_by_label("Above or below").select_option("Less")
    page.get_by_role("button", name="Read and check").click()
    expect(page.get_by_role("heading", name="estimate.xlsx")).to_be_visible()


def download(page: Page, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name="Download Bills.xlsx").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def values(path: Path) -> list[object]:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return [cell for row in sheet.values for cell in row if cell is not None]


def test_a_blank_rate_is_seen_typed_and_billed(open_page, asha, faulty, tmp_path):
    page = open_page(asha)
    read_and_check(page, faulty)
    expect(page.get_by_text("Estimate!E5: rate is blank")).to_be_visible()
    expect(page.get_by_role("row", name="Total computed 13,400.00")).to_be_visible()
    expect(page.get_by_role("button", name="Make bill")).to_be_disabled()
    page.get_by_label("M.B. No.").first.fill("12")

    page.get_by_role("link", name="Change row 5").click()
    rate = page.get_by_label("Rate (E5)")
    expect(rate).to_be_focused()
    rate.fill("1228.50")
    rate.press("Enter")

    expect(page.get_by_role("row", name="Total computed 37,970.00")).to_be_visible()
    expect(page.get_by_text("rate is blank")).to_have_count(0)
    expect(page.locator("#announce")).to_contain_text("Sheet total is now 37,970.00")
    expect(page.get_by_role("link", name="Change row 5")).to_be_focused()
    expect(page.get_by_label("M.B. No.").first).to_have_value("12")

    page.get_by_role("button", name="Make bill").click()
    dialog = page.get_by_role("dialog", name="CC First & Part Bill")
    expect(dialog.get_by_role("row", name="Total 36,261.35")).to_be_visible()
    assert 36261.35 in values(download(page, tmp_path))


def test_the_same_without_scripts(open_page, asha, faulty, tmp_path):
    page = open_page(asha, scripts=False)
    read_and_check(page, faulty)
    page.get_by_role("link", name="Change row 5").click()  # once the page has refreshed
    page.get_by_label("Rate (E5)").fill("1228.50")
    page.get_by_role("button", name="Save row 5").click()

    expect(page.get_by_role("row", name="Total computed 37,970.00")).to_be_visible()
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("row", name="Total 36,261.35")).to_be_visible()
    assert 36261.35 in values(download(page, tmp_path))


def test_a_correction_is_undone_and_a_column_changed_by_hand(open_page, asha, faulty):
    page = open_page(asha)
    read_and_check(page, faulty)
    page.get_by_role("link", name="Change row 5").click()
    page.get_by_label("Rate (E5)").fill("1228.50")
    page.get_by_role("button", name="Save row 5").click()
    expect(page.get_by_text("rate is blank")).to_have_count(0)
    page.get_by_text("1 correction of this sheet").click()
    page.get_by_role("button", name="Undo E5 is 1228.50").click()
    expect(page.get_by_text("Estimate!E5: rate is blank")).to_be_visible()

    page.get_by_label("What column E holds").select_option("Not used")
    page.get_by_label("Remember this layout for the office").uncheck()
    page.get_by_role("button", name="Apply the columns").click()

    expect(page.get_by_label("What column E holds")).to_have_value("")
    page.get_by_text("1 correction of this sheet").click()
    undo = page.get_by_role("button", name="Undo Columns: E not used")
    expect(undo).to_be_visible()


def test_the_row_form_is_left_without_a_change_and_keeps_the_focus(
    open_page, asha, faulty
):
    page = open_page(asha)
    read_and_check(page, faulty)
    page.get_by_role("link", name="Change row 5").click()
    page.get_by_role("link", name="Leave it as it is").press("Enter")

    expect(page.get_by_label("Rate (E5)")).to_have_count(0)
    expect(page.get_by_role("link", name="Change row 5")).to_be_focused()


def test_a_form_that_came_too_late_shows_the_present_state(open_page, asha, faulty):
    page, other = open_page(asha), open_page(asha)
    read_and_check(page, faulty)
    expect(page.get_by_text("Estimate!E5: rate is blank")).to_be_visible()
    other.goto(page.url)
    for desk, rate in ((other, "1228.50"), (page, "9")):
        desk.get_by_role("link", name="Change row 5").click()
        desk.get_by_label("Rate (E5)").fill(rate)
    other.get_by_role("button", name="Save row 5").click()
    expect(other.get_by_role("row", name="Total computed 37,970.00")).to_be_visible()

    page.get_by_role("button", name="Save row 5").click()

    expect(page.get_by_role("alert")).to_contain_text("in the meantime")
    expect(page.get_by_role("row", name="Total computed 37,970.00")).to_be_visible()


def test_the_page_fits_a_phone_and_speaks_to_a_screen_reader(open_page, asha, tmp_path):
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(estimate([CABLE, BLANK_RATE], [CABLE, LIGHT]))
    page = open_page(asha)
    read_and_check(page, path)
    expect(page.get_by_text("Estimate-1!E5: rate is blank")).to_be_visible()
    for query in ("", "?row=5", "?sheet=2"):
        page.goto(page.url.partition("?")[0] + query)
        assert page.evaluate(FAULTS) == [], query
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WIDEST) <= 0, f"{query} at {width} px"
    page.goto("/bills/layouts/")
    assert page.evaluate(FAULTS) == []
