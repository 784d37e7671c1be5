"""Ordinals of bill numbers, as titles print them and as files state them; titles themselves are in bill.py."""

from __future__ import annotations

import re

from bills.domain.words import whole_in_words

TITLE_WORDS = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
]
_IRREGULAR = {
    "One": "First",
    "Two": "Second",
    "Three": "Third",
    "Five": "Fifth",
    "Eight": "Eighth",
    "Nine": "Ninth",
    "Twelve": "Twelfth",
}
_FIGURES = re.compile(r"(\d{1,9})\s*(?:st|nd|rd|th)", re.IGNORECASE)


def ordinal(number: int) -> str:
    """First to Tenth in words, then figures with a suffix. Source: spec outputs, section 8.

    >>> [ordinal(n) for n in (1, 10, 11, 12, 13, 21, 22, 23, 101, 111)]
    ['First', 'Tenth', '11th', '12th', '13th', '21st', '22nd', '23rd', '101st', '111th']
    """
    if number <= len(TITLE_WORDS):
        return TITLE_WORDS[number - 1]
    teens = 11 <= number % 100 <= 13
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def ordinal_in_words(number: int) -> str:
    """The same in words at any size.

    >>> [ordinal_in_words(n) for n in (2, 11, 12, 20, 21, 101)]
    ['Second', 'Eleventh', 'Twelfth', 'Twentieth', 'Twenty-first', 'One Hundred and First']
    """
    head, _, last = whole_in_words(number).rpartition(" ")
    last = _ordinal_word(last)
    if head and number % 100 > 20 and number % 10:
        return f"{head}-{last.lower()}"
    return f"{head} {last}".strip()


def parse_ordinal(text: str) -> int | None:
    """The number of an ordinal in words or figures; None when it is neither.

    >>> [parse_ordinal(t) for t in ("First", "11TH", "Twenty-first", "twenty first", "2 nd")]
    [1, 11, 21, 21, 2]
    >>> parse_ordinal("Part") is None
    True
    """
    text = text.strip()
    if figures := _FIGURES.fullmatch(text):
        return int(figures[1])
    return _NUMBER_OF_WORD.get(_plain(text))


def _ordinal_word(cardinal: str) -> str:
    if cardinal in _IRREGULAR:
        return _IRREGULAR[cardinal]
    return f"{cardinal[:-1]}ieth" if cardinal.endswith("y") else f"{cardinal}th"


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").lower().split())


# No work has a thousand bills; a title that claims more is not an ordinal.
_NUMBER_OF_WORD = {_plain(ordinal_in_words(n)): n for n in range(1, 1000)}
