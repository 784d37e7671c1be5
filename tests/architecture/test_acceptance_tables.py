"""The tables that say which test shows what name tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TABLES = sorted(Path(settings.BASE_DIR, "docs").glob("*-acceptance.md"))
DEFINED = {
    name
    for path in Path(settings.BASE_DIR, "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_named_test_exists(table: Path):
    named = set(re.findall(r"`(test_\w+)`", table.read_text()))
    assert named
    assert named - DEFINED == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_point_from_1_to_44_has_its_row(table: Path):
    numbers = re.findall(r"^\| (\d+) \|", table.read_text(), re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(1, 45))
