"""The name of a browser and its system in what it sends of itself; whatever else it sends is not read."""

from __future__ import annotations

import re

# The first that is found: most browsers name others too, and so does a system.
_BROWSERS = {
    "Edge": r"\bEdg(?:e|A|iOS)?/",
    "Opera": r"\b(?:OPR|OPT|Opera)/",
    "Samsung Internet": r"\bSamsungBrowser/",
    "UC Browser": r"\bUC ?Browser/",
    "Vivaldi": r"\bVivaldi/",
    "Firefox": r"\b(?:Firefox|FxiOS)/",
    "Chrome": r"\b(?:Headless)?(?:Chrome|Chromium)/|\bCriOS/",
    "Safari": r"\bVersion/[\d.]+.* Safari/",
    "Internet Explorer": r"\bMSIE |\bTrident/",
}
_SYSTEMS = {
    "iPhone": r"\biPhone\b",
    "iPad": r"\biPad\b",
    "Android": r"\bAndroid\b",
    "Windows": r"\bWindows\b",
    "ChromeOS": r"\bCrOS\b",
    "macOS": r"\bMacintosh\b",
    "Linux": r"\bLinux\b",
}


def find_browser(agent: str) -> tuple[str, str]:
    """The browser and its system, each "" when it is none of the known ones.

    >>> find_browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    ('Firefox', 'Linux')
    """
    return _first(_BROWSERS, agent), _first(_SYSTEMS, agent)


def _first(patterns: dict[str, str], agent: str) -> str:
    found = (name for name, known in patterns.items() if re.search(known, agent))
    return next(found, "")
