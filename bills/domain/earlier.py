"""Bills of a work that were made before, as far as a new one is compared with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EarlierBill:
    """A bill of the register."""

    title: str
    number: int
    is_final: bool
    mb_details: str  # as it was printed
    made_on: date
    job_number: int


# Called with the key of a work; the bills of it that were made before, oldest first.
FindEarlier = Callable[[str], Sequence[EarlierBill]]


def find_nothing(work_key: str) -> Sequence[EarlierBill]:
    """The `FindEarlier` of a run that knows no register."""
    return ()
