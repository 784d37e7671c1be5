"""The lumpsum contract form for running bills, Form 27-A, as a worksheet: two facing halves and the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from bills.writers.sheet import Book, sheet_names
from documents.domain.ls_form import LSFormPart
from documents.renderers.amount_column import AmountColumn
from documents.renderers.form_grid import ROW_HEIGHT, FormHalf
from documents.renderers.live_words import LiveWords
from documents.renderers.ls_form_front import write_front
from documents.renderers.ls_form_reverse import write_reverse

# Ten columns a half, in pixels; the last two of the front are Rs. and Ps.
FRONT = (30, 70, 70, 70, 70, 70, 70, 70, 100, 46)
REVERSE = (67, 67, 67, 67, 67, 67, 67, 67, 67, 63)
AMOUNTS, STEPS, WORDS = 21, 22, 23  # hidden columns beside the paper
PAGE_HEIGHT = 750  # points between the top and the bottom margin of A4
TALLEST_ROW = 16  # points; a short form is not stretched beyond this


def render_ls_forms(forms: Sequence[LSFormPart], *, created: datetime) -> bytes:
    """A workbook with one sheet per form: `LS Form`, or `LS Form-1`, ... for several."""
    book = Book(created)
    for form, name in zip(forms, sheet_names("LS Form", len(forms)), strict=True):
        _write_form(book, book.add_sheet(name), form)
    return book.close()


def _write_form(book: Book, sheet: Worksheet, form: LSFormPart) -> None:
    front = FormHalf(book, sheet, 0, FRONT)
    reverse = FormHalf(book, sheet, len(FRONT), REVERSE)
    amounts = AmountColumn(front, AMOUNTS, fill=form.fill_amounts)
    net, gross = write_front(front, amounts, form)
    words = LiveWords(sheet, STEPS, WORDS) if form.fill_amounts else None
    write_reverse(reverse, words, form, net=net, gross=gross)
    _set_up_page(sheet, rows=max(front.row, reverse.row))


def _set_up_page(sheet: Worksheet, *, rows: int) -> None:
    for column, pixels in enumerate((*FRONT, *REVERSE)):
        sheet.set_column_pixels(column, column, pixels)
    sheet.set_column(AMOUNTS, WORDS, None, None, {"hidden": True})
    height = min(max(PAGE_HEIGHT // rows, ROW_HEIGHT), TALLEST_ROW)
    for row in range(rows):
        sheet.set_row(row, height)
    sheet.print_area(0, 0, rows - 1, len(FRONT) + len(REVERSE) - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.65)
    sheet.center_horizontally()
    # A scale, not a fit to pages: that would ignore the break between the halves.
    sheet.set_print_scale(min(100, PAGE_HEIGHT * 100 // (rows * height)))
    sheet.set_v_pagebreaks([len(FRONT)])
    sheet.hide_gridlines(2)
