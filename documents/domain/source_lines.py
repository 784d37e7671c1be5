"""The text of a source file as lines that know their place; files are opened in readers, values found in extraction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bills.domain.problems import Problem
from bills.domain.texts import squeeze
from bills.domain.work import Work

# A row of two cells whose first holds one of these words is a label and its value.
# Source: spec templates, section 1.
_LABEL_WORDS = re.compile(
    r"name|work|sanction|amount|contractor|nit|estimate|period|address|premium",
    re.IGNORECASE,
)
_MORE_LABEL_WORDS = re.compile(
    r"agreement|bond|agency|\bm\.?b\b|date|tender|completion|order|commencement",
    re.IGNORECASE,
)
_ENDS_AS_LABEL = re.compile(r"[:=]\s*-?\s*$")
_OPENS_AS_VALUE = re.compile(r"^\s*(?::\s*-|[:=])\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: in a sheet, or on a page; None where the file has neither."""

    sheet: str = ""
    cell: str = ""
    page: int | None = None
    line: int | None = None
    part: str = ""  # of a Word file: "header", "table 2", ...


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line; `cells` are the offsets of its cells in the text, with their names."""

    text: str
    place: Place
    cells: tuple[tuple[int, str], ...] = ()
    # How sure the recognition of a scan is, 0-1; None where nothing was recognised.
    recognised: float | None = None

    def cell_at(self, offset: int) -> str:
        """The cell that holds the character, "" where the line has no cells."""
        names = [name for start, name in self.cells if start <= offset]
        return names[-1] if names else self.place.cell


@dataclass(frozen=True, slots=True)
class SourceText:
    """Everything that one source file says.

    `works` are what bills reads in a workbook; `problems` are about those works;
    `notes` are sentences about the file as a whole.
    """

    filename: str
    lines: tuple[SourceLine, ...]
    works: tuple[Work, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sheets(self) -> list[str]:
        """The titles of the sheets, in their order; none but in a workbook."""
        titles = (line.place.sheet for line in self.lines if line.place.sheet)
        return list(dict.fromkeys(titles))


def join_row(
    cells: Sequence[tuple[str, str]], place: Place, *, is_page: bool = False
) -> SourceLine:
    """The cells of one row, as (name, text), in one line; two may be label and value.

    On the page of a PDF more words make a label.

    >>> join_row([("A1", "Name of work"), ("B1", "Lights")], Place()).text
    'Name of work: Lights'
    >>> join_row([("A1", "1"), ("B1", "Lights"), ("C1", "20")], Place()).text
    '1 Lights 20'
    """
    filled = [(name, squeeze(text)) for name, text in cells if text.strip()]
    gap = " "
    if len(filled) == 2 and _is_label(filled[0][1], is_page=is_page):
        name, text = filled[1]
        if not _ENDS_AS_LABEL.search(filled[0][1]):
            filled[1] = (name, _OPENS_AS_VALUE.sub("", text))
            gap = ": "
    text, starts = "", []
    for name, cell in filled:
        text += gap if text else ""
        starts.append((len(text), name))
        text += cell
    return SourceLine(text, place, tuple(start for start in starts if start[1]))


def _is_label(text: str, *, is_page: bool) -> bool:
    return bool(
        _LABEL_WORDS.search(text) or (is_page and _MORE_LABEL_WORDS.search(text))
    )
