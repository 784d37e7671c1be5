"""Bills of a work that were made before, as far as a new one is compared with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bills.domain.matching import is_alike, normalise

LONGEST_KEY = 300
# Vowel signs of Indian scripts are no letters to `\w`, so the separators are named.
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u201f]+")


@dataclass(frozen=True, slots=True)
class EarlierBill:
    """A bill of the register."""

    title: str
    number: int
    is_final: bool
    mb_details: str  # as it was printed
    made_on: date
    job_number: int


# Called with the key and the name of a work; the bills of it that were made before,
# oldest first.
FindEarlier = Callable[[str, str], Sequence[EarlierBill]]


def find_nothing(work_key: str, name_of_work: str) -> Sequence[EarlierBill]:
    """The `FindEarlier` of a run that knows no register."""
    return ()


def compute_work_key(agreement: str, name_of_work: str) -> str:
    """By what two bills are of one work: the agreement, else the name; "" without both.

    Case, spaces and punctuation do not count.

    >>> compute_work_key(" 30 / 2026-27", "Lights"), compute_work_key("--", "Lights, Block A")
    ('30 2026 27', 'lights block a')
    """
    key = _squeeze(agreement) or _squeeze(name_of_work)
    if len(key) <= LONGEST_KEY:
        return key
    # The end of a long name may be all that differs: "... Block A", "... Block B".
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]} {digest}"


def is_same_work(name: str, other: str, *, is_alone: bool) -> bool:
    """Whether two bills under one agreement are of one work, by its names.

    `is_alone`: no other bill under the agreement was made with the other one. Then a name
    may have been mended between two bills; else the works are told apart by it.

    >>> is_same_work("Lights, Block A", "Lights, Block B", is_alone=False)
    False
    >>> is_same_work("Street lighting Ward 5", "Street lightning, ward-5", is_alone=True)
    True
    """
    mine, others = _squeeze(name), _squeeze(other)
    if mine == others or not (mine and others):
        return True
    return is_alone and is_alike(normalise(name), normalise(other))


def _squeeze(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
