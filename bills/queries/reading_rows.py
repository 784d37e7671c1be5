"""One stored row of a sheet as cells side by side, each with what it means and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bills.domain.problems import Level
from bills.domain.work import RowMark
from bills.queries.reading_words import MARK_WORDS, role_word

_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")
# Rows whose cells stand under the heads of their columns even where they are blank.
_IN_COLUMNS = frozenset(
    {RowMark.ITEM, RowMark.AE, RowMark.HEADER, RowMark.CONTINUATION}
)
# Rows to whose cells the meaning of their column applies.
_OF_TABLE = _IN_COLUMNS | {RowMark.HEADING, RowMark.TOTAL}
_GRAVEST_FIRST = [level.value for level in Level]


@dataclass(frozen=True, slots=True)
class CellView:
    letter: str
    text: str
    meaning: str  # of its column, in words; "" for nothing
    span: int = 1  # columns that the cell covers
    level: str = ""  # of the gravest problem at the cell
    was: str = ""  # what stood in it before it was corrected

    @property
    def is_wrong(self) -> bool:
        return self.level in (Level.ERROR, Level.WARNING)

    @property
    def look(self) -> str:
        """The classes of the cell."""
        words = (
            "figure" if _FIGURE.fullmatch(self.text) else "",
            "" if self.text or self.level else "blank",
            f"cell-{self.level}" if self.level else "",
            "cell-corrected" if self.was else "",
        )
        return " ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class RowView:
    number: int
    mark: RowMark | None
    texts: Mapping[str, str]  # of the filled cells by their column
    cells: Sequence[CellView]  # side by side, as they are shown
    problems: Sequence[Mapping[str, str]]
    is_hidden: bool = False
    is_said: bool = False  # the office said what the row is

    @property
    def mark_word(self) -> str:
        return str(MARK_WORDS[self.mark]) if self.mark else ""

    @property
    def mark_icon(self) -> str:
        """The name of the icon partial that goes with the word."""
        return f"mark_{self.mark}"

    @property
    def level(self) -> str:
        """Of the gravest problem of the row, "" when there is none to act on."""
        level = _gravest(self.problems)
        return "" if level == Level.INFO else level


def view_row(document: Mapping[str, Any], columns: Mapping[str, str]) -> RowView:
    """The row as `services.preview_rows` wrote it, under the columns of its sheet."""
    mark = document.get("mark")
    return RowView(
        number=document["row"],
        mark=RowMark(mark) if mark else None,
        texts=document.get("cells", {}),
        cells=list(_view_cells(document, columns)),
        problems=document.get("problems", ()),
        is_hidden=document.get("hidden", False),
        is_said=document.get("said", False),
    )


def _view_cells(
    document: Mapping[str, Any], columns: Mapping[str, str]
) -> Iterator[CellView]:
    """One cell for each column, fewer where one covers its neighbours."""
    row, problems = document["row"], document.get("problems", ())
    texts, letters = document.get("cells", {}), list(columns)
    mark = document.get("mark")
    covered = 0
    for position, (letter, meaning) in enumerate(columns.items()):
        if position < covered:
            continue
        span = _span(document, letters[position:])
        covered = position + span
        at_cell = [p for p in problems if p["cell"] == f"{letter}{row}"]
        yield CellView(
            letter=letter,
            text=texts.get(letter, ""),
            meaning=role_word(meaning) if mark in _OF_TABLE else "",
            span=span,
            level=_gravest(at_cell),
            was=document.get("was", {}).get(letter, ""),
        )


def _span(document: Mapping[str, Any], letters: Sequence[str]) -> int:
    """How many columns the cell at the first letter covers.

    A merged one covers those of its merge; the text of a row outside the table runs over
    the blank cells after it, as in Excel.
    """
    span: int = document.get("spans", {}).get(letters[0], 1)
    texts = document.get("cells", {})
    text = texts.get(letters[0], "")
    if document.get("mark") in _IN_COLUMNS or not text or _FIGURE.fullmatch(text):
        return span
    blank = takewhile(lambda letter: letter not in texts, letters[span:])
    return span + len(list(blank))


def _gravest(problems: Sequence[Mapping[str, str]]) -> str:
    levels = {problem["level"] for problem in problems}
    return next((level for level in _GRAVEST_FIRST if level in levels), "")
