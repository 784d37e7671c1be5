"""The bar moves evenly between two polls, and never back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WATCH = """async () => {
    const widths = [];
    const bar = () => document.querySelector("[id^=job-bar]");
    const end = performance.now() + 2500;
    while (performance.now() < end) {
        widths.push(bar().getBoundingClientRect().width);
        await new Promise(requestAnimationFrame);
    }
    return widths;
}"""


def test_the_bar_glides_from_one_percentage_to_the_next(open_page, asha, paced_job):
    page = open_page(asha)
    page.goto(paced_job.url)
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "10")
    paced_job.set(60)
    widths = page.evaluate(WATCH)
    between = {width for width in widths if widths[0] < width < widths[-1]}
    assert widths == sorted(widths)
    assert len(between) > 10


def test_the_bar_stands_still_for_who_wants_less_motion(open_page, asha, paced_job):
    page = open_page(asha)
    page.emulate_media(reduced_motion="reduce")
    page.goto(paced_job.url)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "10")
    paced_job.set(60)
    widths = page.evaluate(WATCH)
    assert len(set(widths)) == 2
