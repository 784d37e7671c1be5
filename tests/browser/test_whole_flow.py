"""From sign-up to the LS Form, as a newcomer does it in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.steps import fill_bill_form

pytestmark = pytest.mark.browser


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign up your office").click()
    page.get_by_label("E-mail address").fill("devi@office.example")
    page.get_by_label("Name of your office").fill("R&B Section, Jangaon")
    page.get_by_label("Password").fill("a-long-secret-9")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="R&B Section, Jangaon")).to_be_visible()


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def values(path: Path) -> list[object]:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return [cell for row in sheet.values for cell in row if cell is not None]


def test_a_newcomer_makes_the_bill_of_the_sample_and_its_ls_form(
    open_page, worker, tmp_path
):
    page = open_page()
    sign_up(page)
    sample = download(page, "sample estimate", tmp_path)
    page.get_by_role("link", name="I have a workbook").click()
    fill_bill_form(page, sample)

    worker.hold()
    page.get_by_role("button", name="Make bill").click()
    dialog = page.get_by_role("dialog", name="CC First & Part Bill")
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_text("Job 1", exact=True)).to_be_visible()
    worker.let_go()

    expect(dialog.get_by_role("row", name="Total 36,261.35")).to_be_visible()
    expect(dialog.get_by_role("progressbar")).to_have_count(0)
    bill = download(page, "Download Bills.xlsx", tmp_path)
    assert 36261.35 in values(bill)

    page.get_by_role("button", name="Make LS Form").click()
    form = page.get_by_role("dialog", name="LS Form (Part)")
    expect(form).to_be_visible()
    ls_form = download(page, "Download LS_Form.xlsx", tmp_path)
    assert {36261, 35} <= set(values(ls_form))


def test_the_whole_flow_works_with_scripts_off(open_page, worker, estimate, tmp_path):
    page = open_page(scripts=False)
    sign_up(page)
    page.get_by_role("link", name="I have a workbook").click()
    fill_bill_form(page, estimate)

    worker.hold()
    page.get_by_role("button", name="Make bill").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worker.let_go()

    expect(
        page.get_by_role("row", name="Total 36,261.35")
    ).to_be_visible()  # by the refresh
    assert 36261.35 in values(download(page, "Download Bills.xlsx", tmp_path))

    page.get_by_role("button", name="Make LS Form").click()
    expect(page.get_by_role("heading", name="LS Form (Part)")).to_be_visible()
    ls_form = download(page, "Download LS_Form.xlsx", tmp_path)
    assert {36261, 35} <= set(values(ls_form))
