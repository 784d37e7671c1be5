"""The committed style sheet is the one its sources give, and its colours can be read."""

from __future__ import annotations

import re

import pytest

from theme.stamp import ROOT, STAMP, compute_stamp

TOKENS = (ROOT / "theme/static_src/src/tokens.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", TOKENS, re.DOTALL)
)
SURFACES = ("paper", "sheet", "accent-soft")


def test_the_style_sheet_is_fresh():
    assert STAMP.read_text().strip() == compute_stamp(), (
        "templates or styles changed since the last build: run `make css` "
        "(it needs Node) and commit static/css"
    )


def test_the_lock_names_no_registry():
    lock = (ROOT / "theme/static_src/package-lock.json").read_text()
    assert "resolved" not in lock
    assert "integrity" in lock


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "surface", "least"),
    [
        *(("ink", surface, 7.0) for surface in SURFACES),  # amounts are written in it
        *(("ink-soft", surface, 4.5) for surface in SURFACES),
        *(("accent", surface, 4.5) for surface in SURFACES),
        *((tone, "sheet", 4.5) for tone in ("done", "warn", "fail")),
        ("ink", "warn-soft", 7.0),
        ("ink", "fail-soft", 7.0),
        ("accent", "fail-soft", 4.5),
        ("fail", "paper", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-deep", 4.5),
        ("line-strong", "sheet", 3.0),  # the frame of a field
    ],
)
def test_text_stands_out_from_what_it_is_written_on(theme, text, surface, least):
    assert contrast(theme[text], theme[surface]) >= least
