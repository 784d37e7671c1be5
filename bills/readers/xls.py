"""Legacy .xls files to sheets, through xlrd; formulas are known there by their stored results only."""

from __future__ import annotations

import io
import struct
from decimal import Decimal

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formatting import XF
from xlrd.formula import FormulaError
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
from bills.readers.room import Room

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
    RecursionError,
    NameError,  # a branch of xlrd that uses what it never set
    FormulaError,
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
            room = Room()
            return [_read_sheet(book, sheet, room) for sheet in book.sheets()]
    except DAMAGE as error:
        raise WorkbookUnreadable(Refusal.DAMAGED) from error


def _has_password(content: bytes) -> bool:
    """Whether the workbook stream opens with a FILEPASS record."""
    log = io.StringIO()
    container = CompDoc(content, logfile=log)
    _check_chains(container.SSAT)
    for name in ("Workbook", "Book"):
        stream, start, size = container.locate_named_stream(name)
        if stream is not None:
            return _opens_with_filepass(stream[start : start + size])
    raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)


def _check_chains(table: list[int]) -> None:
    """Refuses sectors that lead in a circle, which xlrd would follow without end.

    It checks this itself for all but the short sectors, whose table this is: each entry
    is the sector after it, or a negative number.
    """
    walked: set[int] = set()
    for start in range(len(table)):
        chain: set[int] = set()
        sector = start
        while 0 <= sector < len(table) and sector not in walked:
            walked.add(sector)
            chain.add(sector)
            sector = table[sector]
        if sector in chain:
            raise WorkbookUnreadable(Refusal.DAMAGED)


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


def _read_sheet(book: Book, source: XlrdSheet, room: Room) -> Sheet:
    sheet = Sheet(title=source.name, is_hidden=source.visibility != 0)
    styles: dict[int, CellStyle] = {}
    for row in range(source.nrows):
        cells: dict[int, Cell] = {}
        for column, kind in enumerate(source.row_types(row)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            cell = source.cell(row, column)
            style = styles.get(cell.xf_index)
            if style is None:
                style = styles[cell.xf_index] = _read_style(book, cell.xf_index)
            value = _read_value(book, cell)
            if isinstance(value, str):
                room.take_text(value)
            cells[column + 1] = Cell(value, None, style)
        if cells:
            room.take_cells(len(cells))
            sheet.rows[row + 1] = cells
    sheet.merges = [
        CellRange(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in source.merged_cells
    ]
    for merge in sheet.merges:
        room.take_merge(merge)
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
