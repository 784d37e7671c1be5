"""A printed form on a worksheet: facing halves of equal rows, filled downwards; no form's wording is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bills.writers.sheet import Book, put_text
from bills.writers.text_fit import pixel_width, row_height, text_width

SIZE = 10  # points of the body text
ROW_HEIGHT = 13  # points of one row of the grid, room for one line of body text
GREY = "#808080"
BLANK = "____"  # in a wording: a blank for the pen

Span = tuple[int, int]  # columns of a half, the second not included


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text with a look of its own."""

    text: str
    bold: bool = False
    grey: bool = False


def value_or_prompt(value: str, prompt: str) -> Run:
    """The value in bold, or a grey bracketed prompt where it is unset."""
    return Run(value, bold=True) if value else Run(f"[{prompt}]", grey=True)


class FormHalf:
    """One facing page: its columns, and the row that the next block goes to."""

    def __init__(
        self, book: Book, sheet: Worksheet, first_column: int, pixels: Sequence[int]
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.first_column = first_column
        self.pixels = pixels
        self.row = 0

    @property
    def all(self) -> Span:
        return 0, len(self.pixels)

    def width(self, span: Span, indent: int = 0) -> int:
        """The room for text, as text_fit measures it."""
        return pixel_width(sum(self.pixels[slice(*span)]), indent=indent)

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def place(
        self,
        content: str | Sequence[Run],
        *,
        span: Span | None = None,
        rows: int = 0,
        **look: Any,
    ) -> int:
        """A block over the columns of `span`, as high as its text needs unless `rows` says.

        Returns the rows it takes; the half stays at the row where the block begins.
        """
        span = span or self.all
        runs = [Run(content)] if isinstance(content, str) else list(content)
        text = "".join(run.text for run in runs)
        rows = rows or self.rows_for(text, span, **look)
        style = self.style(**look)
        self._merge(span, rows, style)
        self._write_runs(runs, self.first_column + span[0], look, style)
        return rows

    def add(self, content: str | Sequence[Run], **options: Any) -> None:
        """A block, and the half moves on below it."""
        self.row += self.place(content, **options)

    def add_line(self, runs: Sequence[Run]) -> None:
        """A block of at least two rows, so that short lines keep their distance."""
        text = "".join(run.text for run in runs)
        self.add(runs, rows=max(self.rows_for(text, self.all), 2))

    def add_pair(self, left: Sequence[Run], right: str) -> None:
        """Two blocks side by side, as high as the higher; the right one has blanks."""
        middle = len(self.pixels) // 2
        left_span, right_span = (0, middle), (middle, len(self.pixels))
        right = self.ruled(right, right_span)
        text = "".join(run.text for run in left)
        rows = max(self.rows_for(text, left_span), 2)
        self.place(left, span=left_span, rows=rows)
        self.add(right, span=right_span, rows=rows)

    def add_signature(self, *labels: str, beside: str = "") -> None:
        """Room to sign above a line at the right, and one more beside it at the left."""
        self.skip(3)
        middle = len(self.pixels) // 2
        look: dict[str, Any] = {"top": 1, "align": "center"}
        if beside:
            self.place(beside, span=(0, middle - 1), **look)
        right = (middle, len(self.pixels))
        self.add(labels[0], span=right, **look)
        for label in labels[1:]:
            self.add(self.ruled(label, right), span=right, rows=2)

    def add_rule(self) -> None:
        """A line across the page, with air around it."""
        self.skip()
        self.add("", bottom=1)

    def style(self, **look: Any) -> Format:
        base = {"font_size": SIZE, "text_wrap": True, "valign": "vcenter"}
        return self.book.style(**base | look)

    def rows_for(self, text: str, span: Span, **look: Any) -> int:
        """The rows of the grid that a text needs."""
        height = row_height(
            text,
            self.width(span, look.get("indent", 0)),
            look.get("font_size", SIZE),
            bold=look.get("bold", False),
        )
        return -(-(height - 3) // ROW_HEIGHT)  # a block needs no padding of its own

    def ruled(self, wording: str, span: Span | None = None) -> str:
        """The wording with its blanks drawn out, all alike, until the line is full."""
        words = "".join(wording.split(BLANK))
        room = self.width(span or self.all) - text_width(words, SIZE)
        strokes = room // text_width("_", SIZE) // wording.count(BLANK)
        return wording.replace(BLANK, "_" * max(strokes, len(BLANK)))

    def _merge(self, span: Span, rows: int, style: Format) -> None:
        first, last = (self.first_column + column for column in (span[0], span[1] - 1))
        if rows > 1 or last > first:
            self.sheet.merge_range(
                self.row, first, self.row + rows - 1, last, "", style
            )

    def _write_runs(
        self, runs: Sequence[Run], column: int, look: dict[str, Any], style: Format
    ) -> None:
        if len(runs) == 1:
            put_text(
                self.sheet, self.row, column, runs[0].text, self._styled(runs[0], look)
            )
            return
        fragments: list[Format | str] = []
        for run in runs:
            fragments += [self._styled(run, look), run.text]
        self.sheet.write_rich_string(self.row, column, *fragments, style)

    def _styled(self, run: Run, look: dict[str, Any]) -> Format:
        font: dict[str, Any] = {}
        if run.bold:
            font["bold"] = True
        if run.grey:
            font["font_color"] = GREY
        return self.style(**look | font)
