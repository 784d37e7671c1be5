"""How much all sheets of one workbook may hold; how much a package may unpack to is in zip_parts.py."""

from __future__ import annotations

from bills.domain.grid import TALL_MERGE, CellRange
from bills.readers.errors import Refusal, WorkbookUnreadable

MOST_CELLS = 2_000_000  # 50,000 rows of 40 columns
# Of texts and formulas. A text that many cells share counts for each of them, because
# each is read. 50,000 rows of 1,000 characters are half of it.
MOST_CHARACTERS = 100_000_000
LONGEST_TEXT = 32_767  # of a cell in Excel, whose formulas are shorter still

COST_OF_TALL_MERGE = 5_000  # cells


class Room:
    """What is left of the room for one workbook; each `take_` raises WorkbookUnreadable."""

    def __init__(
        self, cells: int = MOST_CELLS, characters: int = MOST_CHARACTERS
    ) -> None:
        self._cells = cells
        self._characters = characters

    def take_cells(self, count: int) -> None:
        self._cells -= count
        if self._cells < 0:
            raise WorkbookUnreadable(Refusal.TOO_LARGE)

    def take_merge(self, merge: CellRange) -> None:
        """A merge is looked up by each of its rows, a tall one for every row."""
        height = merge.last_row - merge.first_row + 1
        self.take_cells(height if height <= TALL_MERGE else COST_OF_TALL_MERGE)

    def take_text(self, text: str) -> str:
        """The text of one cell, when there is room for it."""
        if len(text) > LONGEST_TEXT:
            raise WorkbookUnreadable(Refusal.TEXT_TOO_LONG)
        self._characters -= len(text)
        if self._characters < 0:
            raise WorkbookUnreadable(Refusal.TOO_LARGE)
        return text
