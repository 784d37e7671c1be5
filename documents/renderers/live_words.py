"""Amounts in Indian figures and in words as worksheet formulas, so that both follow an edited amount."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bills.domain.money import format_indian
from bills.domain.words import amount_in_words, whole_in_words
from bills.writers.sheet import INDIAN_MONEY, put_formula, put_text
from documents.renderers.amount_column import Amount

# Formulas spell up to 999 crore; a larger amount is spelt once, and its words give
# way to a blank as soon as the figure changes.
FORMULA_LIMIT = 10**10
CRORES = r"[>=10000]##\,##\,##;[>=100]##\,##;##"  # the count of crores, in pairs
PEN_BLANK = f"Rupees {'_' * 40}"


class LiveWords:
    """Helper cells in two columns of a sheet: the words up to ninety nine, and the steps."""

    def __init__(self, sheet: Worksheet, steps_column: int, words_column: int) -> None:
        self.sheet = sheet
        self.column = steps_column
        for number in range(1, 100):
            put_text(sheet, number, words_column, whole_in_words(number))
        first = xl_rowcol_to_cell(0, words_column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(99, words_column, row_abs=True, col_abs=True)
        self.table = f"{first}:{last}"  # row n + 1 holds n; that of 0 is blank
        self.row = 0

    def add_figure(self, amount_cell: str, amount: Decimal) -> str:
        """The cell that shows the amount of another cell in Indian grouping.

        A number format groups up to 99 crore and no negative lakhs; this does both.
        """
        size = f"ABS({amount_cell})"
        crores = f"TRUNC({size}/10^7)"
        grouped = (
            f'TEXT({crores},"{CRORES}")'
            rf'&TEXT(ROUND({size}-{crores}*10^7,2),"\,00\,00\,000.00")'
        )
        small = f'TEXT({size},"{INDIAN_MONEY}")'
        figure = f"IF({size}>=10^9,{grouped},{small})"
        return self._text(f'IF({amount_cell}<0,"-","")&{figure}', format_indian(amount))

    def add_words(self, amount_cell: str, amount: Decimal) -> str:
        """The cell that spells the amount of another cell, which is `amount` now."""
        paise_total = int(abs(amount) * 100)
        rupees = paise_total // 100
        if rupees >= FORMULA_LIMIT:
            return self._fixed(amount_cell, amount)
        total = self._number(f"ROUND(ABS({amount_cell})*100,0)", paise_total)
        whole = self._number(f"INT({total}/100)", rupees)
        count = self._number(f"INT({whole}/10^7)", rupees // 10**7)
        crores = self._text(
            f'IF({count}>0,{self._hundreds(count)}&" Crore ","")',
            _spelt(rupees // 10**7, "Crore"),
        )
        lakhs = self._text(
            self._tens(f"MOD(INT({whole}/10^5),100)", "Lakh"),
            _spelt(rupees // 10**5 % 100, "Lakh"),
        )
        thousands = self._text(
            self._tens(f"MOD(INT({whole}/10^3),100)", "Thousand"),
            _spelt(rupees // 10**3 % 100, "Thousand"),
        )
        rest = self._number(f"MOD({whole},1000)", rupees % 1000)
        groups = f"{crores}&{lakhs}&{thousands}&{self._hundreds(rest)}"
        paise = self._number(f"{total}-{whole}*100", paise_total % 100)
        words = (
            f'IF({amount_cell}<0,"Minus ","")&IF({whole}=1,"Rupee ","Rupees ")'
            f'&IF({whole}=0,"Zero",TRIM({groups}))'
            f'&IF({paise}=0,""," and "&IF({paise}=1,"Paisa ","Paise ")'
            f'&INDEX({self.table},{paise}+1))&" Only"'
        )
        formula = f'IF({whole}>={FORMULA_LIMIT},"{PEN_BLANK}",{words})'
        return self._text(formula, amount_in_words(amount))

    def put_fixed(
        self, row: int, column: int, amount: Amount, words: str, style: Format
    ) -> None:
        """Words that no formula spells: they give way to a blank with another amount."""
        put_text(self.sheet, self.row, self.column, words)
        spelt_cell = self._next_cell()
        formula = f'=IF({amount.cell}={amount.value},{spelt_cell},"{"_" * 40}")'
        put_formula(self.sheet, row, column, formula, words, style)

    def _fixed(self, amount_cell: str, amount: Decimal) -> str:
        words = amount_in_words(amount)
        put_text(self.sheet, self.row, self.column, words)
        spelt_cell = self._next_cell()
        formula = f'IF({amount_cell}={amount},{spelt_cell},"{PEN_BLANK}")'
        return self._text(formula, words)

    def _tens(self, count: str, name: str) -> str:
        """A formula that spells a count below 100 and names its group."""
        return f'IF({count}>0,INDEX({self.table},{count}+1)&" {name} ","")'

    def _hundreds(self, count: str) -> str:
        """A formula that spells a count below 1000; nothing for 0."""
        return (
            f"TRIM(IF({count}>=100,INDEX({self.table},INT({count}/100)+1)"
            f'&" Hundred "&IF(MOD({count},100)>0,"and ",""),"")'
            f"&INDEX({self.table},MOD({count},100)+1))"
        )

    def _number(self, formula: str, value: int) -> str:
        return self._write(formula, Decimal(value))

    def _text(self, formula: str, value: str) -> str:
        return self._write(formula, value)

    def _write(self, formula: str, value: Decimal | str) -> str:
        put_formula(self.sheet, self.row, self.column, f"={formula}", value)
        return self._next_cell()

    def _next_cell(self) -> str:
        cell: str = xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True)
        self.row += 1
        return cell


def _spelt(count: int, name: str) -> str:
    """What the formula of a group gives, its spaces included."""
    return f"{whole_in_words(count)} {name} " if count else ""
