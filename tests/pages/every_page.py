"""Every page of the project in a real browser: axe-core, width, weight, and pictures to look at.

Slow, so with a target of its own: `make pages`, and `make pages ARGS=--pictures` to
take the pictures of docs/screenshots anew.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Response, expect

from organizations.models import Membership
from project.faults import TEXT
from project.sessions import SessionStore
from tests.browser.test_every_page import FAULTS, WIDEST
from tests.conftest import know_again, sign_in
from tests.isolation.rules import DESK, list_addresses

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = {"serious", "critical"}
WEIGHT = 100_000  # bytes of a first visit, besides fonts


def list_pages(client: Client, things: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and path of each address that answers a GET with a whole page."""
    for address in sorted(set(list_addresses()), key=lambda found: found.name):
        if address.rule[0] == DESK or address.name == "api:nothing":
            continue
        values = {name: str(things[name]) for name in address.arguments}
        path = reverse(address.name, kwargs=values)
        answer = client.get(path)
        if answer.streaming:
            answer.close()
            continue
        if b"<html" not in answer.content[:400]:
            continue
        if answer.status_code == 200:
            yield address.name, path


def serious(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def take(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    picture.save(PICTURES / f"{name}.webp", quality=60, method=6)


@pytest.fixture
def visitors(asha, vani) -> dict[str, Any]:
    return {
        "signed-in": asha,
        "stranger": None,
        "known-again": asha,
        "with-second-factor": asha,
        "refused": vani,
    }


def pages_of(
    who: str, member: Membership | None, page: Page, things: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """What this visitor is shown and the others are not, but for the first two."""
    client = sign_in(member) if member else Client()
    if member:
        show_session(page, member)
    if who in {"signed-in", "stranger"}:
        yield from list_pages(client, things)
        yield "404", "/no-such-page/"
        for name in ("429", "500", "503"):
            yield name, show_error(page, name)
    elif who == "refused":
        yield "403", reverse("office_close")
    elif member:
        seen = {name for name, _ in list_pages(client, things)}
        if who == "with-second-factor":
            TOTP.activate(member.user, "JBSWY3DPEHPK3PXP")
            RecoveryCodes.activate(member.user)
        know_again(client.session, member.user)
        know_again(SessionStore(page.context.cookies()[0]["value"]), member.user)
        for name, path in list_pages(client, things):
            if name not in seen or (who != "known-again" and name.startswith("mfa_")):
                yield name, path


def show_session(page: Page, member: Membership) -> None:
    """The session of the page in the list of sessions, as after a sign-in by hand."""
    UserSession.objects.create(
        user=member.user,
        session_key=page.context.cookies()[0]["value"],
        ip="203.0.113.7",
        user_agent=page.evaluate("navigator.userAgent"),
    )


def show_error(page: Page, name: str) -> str:
    """The address at which the page shows what Django answers when this goes wrong."""
    html = render_to_string(f"{name}.html", {"text": TEXT})
    path = f"/error-{name}/"
    page.route(
        f"**{path}", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    return path


@pytest.fixture
def look_at(request) -> Callable[[Page, str], list[str]]:
    """What is wrong with the page as it stands, at both widths, light and dark."""

    def look(page: Page, name: str) -> list[str]:
        wrong = []
        for scheme in SCHEMES:
            # Without motion, as a colour on its way to another is neither.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                state = f"{name} {width} {scheme}"
                wrong += [f"{state}: {fault}" for fault in serious(page)]
                if page.evaluate(WIDEST) > 0:
                    wrong.append(f"{state}: wider than the screen")
                if request.config.getoption("pictures"):
                    take(page, f"{name}-{width}-{scheme}")
        return wrong + [f"{name}: {fault}" for fault in page.evaluate(FAULTS)]

    return look


@pytest.mark.parametrize(
    "who",
    ["signed-in", "stranger", "known-again", "with-second-factor", "refused"],
)
def test_no_page_shuts_anybody_out(open_page, things, visitors, who, look_at):
    member = visitors[who]
    page = open_page(member)
    wrong = []
    pages = list(pages_of(who, member, page, things))
    assert pages
    for name, path in pages:
        page.goto(path)
        wrong += look_at(page, name)

    assert not wrong, "\n".join(wrong)


def test_a_job_under_way_and_what_opens_over_a_page_shut_nobody_out(
    open_page, paced_job, asha, look_at
):
    paced_job.set(40)
    page = open_page(asha)
    page.goto(paced_job.url)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    wrong = look_at(page, "job_under_way")
    page.get_by_role("button", name="Cancel").click()
    wrong += look_at(page, "job_under_way_question")
    page.keyboard.press("Escape")
    page.locator("summary", has_text=str(asha.organization)).click()
    wrong += look_at(page, "menu_of_the_office")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        box = page.locator(".menu-list").bounding_box()
        if not box or box["x"] < 0 or box["x"] + box["width"] > width:
            wrong.append(f"the menu leaves the screen of {width}: {box}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["te", "hi"])
def test_long_words_fit_a_telephone(open_page, things, asha, language):
    asha.user.language = language
    asha.user.save()
    page = open_page(asha, width=360)
    wrong = []
    for name, path in list_pages(sign_in(asha), things):
        page.goto(path)
        wrong += [f"{name}: {fault}" for fault in serious(page)]
        if page.evaluate(WIDEST) > 0:
            wrong.append(f"{name}: wider than the screen")

    assert not wrong, "\n".join(wrong)


def test_a_first_visit_is_light(open_page, things, asha):
    """Styles and htmx as WhiteNoise sends them, compressed; the page itself as it is."""
    heavy = []
    for name, path in list_pages(sign_in(asha), things):
        page = open_page(asha)
        answers: list[Response] = []
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(path, wait_until="load")
        total = sum(map(weigh, answers))
        page.context.close()
        if total > WEIGHT:
            heavy.append(f"{name}: {total}")

    assert not heavy, "\n".join(heavy)


def weigh(answer: Response) -> int:
    kind = answer.request.resource_type
    if kind == "font":
        return 0
    body = answer.body()
    return len(gzip.compress(body) if kind in {"stylesheet", "script"} else body)
