"""Every page fits a phone and can be used with a screen reader, in each state of a job."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bills.domain.words import amount_in_words
from organizations.models import Membership

pytestmark = pytest.mark.browser

WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What axe calls serious and can be asked of the page itself.
FAULTS = """() => {
    const faults = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 90)}`);
    const text = (element) => element.textContent.trim() || element.ariaLabel || element.title;
    if (!document.documentElement.lang) faults.push("no language");
    if (!document.title) faults.push("no title");
    if (all("main").length !== 1) faults.push("not one main");
    if (all("h1").length !== 1) faults.push("not one h1");
    all("a[href], button").forEach((e) => text(e) || say("no name", e));
    all("input:not([type=hidden]), select").forEach((e) => e.labels.length || e.ariaLabel || say("no label", e));
    all("[placeholder]").forEach((e) => say("a hint that vanishes when one types", e));
    all("img").forEach((e) => e.hasAttribute("alt") || say("no alt", e));
    all("svg").forEach((e) => e.ariaHidden === "true" || say("svg is spoken", e));
    all("[tabindex]").forEach((e) => e.tabIndex > 0 && say("own tab order", e));
    const ids = all("[id]").map((e) => e.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`id twice: ${id}`));
    for (const name of ["aria-labelledby", "aria-describedby", "popovertarget", "for"])
        all(`[${name}]`).forEach((e) => e.getAttribute(name).split(" ").forEach(
            (id) => document.getElementById(id) || say(`${name} leads nowhere`, e)));
    let level = 0;
    all("h1, h2, h3").forEach((e) => {
        if (Number(e.tagName[1]) > level + 1) say("heading level skipped", e);
        level = Number(e.tagName[1]);
    });
    return faults;
}"""
TOTAL = Decimal("123456789.35")
LONG = "Providing-side-drains-and-CC-road-" * 4
WORK = {
    "sheet": "Estimate",
    "title": "CC First & Part Bill",
    "items": 2,
    "sub_total": "129273077.85",
    "tp_percent": "4.5",
    "tp_type": "Less",
    "tp_amount": "5816288.50",
    "total": f"{TOTAL:.2f}",
    "amount_in_words": amount_in_words(TOTAL),
    "fields": {"name_of_work": LONG},
}
PROBLEM = {
    "sheet": "Estimate",
    "cell": "E14",
    "found": "",
    "expected": "a rate",
    "message": f"Estimate!E14: rate is blank for item 3 {LONG}",
}


@pytest.fixture
def addresses(asha: Membership, make_job, make_output) -> list[str]:
    """A page for each thing there is to see, with the longest words there may be."""
    done = make_job(
        asha,
        status="completed",
        result={
            "metadata": {"title": "CC First & Part Bill"},
            "works": [WORK, WORK],
            "problems": [PROBLEM | {"level": level} for level in ("warning", "info")],
        },
        warnings=[PROBLEM["message"]],
        completed_at=timezone.now(),
    )
    make_output(done, f"{LONG}.xlsx")
    failed = make_job(
        asha,
        status="failed",
        error_message=PROBLEM["message"],
        result={
            "metadata": {},
            "hint": "Correct it.",
            "reference": "7F3A",
            "problems": [PROBLEM | {"level": "error"}],
        },
    )
    cancelled = make_job(asha, status="cancelled")
    queued = make_job(asha)
    running = make_job(
        asha,
        status="running",
        progress=40,
        attempt=2,
        started_at=timezone.now(),
        heartbeat_at=timezone.now() - timedelta(minutes=5),
    )
    jobs = [f"/jobs/{job.pk}/" for job in (done, failed, cancelled, queued, running)]
    return ["/", "/jobs/", "/bills/new/", f"{jobs[-1]}cancel/", "/no-such-page/", *jobs]


def test_no_page_is_wider_than_the_screen(open_page, asha, addresses):
    page = open_page(asha)
    for address in addresses:
        page.goto(address)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WIDEST) <= 0, f"{address} at {width} px"


def test_no_page_has_a_fault_that_stops_a_screen_reader(open_page, asha, addresses):
    page = open_page(asha)
    for address in addresses:
        page.goto(address)
        assert page.evaluate(FAULTS) == [], address


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_a_stranger_s_pages_are_as_good(open_page, address):
    page = open_page(width=320)
    page.goto(address)
    assert page.evaluate(WIDEST) <= 0
    assert page.evaluate(FAULTS) == []
