"""The text that the history is searched in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LONGEST = 4000


def compose_search_text(
    number: int, title: str, filenames: Iterable[str], result: Mapping[str, Any]
) -> str:
    """Number, title, files, and the works and agreements of what was made, in small letters.

    >>> compose_search_text(7, "CC Bill", ["Ward 4.xlsx"], {})
    'job 7\\ncc bill\\nward 4.xlsx'
    """
    works = [*result.get("works", [])]
    for entry in result.get("files", []):
        works += entry.get("works", [])
    parts = [f"job {number}", title, *filenames]
    for work in works:
        fields = work.get("fields", {})
        parts += [fields.get("name_of_work", ""), fields.get("agreement", "")]
    return "\n".join(dict.fromkeys(part.casefold() for part in parts if part))[:LONGEST]
