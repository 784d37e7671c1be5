"""The codes of items in a schedule of rates, from their column or their text; serial numbers are no codes."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from bills.domain.work import Line

_LABELLED = re.compile(
    r"\W*(?:ref\.?\s*)?(?:[bsdc]sr|sor|item\s+code|code)\.?\s*(?:item\s*)?(?:no\.?)?"
    r"\s*[:.-]?\s*(?P<code>[a-z]{0,4}-?[0-9][\w./-]*)",
    re.IGNORECASE,
)
# Two numbers may be a size, "2.5 sq.mm"; three are a code.
_BARE = re.compile(r"\W*(?P<code>[0-9]+(?:\.[0-9]+){2,})[\s):.-]+(?=\S)")


def code_of(line: Line) -> str:
    """The code of a line as its column or the beginning of its text states it, else ""."""
    return normalise_code(line.code) or split_code(line.description)[0]


def split_code(text: str) -> tuple[str, str]:
    """The code that a description begins with, "" when it begins with none, and the rest.

    >>> split_code("1.5.2 Medium point"), split_code("BSR No. 7.10 - Plug point")
    (('1.5.2', 'Medium point'), ('7.10', 'Plug point'))
    >>> split_code("2.5 sq.mm cable")
    ('', '2.5 sq.mm cable')
    """
    match = _LABELLED.match(text) or _BARE.match(text)
    if match is None:
        return "", text
    return normalise_code(match["code"]), text[match.end() :].lstrip(" \t:.)-")


def normalise_code(text: str) -> str:
    """
    >>> normalise_code(" e-01. ")
    'E-01'
    """
    return "".join(text.split()).strip(".:-/").upper()


def are_contrary(one: str, other: str) -> bool:
    """Whether two codes cannot be one; a cell that holds 7.10 as a number shows 7.1.

    >>> are_contrary("7.1", "7.11"), are_contrary("7.1", "7.10"), are_contrary("", "7.1")
    (True, False, False)
    """
    if not one or not other or one == other:
        return False
    try:
        return Decimal(one) != Decimal(other)
    except InvalidOperation:
        return True
