"""The catalogues hold every text of the interface, their compiled form is fresh, and what is translated fits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
LEFT_OUT = shutil.ignore_patterns("node_modules", "static_src", "__pycache__")
LEAST = 300  # messages that a started language has
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|%%|</?\w+[^>]*>|&#\d+;")


def catalogue(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(folder_of(language, root) / "django.po"))


def folder_of(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES"


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language):
    def pairs(entries):
        return {(entry.msgctxt, entry.msgid): translations(entry) for entry in entries}

    compiled = polib.mofile(str(folder_of(language) / "django.mo"))

    assert pairs(compiled) == pairs(catalogue(language).translated_entries()), (
        "run `make messages` and commit locale/"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_flow_is_translated(language):
    found = catalogue(language)

    assert len(found.translated_entries()) >= LEAST
    assert found.fuzzy_entries() == []
    assert found.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert found.metadata["Language"] == language
    assert "POT-Creation-Date" not in found.metadata


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_places_and_tags(language):
    wrong = []
    for entry in catalogue(language).translated_entries():
        sources = [entry.msgid, entry.msgid_plural or entry.msgid]
        for source, text in zip(sources, translations(entry), strict=False):
            if Counter(PLACES.findall(source)) != Counter(PLACES.findall(text)):
                wrong.append((entry.msgid, text))

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_stay_latin(language):
    """Offices write amounts and dates with 0 to 9, in every language."""
    others = re.compile("[\u0966-\u096f\u0c66-\u0c6f]")

    wrong = [
        text
        for entry in catalogue(language).translated_entries()
        for text in translations(entry)
        if others.search(text)
    ]

    assert wrong == []


def test_the_catalogues_hold_every_text(tmp_path):
    if not shutil.which("xgettext"):
        reason = "GNU gettext is not installed: apt install gettext"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in (
        "manage.py",
        "project",
        "organizations",
        "jobs",
        "bills",
        "documents",
        "theme",
        "templates",
        "locale",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, copy)
    made = subprocess.run(
        [
            *(sys.executable, "manage.py", "makemessages", "--no-obsolete"),
            *(word for language in LANGUAGES for word in ("--locale", language)),
        ],
        cwd=copy,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "WORKSBILL_DATA_DIR": str(tmp_path / "var"),
        },
    )
    assert made.returncode == 0, made.stderr

    for language in LANGUAGES:
        fresh = {entry.msgid for entry in catalogue(language, copy)}
        kept = {entry.msgid for entry in catalogue(language)}
        assert fresh == kept, "run `make messages` and commit locale/"
