"""Scrutiny cards as a workbook of their own, for the packet; their sheets are those of bills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bills.domain.header import BillHeader
from bills.domain.scrutiny.card import ScrutinyCard
from bills.writers.scrutiny_sheet import write_scrutiny
from bills.writers.sheet import Book


def render_scrutiny_cards(
    headers: Sequence[BillHeader], cards: Sequence[ScrutinyCard], *, created: datetime
) -> bytes:
    """A sheet for each card, under the header of its bill."""
    book = Book(created)
    write_scrutiny(book, headers, cards)
    return book.close()
