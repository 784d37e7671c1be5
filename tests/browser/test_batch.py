"""Several workbooks chosen at once: one job, its progress by file, a table of what came of each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bills.web.posts import CUT
from tests.browser.test_every_page import WIDEST

pytestmark = pytest.mark.browser


@pytest.fixture
def workbooks(estimate: Path, tmp_path: Path) -> list[Path]:
    """Two good ones, and one of which little arrived."""
    paths = [tmp_path / name for name in ("Ward-4.xlsx", "Ward-5.xlsx", "scan.xlsx")]
    for path in paths[:2]:
        path.write_bytes(estimate.read_bytes())
    paths[2].write_bytes(CUT)
    return paths


def start_batch(page: Page, workbooks: list[Path]) -> None:
    page.goto("/bills/new/")
    page.get_by_label("Workbook").set_input_files(workbooks)
    page.get_by_label("Tender premium, %").fill("4.5")
    page.get_by_label("Above or below").select_option("Less")
    page.get_by_role("button", name="Make bill").click()


def expect_outcomes(page: Page) -> None:
    made = page.get_by_role("row").filter(has_text="Ward-4.xlsx")
    expect(made).to_contain_text("36,261.35")
    expect(made).to_contain_text("Done")
    failed = page.get_by_role("row").filter(has_text="scan.xlsx")
    expect(failed).to_contain_text("Failed")
    expect(failed.get_by_role("link", name="Download")).to_have_count(0)


def test_a_batch_from_the_choice_to_the_zip(
    open_page, worker, asha, workbooks, tmp_path
):
    page = open_page(asha)
    worker.hold()
    start_batch(page, workbooks)
    dialog = page.get_by_role("dialog", name="CC First & Part Bill, 3 workbooks")
    expect(dialog.get_by_text("From Ward-4.xlsx and 2 more")).to_be_visible()
    worker.let_go()

    expect(dialog.get_by_text("Done, with points to check").first).to_be_visible()
    expect_outcomes(page)
    with page.expect_download() as started:
        dialog.get_by_role("link", name="Download all Bills.zip").click()
    started.value.save_as(tmp_path / "Bills.zip")
    with zipfile.ZipFile(tmp_path / "Bills.zip") as archive:
        assert archive.namelist() == ["Ward-4_Bills.xlsx", "Ward-5_Bills.xlsx"]

    dialog.get_by_text("Steps and times").click()
    expect(dialog.get_by_text("Bill 2 of 3: Ward-5.xlsx")).to_be_visible()


def test_a_batch_works_with_scripts_off(open_page, worker, asha, workbooks):
    page = open_page(asha, scripts=False)
    start_batch(page, workbooks)

    expect(page.get_by_role("link", name="Download all")).to_be_visible()
    expect_outcomes(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_of_the_screen(open_page, worker, asha, workbooks, width):
    page = open_page(asha, width=width)
    page.goto("/bills/new/")
    assert page.evaluate(WIDEST) <= 0
    start_batch(page, workbooks)
    expect(page.get_by_role("link", name="Download all")).to_be_visible()

    assert page.evaluate(WIDEST) <= 0
    dialog = "document.querySelector('#job-dialog')"
    assert page.evaluate(f"{dialog}.scrollWidth - {dialog}.clientWidth") <= 0
