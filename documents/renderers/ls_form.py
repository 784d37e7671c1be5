"""Form 27-A as a workbook: its two pages and how they are printed; their wording is beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from bills.writers.sheet import Book, sheet_names
from documents.domain.ls_form import LSFormPart
from documents.renderers.amount_column import AmountColumn
from documents.renderers.facing_pages import ACCOUNT_PAGE, PLAIN_PAGE, FacingPages
from documents.renderers.live_words import LiveWords
from documents.renderers.ls_form_front import write_front
from documents.renderers.ls_form_reverse import write_reverse

AMOUNTS, STEPS, WORDS = 21, 22, 23  # hidden columns beside the paper


def render_ls_forms(forms: Sequence[LSFormPart], *, created: datetime) -> bytes:
    """A workbook with one sheet per form: `LS Form`, or `LS Form-1`, ... for several."""
    book = Book(created)
    for form, name in zip(forms, sheet_names("LS Form", len(forms)), strict=True):
        _write_form(book, book.add_sheet(name), form)
    return book.close()


def _write_form(book: Book, sheet: Worksheet, form: LSFormPart) -> None:
    pages = FacingPages(book, sheet, ACCOUNT_PAGE, PLAIN_PAGE)
    amounts = AmountColumn(pages.left, AMOUNTS, fill=form.fill_amounts)
    net, gross = write_front(pages.left, amounts, form)
    words = LiveWords(sheet, STEPS, WORDS) if form.fill_amounts else None
    write_reverse(pages.right, words, form, net=net, gross=gross)
    pages.set_up(hidden=(AMOUNTS, WORDS))
