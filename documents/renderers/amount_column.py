"""The ruled pair of columns Rs. and Ps. of a form, and the sums behind it; no line's wording is here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from bills.writers.sheet import INDIAN_WHOLE, put_figure, put_formula, put_text
from documents.renderers.form_grid import FormHalf

PAISE = "00"
RUPEES_LOOK = {"border": 1, "align": "right", "indent": 1}
PAISE_LOOK = {"border": 1, "align": "center"}
MOST_RUPEES = 10**13  # beyond this a worksheet no longer holds the paise


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the form: its hidden cell, its value now, and its two printed cells."""

    cell: str
    value: Decimal
    rupees: str
    paise: str


class AmountColumn:
    """Writes amounts at the row where a half stands, in its last two columns.

    Whole amounts are kept in a hidden column beside the paper: sums are taken there,
    and the printed rupees and paise are cut from them.
    """

    def __init__(self, half: FormHalf, hidden_column: int, *, fill: bool) -> None:
        """With `fill` off nothing but the ruled boxes is written."""
        self.half = half
        self.sheet = half.sheet
        self.fill = fill
        self.hidden_column = hidden_column
        self.hidden_row = 0
        self.paise_column = half.first_column + len(half.pixels) - 1
        self.rupees_column = self.paise_column - 1

    def rule(self, rows: int) -> None:
        """The ruled pair with nothing in it."""
        last = len(self.half.pixels)
        self.half.place("", span=(last - 2, last - 1), rows=rows, **RUPEES_LOOK)
        self.half.place("", span=(last - 1, last), rows=rows, **PAISE_LOOK)

    def entry(self, rows: int, value: Decimal | None) -> Amount:
        """An amount that the office may type over; None is blank and counts as nothing."""
        self.rule(rows)
        if self.fill:
            self._accept_whole_figures()
        if self.fill and value is not None:
            rupees, paise = split_amount(value)
            if isinstance(rupees, str):
                put_text(self.sheet, *self._rupees_at, rupees, self._rupees_look)
            else:
                put_figure(self.sheet, *self._rupees_at, rupees, self._rupees_look)
            put_figure(self.sheet, *self._paise_at, paise, self._paise_look)
        return self._as_printed(self._amount("", value or Decimal(0)))

    def result(self, rows: int, formula: str, value: Decimal) -> Amount:
        """An amount that follows others, by a formula over their hidden cells."""
        self.rule(rows)
        amount = self._keep(f"=ROUND({formula},2)", self._amount("", value))
        if self.fill:
            rupees, paise = split_amount(value)
            cell = amount.cell
            put_formula(
                self.sheet,
                *self._rupees_at,
                f'=IF(AND({cell}<0,{cell}>-1),"-0",TRUNC({cell}))',
                rupees,
                self._rupees_look,
            )
            put_formula(
                self.sheet,
                *self._paise_at,
                f"=ROUND(ABS({cell})*100,0)-TRUNC(ABS({cell}))*100",
                paise,
                self._paise_look,
            )
        return amount

    def printed_result(self, rows: int, formula: str, value: Decimal) -> Amount:
        """The same, but what depends on it reads the printed cells.

        So it sees a figure that the office has typed over the formula.
        """
        return self._as_printed(self.result(rows, formula, value))

    def hidden(self, formula: str, value: Decimal) -> Amount:
        """An amount that only texts speak of; nothing is printed in the column."""
        return self._keep(f"=ROUND({formula},2)", self._amount("", value))

    def _as_printed(self, amount: Amount) -> Amount:
        sign = f'IF(LEFT({amount.rupees},1)="-",-1,1)'
        size = f"ROUND(ABS(N({amount.rupees}))+N({amount.paise})/100,2)"
        return self._keep(f"={sign}*{size}", amount)

    def _keep(self, formula: str, amount: Amount) -> Amount:
        row, column = self.hidden_row, self.hidden_column
        self.hidden_row += 1
        if self.fill:
            put_formula(self.sheet, row, column, formula, amount.value)
        cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return Amount(cell, amount.value, amount.rupees, amount.paise)

    def _amount(self, cell: str, value: Decimal) -> Amount:
        rupees = xl_rowcol_to_cell(*self._rupees_at)
        return Amount(cell, value, rupees, xl_rowcol_to_cell(*self._paise_at))

    def _accept_whole_figures(self) -> None:
        for place, least, most, figures in (
            (self._rupees_at, -MOST_RUPEES, MOST_RUPEES, "whole rupees"),
            (self._paise_at, 0, 99, "paise from 0 to 99"),
        ):
            self.sheet.data_validation(
                *place,
                *place,
                {
                    "validate": "integer",
                    "criteria": "between",
                    "minimum": least,
                    "maximum": most,
                    "error_title": "Amount",
                    "error_message": f"Type {figures} here.",
                },
            )

    @property
    def _rupees_at(self) -> tuple[int, int]:
        return self.half.row, self.rupees_column

    @property
    def _paise_at(self) -> tuple[int, int]:
        return self.half.row, self.paise_column

    @property
    def _rupees_look(self) -> Format:
        return self.half.style(**RUPEES_LOOK, num_format=INDIAN_WHOLE)

    @property
    def _paise_look(self) -> Format:
        return self.half.style(**PAISE_LOOK, num_format=PAISE)


def split_amount(value: Decimal) -> tuple[Decimal | str, Decimal]:
    """Whole rupees and paise; a loss of less than a rupee keeps its sign as text.

    >>> split_amount(Decimal("13544.29")), split_amount(Decimal("-5.50"))
    ((Decimal('13544'), Decimal('29')), (Decimal('-5'), Decimal('50')))
    >>> split_amount(Decimal("-0.50"))
    ('-0', Decimal('50'))
    """
    rupees, paise = divmod(int(abs(value) * 100), 100)
    if value < 0:
        return ("-0" if rupees == 0 else Decimal(-rupees)), Decimal(paise)
    return Decimal(rupees), Decimal(paise)
