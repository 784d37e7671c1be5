"""Letters that a scan shows in place of digits; text that was not recognised from a picture never comes here."""

from __future__ import annotations

import re

_LOOKS_LIKE = str.maketrans("OoQDIl|SsBZzG", "0000111558226")
_NUMBER_LIKE = re.compile(
    r"(?<![A-Za-z])[0-9OoQDIl|SsBZzG][0-9OoQDIl|SsBZzG.,/-]*(?![A-Za-z])"
)


def suggest_digits(text: str) -> str:
    """The text with letters inside numbers as the digits that they look like.

    >>> suggest_digits("Rs. 1,1O,OOO/- on O4.l1.2025"), suggest_digits("Old SIlo")
    ('Rs. 1,10,000/- on 04.11.2025', 'Old SIlo')
    """
    return _NUMBER_LIKE.sub(_as_digits, text)


def _as_digits(match: re.Match[str]) -> str:
    text = match[0]
    has_digit = any(character.isdigit() for character in text)
    return text.translate(_LOOKS_LIKE) if has_digit else text
