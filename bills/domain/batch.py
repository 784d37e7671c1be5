"""What a batch made of each of its workbooks, and under which names; the making is not here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bills.domain.making import MadeFile, Making

LONGEST_STEM = 120


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One workbook of a batch. Nothing was made of it when `files` is empty."""

    filename: str
    making: Making
    message: str = ""  # why nothing was made
    files: tuple[MadeFile, ...] = ()  # as they are called in the batch

    def as_json(self) -> dict[str, Any]:
        return {
            "filename": self.filename,
            "state": "made" if self.files else "failed",
            "message": self.message,
            **self.making.as_json(),
            "outputs": [file.filename for file in self.files],
            "warnings": list(self.warnings),
        }

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody must look at, with the name of the workbook."""
        says = self.making.warnings if self.files else (self.message,)
        return tuple(f"{self.filename}: {text}" for text in says)


class BatchNames:
    """Gives each made file a name that tells its source and that no other one has.

    >>> names = BatchNames()
    >>> names.choose("Ward 4.xlsx", "Bills.xlsx"), names.choose("ward 4.xls", "Bills.xlsx")
    ('Ward 4_Bills.xlsx', 'ward 4_Bills (2).xlsx')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def choose(self, source: str, made: str) -> str:
        name = PurePath(made)
        stem = f"{PurePath(source).stem[:LONGEST_STEM]}_{name.stem}"
        chosen = next(
            candidate
            for candidate in _numbered(stem, name.suffix)
            # Windows, where the zip is opened, does not tell cases apart.
            if candidate.casefold() not in self._taken
        )
        self._taken.add(chosen.casefold())
        return chosen


def _numbered(stem: str, suffix: str) -> Iterator[str]:
    yield f"{stem}{suffix}"
    number = 2
    while True:
        yield f"{stem} ({number}){suffix}"
        number += 1
