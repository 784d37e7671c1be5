"""What the history of jobs is searched for: the words that a job is known by, and those typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

FIELDS = ("name_of_work", "agreement")
MOST_WORDS = 8  # of those typed; more would only slow the search down


def search_text_of(result: dict[str, Any], *names: str) -> str:
    """What a job is found by: the names given and what its result tells, a line each.

    A name may be such a text itself, to which the result is then added.

    >>> work = {"fields": {"name_of_work": "CC Road", "agreement": "12/2026"}}
    >>> search_text_of({"metadata": {"title": "Bill"}, "works": [work]}, "7", "Road.xlsx")
    '7\\nroad.xlsx\\nbill\\ncc road\\n12/2026'
    >>> search_text_of({"works": [work]}, "7\\ncc road")
    '7\\ncc road\\n12/2026'
    """
    texts = [*names, str(result.get("metadata", {}).get("title", ""))]
    for work in _works_in(result):
        texts += [str(work.get("fields", {}).get(name, "")) for name in FIELDS]
    lines = (line.strip() for text in texts for line in text.casefold().splitlines())
    return "\n".join(dict.fromkeys(filter(None, lines)))


def split_search(text: str) -> list[str]:
    """The words that must all occur.

    >>> split_search(" CC  Road ")
    ['cc', 'road']
    """
    return text.casefold().split()[:MOST_WORDS]


def _works_in(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those of one workbook, or of each of a batch."""
    yield from result.get("works", [])
    for file in result.get("files", []):
        yield from file.get("works", [])
