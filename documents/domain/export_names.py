"""Names of files in a zip that every system can unpack, no two of them the same."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

# What Windows takes in no name; a backslash would begin a folder there.
UNWANTED = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class ExportNames:
    """Chooses each name once; small and capital letters count as the same, as on a Mac.

    >>> names = ExportNames()
    >>> names.choose("made/1/Bill.xlsx"), names.choose("made/1/BILL.xlsx")
    ('made/1/Bill.xlsx', 'made/1/BILL (2).xlsx')
    >>> names.choose("uploads/../a:b.xlsx"), names.choose("uploads/ends. ")
    ('uploads/_/a_b.xlsx', 'uploads/ends')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def choose(self, wanted: str) -> str:
        safe = PurePosixPath(*(_as_part(part) for part in wanted.split("/")))
        name, number = safe, 1
        while _as_compared(name) in self._taken:
            number += 1
            name = safe.with_name(f"{safe.stem} ({number}){safe.suffix}")
        self._taken.add(_as_compared(name))
        return str(name)


def _as_part(part: str) -> str:
    return UNWANTED.sub("_", unicodedata.normalize("NFC", part)).rstrip(". ") or "_"


def _as_compared(name: PurePosixPath) -> str:
    return unicodedata.normalize("NFKC", str(name)).casefold()
