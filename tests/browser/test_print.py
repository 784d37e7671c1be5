"""What a page puts on paper: what there is to read, whole, and nothing to press."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import make_bill

pytestmark = pytest.mark.browser

PAPER = 1031  # an A4 sheet on its side without its margins, in pixels
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))"""
COLUMNS = """() => [...document.querySelectorAll("table tr")].map(
    (row) => [...row.cells].filter((e) => e.checkVisibility())
        .reduce((sum, cell) => sum + cell.colSpan, 0))"""
PRESSED = "button, input:not([type=hidden]), .button, .site-head, .site-foot, .crumb"


@pytest.fixture
def on_paper(open_page, asha):
    def show(path: str):
        page = open_page(asha, width=PAPER)
        page.goto(path)
        page.emulate_media(media="print", color_scheme="dark")
        return page

    return show


@pytest.mark.parametrize("path", ["/jobs/", "/works/", "/office/", "job"])
def test_nothing_to_press_is_printed(on_paper, asha, make_job, path):
    job = make_job(asha, status="failed", error_message="No rate in E14.")
    page = on_paper(f"/jobs/{job.pk}/" if path == "job" else path)

    assert page.evaluate(SHOWN, PRESSED) == []
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_deeds_in_a_table_are_not_printed(on_paper, open_page, asha, bala, estimate):
    make_bill(open_page(asha), estimate).get_by_role("row", name="Total 36").wait_for()
    links = "table a"

    assert len(on_paper("/works/").evaluate(SHOWN, links)) == 1  # its name
    assert on_paper("/office/").evaluate(SHOWN, links) == []


def test_columns_stay_under_their_heads(on_paper, asha, make_job):
    make_job(asha, status="failed", error_message="No rate in E14.")
    page = on_paper("/jobs/")

    assert len(set(page.evaluate(COLUMNS))) == 1


def test_all_columns_of_a_workbook_are_on_the_paper(open_page, asha, estimate):
    page = open_page(asha, width=PAPER)
    page.goto("/bills/new/")
    page.get_by_label("Workbook", exact=True).set_input_files(estimate)
    page.get_by_role("button", name="Read and check").click()
    box = page.locator(".rows-scroll")
    expect(box).to_be_visible()
    page.emulate_media(media="print")

    assert box.evaluate("e => getComputedStyle(e).overflow") == "visible"
    assert box.evaluate("e => e.scrollWidth") <= PAPER
    assert page.evaluate(SHOWN, "#reading-bill, .row-line a") == []
