"""Every page of the project in a real browser: axe-core, width, weight, and pictures to look at.

Slow, so with a target of its own: `make pages`, and `make pages ARGS=--pictures` to
take the pictures of docs/screenshots anew.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Response

from tests.browser.test_every_page import FAULTS, WIDEST
from tests.conftest import sign_in
from tests.isolation.rules import DESK, list_addresses

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
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
def visitors(asha) -> dict[str, Any]:
    return {"signed-in": asha, "stranger": None}


@pytest.mark.parametrize("who", ["signed-in", "stranger"])
def test_no_page_shuts_anybody_out(open_page, things, visitors, who, request):
    member = visitors[who]
    page = open_page(member)
    client = sign_in(member) if member else Client()
    wrong = []
    for name, path in list_pages(client, things):
        page.goto(path)
        for scheme in SCHEMES:
            # Without motion, as a colour on its way to another is neither.
            page.emulate_media(
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                state = f"{name} {width} {scheme}"
                wrong += [f"{state}: {fault}" for fault in serious(page)]
                if page.evaluate(WIDEST) > 0:
                    wrong.append(f"{state}: wider than the screen")
                if request.config.getoption("pictures"):
                    take(page, f"{name}-{width}-{scheme}")
        wrong += [f"{name}: {fault}" for fault in page.evaluate(FAULTS)]

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
