"""The pages of measurement books that a bill names, as we print them and as offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NO = r"\s*(?:nos?\.?(?![a-z])|number\b|(?![a-z]))"
_TOKEN = re.compile(
    rf"""
    (?P<book> \b(?:m\.?\s?b\.?|measurement\s+books?) {_NO})
    | (?P<page> \bp(?:ages?|gs?|p)?\.? {_NO})
    | (?P<to> (?:up\s?)?to(?![a-z]) | [-\u2013\u2014])
    | (?P<number> (?:\b[a-z]{{1,4}}-?)? \d+ (?:/\d[\d-]* | [-/][a-oq-z]\b)? )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"\b\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\b")


@dataclass(frozen=True, slots=True)
class MBPages:
    """A stretch of pages of one measurement book, both ends included."""

    book: str
    first: int
    last: int

    def shared_with(self, other: MBPages) -> MBPages | None:
        """The pages that both have; books of measurements and abstracts are numbered alike."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        is_shared = self.book == other.book and first <= last
        return MBPages(self.book, first, last) if is_shared else None

    def __str__(self) -> str:
        pages = f"pages {self.first} to {self.last}"
        if self.first == self.last:
            pages = f"page {self.first}"
        return f"M.B. {self.book} {pages}"


def parse_mb_pages(text: str) -> tuple[MBPages, ...]:
    """Every stretch of pages that the text names; none when it names no book or no page.

    >>> [str(p) for p in parse_mb_pages("MB.No. 12 P.No. 3 to 18 (Measurements)")]
    ['M.B. 12 pages 3 to 18']
    >>> [str(p) for p in parse_mb_pages("M.B. No 12, pages 3-18, 21 & 14 P.No. 5")]
    ['M.B. 12 pages 3 to 18', 'M.B. 12 page 21', 'M.B. 14 page 5']
    """
    reader = _Reader()
    for token in _TOKEN.finditer(_DATE.sub(" ", text)):
        reader.take(token.lastgroup or "", token[0])
    return tuple(reader.pages)


class _Reader:
    """What the words read so far say; a number is a book until pages are spoken of."""

    def __init__(self) -> None:
        self.pages: list[MBPages] = []
        self.book = ""
        # What the next number is: book, page, listed (one more page), last or nothing.
        self.expects = "book"
        self.previous = ""  # what the token before was taken for

    def take(self, kind: str, text: str) -> None:
        """Takes the next token in."""
        if kind == "number":
            self.previous = self.expects
            self._take_number(text)
            return
        if kind == "page" and self.previous == "listed":
            # "... & 14 P.No. 5": what looked like one more page is the next book.
            self.book = str(self.pages.pop().first)
        if kind != "to":
            self.expects = kind
        elif self.previous in ("page", "listed"):
            self.expects = "last"
        self.previous = kind

    def _take_number(self, text: str) -> None:
        if self.expects == "book":
            self.book, self.expects = _plain(text), "nothing"
        elif not text.isdecimal() or not self.book:
            self.previous = "nothing"
        elif self.expects in ("page", "listed"):
            self.pages.append(MBPages(self.book, int(text), int(text)))
            self.expects = "listed"
        elif self.expects == "last":
            low, high = sorted((self.pages.pop().first, int(text)))
            self.pages.append(MBPages(self.book, low, high))
            self.expects = "listed"


def _plain(book: str) -> str:
    """The number of a book as it is compared: 012 is 12."""
    return book.upper().lstrip("0") or "0"
