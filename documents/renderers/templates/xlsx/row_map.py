"""Where the rows of a template sheet stand after repeats and conditions; formulas are in references.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The copies of the repeats around a row, outermost first: (number of the repeat, copy).
Path = tuple[tuple[int, int], ...]
Run = tuple[int, int]  # the first and the last of rows that follow one another


@dataclass(frozen=True, slots=True)
class Repeat:
    """The template rows that one repeat covers, its own tag rows included."""

    number: int
    first_row: int
    last_row: int
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One row of the filled sheet: the template row that it is a copy of."""

    source: int
    path: Path = ()


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range in a formula: its template row, and whether `$` fixes it."""

    row: int
    is_fixed: bool


class RowMap:
    """Template rows to filled rows; rows below the planned ones only shift."""

    def __init__(
        self,
        placed: Sequence[PlacedRow] = (),
        planned: int = 0,
        repeats: Sequence[Repeat] = (),
    ) -> None:
        self.placed = placed
        self.planned = planned
        self._repeats = {repeat.number: repeat for repeat in repeats}
        self._around = {
            row: tuple(r.number for r in repeats if r.first_row <= row <= r.last_row)
            for row in range(1, planned + 1)
        }
        self._copies: dict[tuple[int, Path], list[int]] = {}
        for number, row in enumerate(placed, start=1):
            for depth in range(len(row.path) + 1):
                key = (row.source, row.path[:depth])
                self._copies.setdefault(key, []).append(number)

    @property
    def moves_nothing(self) -> bool:
        return len(self.placed) == self.planned and all(
            number == row.source for number, row in enumerate(self.placed, start=1)
        )

    def __iter__(self) -> Iterator[tuple[int, PlacedRow]]:
        return iter(enumerate(self.placed, start=1))

    def page_starts(self) -> list[int]:
        """The filled rows that begin a page of their own."""
        paging = {r.number for r in self._repeats.values() if r.new_page}
        before: Path = ()
        starts = []
        for number, row in self:
            steps = [step for step in row.path if step[0] in paging and step[1]]
            if any(step not in before for step in steps):
                starts.append(number)
            before = row.path
        return starts

    def copies(self, row: int, near: Path = ()) -> list[int]:
        """The filled rows of a template row, those of the copies that `near` stands in."""
        if row > self.planned:
            return [row + len(self.placed) - self.planned]
        return self._copies.get((row, self._shared(row, near)), [])

    def first(self, row: int) -> int:
        """Where something anchored at the row begins: its first copy, else the next row."""
        while row <= self.planned:
            copies = self.copies(row)
            if copies:
                return copies[0]
            row += 1
        return self.copies(row)[0]

    def cell(self, end: End, home: PlacedRow | None) -> list[int]:
        """The filled rows that a reference to one cell may mean, from where it is written."""
        if home is None:
            return self.copies(end.row)
        before = None if end.is_fixed else self._row_before(end.row, home)
        if before is not None:
            return [before]
        return self.copies(end.row, self._view(end, home))

    def runs(self, first: End, last: End, home: PlacedRow | None) -> list[Run]:
        """The filled rows of a range of template rows, as runs; none when all are gone."""
        if home is not None and home.path:
            ends = self._own_range(first, last, home)
            if ends is not None:
                return [ends]
        near = home.path if home else ()
        rows = [
            copy
            for row in range(first.row, min(last.row, self.planned) + 1)
            for copy in self.copies(row, near)
        ]
        if last.row > self.planned:
            start = max(first.row, self.planned + 1)
            rows += [self.copies(start)[0]]
        runs = list(_join(sorted(rows)))
        if last.row > self.planned:
            runs[-1] = (runs[-1][0], self.copies(last.row)[0])
        return runs

    def spans(self, first: int, last: int) -> list[Run]:
        """Where something over these template rows lies: once in every copy of them."""
        if last > self.planned or self._around[first] != self._around[last]:
            runs = self.runs(End(first, False), End(last, False), None)
            return [(runs[0][0], runs[-1][1])] if runs else []
        found: list[Run] = []
        for path in self._paths(first, last):
            runs = self.runs(End(first, False), End(last, False), PlacedRow(0, path))
            found.append((runs[0][0], runs[-1][1]))
        return found

    def _paths(self, first: int, last: int) -> list[Path]:
        """The copies of the repeats around the two rows, in their order."""
        rows = sorted({*self.copies(first), *self.copies(last)})
        return list(dict.fromkeys(self.placed[row - 1].path for row in rows))

    def _own_range(self, first: End, last: End, home: PlacedRow) -> Run | None:
        """A running range such as F$5:F5, or one that begins in the copy before."""
        is_running = any(
            end.is_fixed and self._around.get(end.row) == self._around.get(home.source)
            for end in (first, last)
        )
        follows = not first.is_fixed and self._row_before(first.row, home) is not None
        if not is_running and not follows:
            return None
        starts, stops = self.cell(first, home), self.cell(last, home)
        return (min(starts), max(stops)) if starts and stops else None

    def _row_before(self, row: int, home: PlacedRow) -> int | None:
        """The last row of the copy before, which is what stands above this copy.

        A relative reference to the row above a repeat follows the copies downwards, as
        it does when rows are copied by hand; so running totals and serials go on.
        """
        if not home.path:
            return None
        number, copy = home.path[-1]
        repeat = self._repeats[number]
        is_above = repeat.first_row - 1 <= row < home.source
        # Rows that held only tags stand between the repeat and what is above it.
        if copy == 0 or not is_above or (row >= repeat.first_row and self.copies(row)):
            return None
        before: Path = (*home.path[:-1], (number, copy - 1))
        rows = [
            placed
            for source in range(repeat.first_row, repeat.last_row + 1)
            for placed in self._copies.get((source, before), [])
        ]
        return max(rows, default=None)

    def _view(self, end: End, home: PlacedRow) -> Path:
        """A fixed row of the home's own repeat means all its copies, not the home's."""
        if end.is_fixed and self._around.get(end.row) == self._around.get(home.source):
            return home.path[:-1]
        return home.path

    def _shared(self, row: int, near: Path) -> Path:
        depth = 0
        for number, step in zip(self._around[row], near, strict=False):
            if number != step[0]:
                break
            depth += 1
        return near[:depth]


def _join(rows: Sequence[int]) -> Iterator[Run]:
    """Sorted rows as runs.

    >>> list(_join([1, 2, 3, 7, 8]))
    [(1, 3), (7, 8)]
    """
    start, previous = 0, -1
    for row in rows:
        if row != previous + 1:
            if start:
                yield start, previous
            start = row
        previous = row
    if start:
        yield start, previous
