"""The main flow in Telugu with scripts and in Hindi without, in letters of the fonts we ship."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import WIDEST
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIPPED = {"te": "noto-sans-telugu.", "hi": "noto-sans-devanagari."}


def choose(page: Page, language: str) -> None:
    page.locator(".site-foot").locator(f"button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", f"{language}-IN")


def sign_in(page: Page, member, button: str) -> None:
    page.locator("#id_login").fill(member.user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def expect_clean(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [rule["id"] for rule in found] == []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDEST) <= 0, f"{page.url} is wider than {width}"


def test_a_bill_is_made_in_telugu(open_page, worker, asha, estimate):
    page = open_page()
    page.goto("/accounts/login/")
    choose(page, "te")
    expect_clean(page)
    sign_in(page, asha, "సైన్ ఇన్")

    page.get_by_role("link", name="కొత్త బిల్లు").first.click()
    expect(page.get_by_role("heading", name="కొత్త బిల్లు")).to_be_visible()
    expect_clean(page)
    page.get_by_label("వర్క్‌బుక్").set_input_files(estimate)
    page.get_by_label("టెండర్ ప్రీమియం, %").fill("4.5")
    page.get_by_label("ఎక్కువ లేదా తక్కువ").select_option("Less")
    page.get_by_role("button", name="బిల్లు తయారు చేయండి").click()

    dialog = page.get_by_role("dialog", name="CC First & Part Bill")
    expect(dialog.get_by_role("row", name="మొత్తం 36,261.35")).to_be_visible()
    dialog.get_by_text("దశలు, సమయాలు").click()
    expect(dialog.get_by_text("Excel ఫైల్ చదవబడుతోంది...")).to_be_visible()
    page.goto("/jobs/")
    expect(page.get_by_text("1 జాబ్", exact=True)).to_be_visible()
    expect_clean(page)


def test_a_bill_is_made_in_hindi_without_scripts(open_page, worker, asha, estimate):
    page = open_page(scripts=False)
    page.goto("/accounts/login/")
    choose(page, "hi")
    sign_in(page, asha, "साइन इन करें")

    page.get_by_role("link", name="नया बिल").first.click()
    page.get_by_label("वर्कबुक").set_input_files(estimate)
    page.get_by_role("button", name="बिल बनाएँ").click()
    expect(page.get_by_role("row", name="कुल 37,970.00")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("पूरा हुआ")).to_be_visible()


def test_the_choice_survives_a_boosted_visit(open_page, asha):
    page = open_page(asha)
    page.goto("/")

    choose(page, "hi")
    page.get_by_role("link", name="कार्य", exact=True).click()

    expect(page.get_by_role("heading", name="कार्य", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "hi-IN")


def are_fonts_ours(page: Page, selector: str) -> bool:
    """Whether every letter of the element is drawn with a font that the page brought."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
    return bool(used["fonts"]) and all(font["isCustomFont"] for font in used["fonts"])


@pytest.fixture
def fetched() -> list[str]:
    return []


@pytest.fixture
def listening_page(open_page, asha, fetched) -> Page:
    """A signed-in page that writes down the fonts it fetches."""
    page: Page = open_page(asha)
    page.on("request", lambda request: fetched.append(request.url))
    return page


@pytest.mark.parametrize("language", SHIPPED)
def test_the_letters_are_drawn_with_our_font(listening_page, fetched, language):
    page = listening_page
    page.goto("/bills/new/")
    choose(page, language)
    page.evaluate("document.fonts.ready")

    assert any(SHIPPED[language] in url for url in fetched)
    for selector in ("h1", ".lede", "main label", ".button-main", ".languages button"):
        assert are_fonts_ours(page, selector), selector


def test_a_reader_of_english_fetches_no_other_script(listening_page, fetched):
    page = listening_page

    page.goto("/bills/new/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")

    assert any("noto-sans-latin" in url for url in fetched)
    assert not any(file in url for url in fetched for file in SHIPPED.values())
    assert are_fonts_ours(page, ".languages button[value=te]")
