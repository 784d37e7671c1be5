"""The line of a form that asks for the amount in an Indian language; its words are in documents.domain."""

from __future__ import annotations

from documents.domain.local_words import amount_in_local_words, font_for
from documents.domain.ls_fields import LSForm
from documents.renderers.amount_column import Amount
from documents.renderers.form_grid import BLANK, FormHalf
from documents.renderers.live_words import LiveWords

LABEL, WORDS = (0, 3), (3, 10)


def write_local_words(
    half: FormHalf, words: LiveWords | None, form: LSForm, amount: Amount, *, label: str
) -> None:
    """The words of the amount, or blanks for the pen where no language is chosen."""
    if words is None or form.language is None:
        half.add(half.ruled(f"{label} {BLANK}"), rows=2)
        half.add(half.ruled(BLANK), rows=2)
        return
    text = amount_in_local_words(amount.value, form.language)
    look = {"font_name": font_for(form.language), "bold": True}
    rows = half.rows_for(text, WORDS, **look) + 1  # fonts of these scripts stand high
    half.place(label, span=LABEL, rows=rows)
    half.place("", span=WORDS, rows=rows, **look)
    place = half.row, half.first_column + WORDS[0]
    words.put_fixed(*place, amount, text, half.style(**look))
    half.skip(rows)
