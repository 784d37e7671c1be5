"""Finding Chromium, and what a page must never say on its console."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

HOW_TO_GET_IT = (
    "The browser tests need Chromium. On Debian or Ubuntu: apt install chromium. "
    "Elsewhere install Chromium or Chrome and name its program: "
    "WORKSBILL_CHROMIUM=/path/to/chromium make test"
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# An answer that says no is not a fault of the page that shows it.
REFUSAL = re.compile(r"Failed to load resource: .* status of 4\d\d")


def find_chromium() -> str | None:
    if named := os.environ.get("WORKSBILL_CHROMIUM"):
        return named if Path(named).exists() else None
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def watch(page: Page, complaints: list[str]) -> None:
    """Collects script errors, console errors and what the content policy refused."""

    def heed(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSAL.match(message.text):
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", heed)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
