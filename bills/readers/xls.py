"""Legacy .xls files to sheets, through xlrd; formulas are known there by their stored results only."""

from __future__ import annotations

import io
import struct
from decimal import Decimal

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formatting import XF
from xlrd.sheet import Cell as XlrdCell
from xlrd.sheet import Sheet as XlrdSheet

from bills.domain.grid import PLAIN, Cell, CellRange, CellStyle, Sheet, Value
from bills.readers.cells import (
    is_date_format,
    is_percent_format,
    parse_error,
    parse_serial_date,
    parse_stored_number,
)
from bills.readers.errors import Refusal, WorkbookUnreadable

# What xlrd lets out when the bytes of a file contradict each other.
DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
)

FILEPASS, BOUNDSHEET, END_OF_SECTION = 0x2F, 0x85, 0x0A
YELLOW, RED = (255, 255, 0), (255, 0, 0)


def read_xls(content: bytes) -> list[Sheet]:
    """The worksheets of a legacy workbook.

    Raises: WorkbookUnreadable.
    """
    try:
        if _has_password(content):
            raise WorkbookUnreadable(Refusal.ENCRYPTED)
        with xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        ) as book:
            return [_read_sheet(book, sheet) for sheet in book.sheets()]
    except DAMAGE as error:
        raise WorkbookUnreadable(Refusal.DAMAGED) from error


def _has_password(content: bytes) -> bool:
    """Whether the workbook stream opens with a FILEPASS record."""
    log = io.StringIO()
    container = CompDoc(content, logfile=log)
    for name in ("Workbook", "Book"):
        stream, start, size = container.locate_named_stream(name)
        if stream is not None:
            return _opens_with_filepass(stream[start : start + size])
    raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)


def _opens_with_filepass(stream: bytes) -> bool:
    position = 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        if record == FILEPASS:
            return True
        if record in (BOUNDSHEET, END_OF_SECTION):
            return False
        position += 4 + length
    return False


def _read_sheet(book: Book, source: XlrdSheet) -> Sheet:
    sheet = Sheet(title=source.name, is_hidden=source.visibility != 0)
    styles: dict[int, CellStyle] = {}
    for row in range(source.nrows):
        cells: dict[int, Cell] = {}
        for column in range(source.row_len(row)):
            cell = source.cell(row, column)
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            style = styles.get(cell.xf_index)
            if style is None:
                style = styles[cell.xf_index] = _read_style(book, cell.xf_index)
            cells[column + 1] = Cell(_read_value(book, cell), None, style)
        if cells:
            sheet.rows[row + 1] = cells
    sheet.merges = [
        CellRange(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in source.merged_cells
    ]
    sheet.hidden_rows = {
        row + 1 for row, info in source.rowinfo_map.items() if info.hidden
    }
    return sheet


def _read_value(book: Book, cell: XlrdCell) -> Value:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value) or None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return parse_error(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    number = parse_stored_number(repr(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE and isinstance(number, Decimal):
        return parse_serial_date(number, from_1904=bool(book.datemode))
    return number


def _read_style(book: Book, index: int | None) -> CellStyle:
    if index is None:
        return PLAIN
    xf: XF = book.xf_list[index]
    font = book.font_list[xf.font_index]
    number_format = book.format_map.get(xf.format_key)
    code = number_format.format_str if number_format else ""
    fill = xf.background
    return CellStyle(
        bold=bool(font.bold) or font.weight >= 700,
        is_percent=is_percent_format(code) and not is_date_format(code),
        yellow_fill=fill.fill_pattern == 1
        and book.colour_map.get(fill.pattern_colour_index) == YELLOW,
        red_font=book.colour_map.get(font.colour_index) == RED,
    )
