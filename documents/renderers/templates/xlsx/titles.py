"""The titles of filled sheets: as Excel allows them, and each once."""

from __future__ import annotations

import re

LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = "history"


def make_title(wanted: str, taken: set[str]) -> str:
    """The title nearest to the wanted one that no other sheet has.

    >>> make_title("Bill 3/2025: Guntur", set()), make_title("Bill", {"bill"})
    ('Bill 3-2025-Guntur', 'Bill (2)')
    >>> make_title("  ''", set()), make_title("Repairs to the roof of the guest house", set())
    ('Sheet', 'Repairs to the roof of the gues')
    """
    plain = " ".join(_FORBIDDEN.sub("-", wanted).replace("- ", "-").split())
    plain = plain.strip("'- ")[:LONGEST_TITLE].strip("' ") or "Sheet"
    if plain.casefold() == _RESERVED:
        plain += " 1"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        ending = f" ({number})"
        title = plain[: LONGEST_TITLE - len(ending)].rstrip() + ending
    return title
