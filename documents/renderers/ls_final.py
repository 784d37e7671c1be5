"""The Lumpsum Contract Final Bill as a workbook: its two pages and how they are printed; their wording is beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from bills.writers.sheet import Book, sheet_names
from documents.domain.ls_final import LSFormFinal
from documents.renderers.amount_column import AmountColumn
from documents.renderers.facing_pages import ACCOUNT_PAGE, FacingPages
from documents.renderers.live_words import LiveWords
from documents.renderers.ls_final_account import write_account_page
from documents.renderers.ls_final_payment import write_payment_page

# Hidden columns beside the paper.
DONE, PAID, STEPS, WORDS = 21, 22, 23, 24


def render_ls_finals(forms: Sequence[LSFormFinal], *, created: datetime) -> bytes:
    """A workbook with one sheet per form: `LS Form`, or `LS Form-1`, ... for several."""
    book = Book(created)
    for form, name in zip(forms, sheet_names("LS Form", len(forms)), strict=True):
        _write_form(book, book.add_sheet(name), form)
    return book.close()


def _write_form(book: Book, sheet: Worksheet, form: LSFormFinal) -> None:
    pages = FacingPages(book, sheet, ACCOUNT_PAGE, ACCOUNT_PAGE)
    done = AmountColumn(pages.left, DONE, fill=form.fill_amounts)
    paid = AmountColumn(pages.right, PAID, fill=form.fill_amounts)
    words = LiveWords(sheet, STEPS, WORDS) if form.fill_amounts else None
    net_value = write_account_page(pages.left, done, words, form)
    write_payment_page(pages.right, paid, words, form, net_value=net_value)
    pages.set_up(hidden=(DONE, WORDS))
