"""A sentence of a form with amounts in it, which follows them; with no amounts filled, one with blanks."""

from __future__ import annotations

from typing import Any

from bills.domain.money import format_indian
from bills.domain.words import amount_in_words
from bills.writers.sheet import put_formula
from documents.renderers.amount_column import Amount
from documents.renderers.form_grid import FormHalf
from documents.renderers.live_words import LiveWords

PEN_FIGURE = "_" * 22
PEN_WORDS = "Rupees " + " ".join(["_" * 20] * 3)  # breaks where a line ends


class LiveSentence:
    """Texts, figures and words in the order in which they are added."""

    def __init__(self, words: LiveWords | None) -> None:
        self.words = words
        self.terms: list[str] = []
        self.plain = ""

    def add_text(self, text: str) -> LiveSentence:
        quoted = text.replace('"', '""')
        self.terms.append(f'"{quoted}"')
        self.plain += text
        return self

    def add_figure(self, amount: Amount) -> LiveSentence:
        """`Rs. 13,544.29`"""
        self.add_text("Rs. ")
        if self.words is None:
            return self.add_text(PEN_FIGURE)
        self.terms.append(self.words.add_figure(amount.cell, amount.value))
        self.plain += format_indian(amount.value)
        return self

    def add_words(self, amount: Amount) -> LiveSentence:
        """`Rupees Thirteen Thousand ... Only`"""
        if self.words is None:
            return self.add_text(PEN_WORDS)
        self.terms.append(self.words.add_words(amount.cell, amount.value))
        self.plain += amount_in_words(amount.value)
        return self

    def write(self, half: FormHalf, **look: Any) -> None:
        """The sentence in the half, with a line to spare for the words of another amount."""
        if self.words is None:
            half.add(self.plain, **look)
            return
        rows = half.rows_for(self.plain, half.all, **look) + 1
        half.place("", rows=rows, **look)
        formula = "=" + "&".join(self.terms)
        style = half.style(**look)
        put_formula(half.sheet, half.row, half.first_column, formula, self.plain, style)
        half.skip(rows)
