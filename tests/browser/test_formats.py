"""A clerk adds a format of the office, looks at the values found for it, and gets it filled; with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.bills.actions.workbooks import bill_1
from tests.browser.test_every_page import FAULTS, WIDEST
from tests.documents.formats.pages import NOTE

pytestmark = pytest.mark.browser


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.docx"
    path.write_bytes(NOTE)
    return path


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    path = tmp_path / "Bill.xlsx"
    path.write_bytes(bill_1())
    return path


def add_format(page: Page, file: Path) -> None:
    page.goto("/documents/formats/new/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Name", exact=True).fill("Note to the division")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Note to the division is in the library.")).to_be_visible()


def read_values(page: Page, source: Path) -> None:
    page.get_by_label("Source").set_input_files(source)
    page.get_by_role("button", name="Read the values").click()
    expect(page.get_by_role("button", name="Generate")).to_be_visible()


def generate(page: Page, folder: Path) -> str:
    """The text of the filled file."""
    page.get_by_label("{{NIT_NO}}").fill("14/EE/2025-26")
    page.get_by_role("button", name="Generate").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download Filled_note.docx").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def check(page: Page) -> None:
    assert page.evaluate(WIDEST) <= 0, page.url
    assert page.evaluate(FAULTS) == [], page.url


def test_a_format_is_added_looked_over_and_filled(
    open_page, asha, note, bill, tmp_path
):
    page = open_page(asha)
    add_format(page, note)
    read_values(page, bill)
    text = generate(page, tmp_path)
    assert "14/EE/2025-26" in text
    assert "{{" not in text


def test_no_script_is_needed_to_fill_a_format(open_page, asha, note, bill, tmp_path):
    page = open_page(asha, scripts=False)
    add_format(page, note)
    read_values(page, bill)
    assert "14/EE/2025-26" in generate(page, tmp_path)


def test_the_pages_of_formats_and_letters_fit_a_phone_and_a_screen_reader(
    open_page, asha, note, bill
):
    page = open_page(asha, width=360)
    for address in ("formats/", "formats/new/", "letters/", "letters/settings/"):
        page.goto(f"/documents/{address}")
        check(page)
    add_format(page, note)
    check(page)
    read_values(page, bill)
    check(page)
    page.goto("/documents/formats/")
    check(page)
