"""The measurement books that a movement slip lists one by one; its wording is in the template."""

from __future__ import annotations

import re

from documents.domain.bill_placeholders import Sourced

MOST_BOOKS = 6  # rows of the slip
_NEXT_BOOK = re.compile(
    r"(?:\s*(?:&|,|;|\band\b)\s*|\s+)(?=M\.?\s*B\.?\s*No)", re.IGNORECASE
)


def list_measurement_books(mb_details: str) -> list[str]:
    """Each book of the M.B. line with its pages.

    >>> list_measurement_books("MB.No. 7 P.No. 3 to 18 (Measurements) & MB.No. 9 P.No. 5 to 9")
    ['MB.No. 7 P.No. 3 to 18 (Measurements)', 'MB.No. 9 P.No. 5 to 9']
    """
    return [book.strip() for book in _NEXT_BOOK.split(mb_details) if book.strip()]


def book_placeholders(mb_details: Sourced) -> dict[str, Sourced]:
    """MB_1, MB_2, ...: one a row; what has no row of its own goes to the last.

    >>> found = book_placeholders(Sourced("MB.No. 7 & MB.No. 9", "Bill", "A8"))
    >>> found["MB_2"], found["MB_3"].value
    (Sourced(value='MB.No. 9', sheet='Bill', cell='A8'), '')
    """
    books = list_measurement_books(str(mb_details.value or ""))
    rows = [*books[: MOST_BOOKS - 1], " & ".join(books[MOST_BOOKS - 1 :])]
    rows += [""] * (MOST_BOOKS - len(rows))
    return {
        f"MB_{number}": Sourced(book, mb_details.sheet, mb_details.cell)
        for number, book in enumerate(rows, start=1)
    }
