"""The ruled lines of an account: number, wording, Rs. and Ps.; no form's wording is here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bills.writers.sheet import HEADER_FILL
from documents.renderers.amount_column import Amount, AmountColumn
from documents.renderers.form_grid import FormHalf, Run, Span

NUMBER, WORDING = (0, 1), (1, 8)
BESIDE_BOX, BOX = (1, 7), (7, 8)
CENTRED = {"align": "center"}


class AccountLines:
    """Writes the lines of an account downwards in a half of ten columns."""

    def __init__(
        self, half: FormHalf, amounts: AmountColumn, *, line_rows: int
    ) -> None:
        """`line_rows` is the least height of a line: room for a pen."""
        self.half = half
        self.amounts = amounts
        self.line_rows = line_rows

    def add_heading(self, title: str) -> None:
        look = {"border": 1, "bold": True, "bg_color": HEADER_FILL}
        self.half.place(title, span=(0, 8), rows=2, **look, indent=1)
        self.half.place("Rs.", span=(8, 9), rows=2, **look, **CENTRED)
        self.half.add("Ps.", span=(9, 10), rows=2, **look, **CENTRED)

    def add_entry(
        self, number: str, text: Sequence[Run], value: Decimal | None
    ) -> Amount:
        """A line whose amount the office may type over."""
        rows = self.place_wording(number, text)
        amount = self.amounts.entry(rows, value)
        self.half.skip(rows)
        return amount

    def add_result(
        self,
        number: str,
        text: Sequence[Run],
        formula: str,
        value: Decimal,
        *,
        box: str = "",
    ) -> Amount:
        """A line whose amount follows others; `box` is a letter boxed beside it."""
        rows = self.place_wording(number, text, box=box)
        amount = self.amounts.result(rows, formula, value)
        self.half.skip(rows)
        return amount

    def place_wording(self, number: str, text: Sequence[Run], *, box: str = "") -> int:
        """The two left cells of a line; gives the rows that it takes."""
        span: Span = BESIDE_BOX if box else WORDING
        plain = "".join(run.text for run in text)
        rows = max(self.half.rows_for(plain, span, indent=1), self.line_rows)
        self.half.place(number, span=NUMBER, rows=rows, border=1, **CENTRED)
        self.half.place(text, span=span, rows=rows, border=1, indent=1)
        if box:
            self.half.place(box, span=BOX, rows=rows, border=2, bold=True, **CENTRED)
        return rows
