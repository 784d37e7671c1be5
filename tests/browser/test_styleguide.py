"""The page of components: for developers only, and as good as the pages made of them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_every_page import FAULTS, WIDEST

pytestmark = pytest.mark.browser


def test_the_components_are_shown_in_debug_mode_and_are_sound(open_page, settings):
    settings.DEBUG = True
    page = open_page(width=360)
    page.goto("/styleguide/")

    assert page.evaluate(WIDEST) <= 0
    assert page.evaluate(FAULTS) == []
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] == "critical"] == []
    page.get_by_role("button", name="Remove …").press("Enter")
    page.get_by_role("button", name="Keep").press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Remove …"


@pytest.mark.django_db
def test_nobody_else_finds_the_page(client):
    assert client.get("/styleguide/").status_code == 404
