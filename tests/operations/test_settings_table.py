"""docs/operations.md names every variable that the settings read, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Read by other parts than the settings, or set by `serve` for its children.
ELSEWHERE = {"WORKSBILL_WORKER_ID", "WORKSBILL_CHROMIUM", "WORKSBILL_IN_PROCESS_BROKER"}


def test_the_table_is_complete():
    code = (ROOT / "project" / "settings.py").read_text()
    read = set(re.findall(r'"((?:WORKSBILL|DJANGO|DATABASE|REDIS)_[A-Z0-9_]+)"', code))
    page = (ROOT / "docs" / "operations.md").read_text()
    told = set(re.findall(r"`((?:WORKSBILL|DJANGO|DATABASE|REDIS)_[A-Z0-9_]+)`", page))

    assert read - told - ELSEWHERE == set()
    assert told - read - ELSEWHERE == set()
