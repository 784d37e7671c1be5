"""The two facing pages of a form on one worksheet: their columns, and how they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from bills.writers.sheet import Book
from documents.renderers.form_grid import ROW_HEIGHT, FormHalf

# Ten columns a page, in pixels; the last two of an account are Rs. and Ps.
ACCOUNT_PAGE = (30, 70, 70, 70, 70, 70, 70, 70, 100, 46)
PLAIN_PAGE = (67, 67, 67, 67, 67, 67, 67, 67, 67, 63)
PAGE_HEIGHT = 750  # points between the top and the bottom margin of A4
TALLEST_ROW = 16  # points; a short form is not stretched beyond this


class FacingPages:
    """A left and a right page, a page break between them."""

    def __init__(
        self, book: Book, sheet: Worksheet, left: Sequence[int], right: Sequence[int]
    ) -> None:
        self.sheet = sheet
        self.left = FormHalf(book, sheet, 0, left)
        self.right = FormHalf(book, sheet, len(left), right)

    def set_up(self, *, hidden: tuple[int, int]) -> None:
        """Sizes and print settings, once both pages are written.

        `hidden` are the first and the last column of what is worked out beside the paper.
        """
        sheet = self.sheet
        for column, pixels in enumerate((*self.left.pixels, *self.right.pixels)):
            sheet.set_column_pixels(column, column, pixels)
        sheet.set_column(*hidden, None, None, {"hidden": True})
        rows = max(self.left.row, self.right.row)
        height = min(max(PAGE_HEIGHT // rows, ROW_HEIGHT), TALLEST_ROW)
        for row in range(rows):
            sheet.set_row(row, height)
        sheet.print_area(0, 0, rows - 1, self.right.first_column + 9)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.65)
        sheet.center_horizontally()
        # A scale, not a fit to pages: that would ignore the break between the pages.
        sheet.set_print_scale(min(100, PAGE_HEIGHT * 100 // (rows * height)))
        sheet.set_v_pagebreaks([self.right.first_column])
        sheet.hide_gridlines(2)
