"""What every workbook of the product shares: font, borders, page set-up, and exact figures."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bills.domain.money import format_quantity

FONT = "Times New Roman"
FONT_SIZE = 11
HEADER_FILL = "#C8C8C8"
TOTALS_FILL = "#E6E6E6"
MONEY = "#,##0.00"
# Source: spec outputs, section 1. A format has two conditions at most: grouping of
# negative lakhs stays western.
INDIAN_MONEY = r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00"
INDIAN_WHOLE = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0"
A4 = 9
MAX_CELL_TEXT = 32_767


class CellTextTooLong(Exception):
    """A text is longer than a cell of a worksheet can hold."""

    code = "cell_text_too_long"


class PlainFormulaSheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A worksheet that stores formulas as they are given.

    XlsxWriter looks in every formula for each of 29 functions that are younger than its
    file format; ours use none of them, and the search is a fifth of the writing.
    """

    def _prepare_formula(
        self,
        formula: str,
        expand_future_functions: bool = False,
    ) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook in memory, and its formats, each made once."""

    def __init__(self, created: datetime) -> None:
        """`created` is stamped into the file: the same values give the same bytes."""
        self._buffer = BytesIO()
        self._workbook = Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {
                    "font_name": FONT,
                    "font_size": FONT_SIZE,
                },
            },
        )
        self._workbook.set_properties(
            {"created": created.astimezone(UTC).replace(tzinfo=None)}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def add_sheet(self, name: str) -> Worksheet:
        """A new sheet on A4 portrait, with page numbers at the foot."""
        sheet = self._workbook.add_worksheet(name, PlainFormulaSheet)
        sheet.set_paper(A4)
        sheet.set_portrait()
        sheet.set_footer('&C&"Times New Roman"&9Page &P of &N')
        return sheet

    def style(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties, in the font of the product."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    def close(self) -> bytes:
        self._workbook.close()
        return self._buffer.getvalue()


def sheet_names(base: str, count: int) -> list[str]:
    """The names of the sheets of `count` works.

    >>> sheet_names("Bill", 1), sheet_names("Bill", 2)
    (['Bill'], ['Bill-1', 'Bill-2'])
    """
    if count == 1:
        return [base]
    return [f"{base}-{number}" for number in range(1, count + 1)]


def exact(value: Decimal) -> Decimal:
    """The same figure in its shortest decimal text, which is what the file stores.

    >>> exact(Decimal("10.00")), exact(Decimal("1E+2")), exact(Decimal("-0.00"))
    (Decimal('10'), Decimal('100'), Decimal('0'))
    """
    return Decimal(format_quantity(value)) if value else Decimal(0)


def put_text(
    sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None
) -> None:
    """Text that stays text, whatever it begins with. Row and column count from 0."""
    if len(text) > MAX_CELL_TEXT:
        raise CellTextTooLong(f"{len(text)} characters begin with {text[:40]!r}")
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def put_figure(
    sheet: Worksheet, row: int, column: int, value: Decimal, style: Format | None = None
) -> None:
    sheet.write_number(row, column, exact(value), style)


def put_formula(
    sheet: Worksheet,
    row: int,
    column: int,
    formula: str,
    value: Decimal | str,
    style: Format | None = None,
) -> None:
    """A live formula together with its result."""
    result = value if isinstance(value, str) else exact(value)
    sheet.write_formula(row, column, formula, style, result)
