"""What kind of sheet it is and where its table begins; reading the rows is in tables.py."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bills.domain.corrections import (
    NO_LAYOUTS,
    RememberedLayouts,
    SheetCorrections,
    tell_corrected,
    tell_unused,
)
from bills.domain.grid import Grid, Sheet
from bills.domain.header_layouts import choose_header
from bills.domain.header_rows import HeaderRows
from bills.domain.sheet_view import SheetView
from bills.domain.table_header import Columns, Role, is_table_header, says_to_date
from bills.domain.texts import split_words, squeeze
from bills.domain.work import SheetKind
from bills.domain.work_order import is_agreed_title, is_executed_title

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"[a-z]+teenth|twent[a-z-]+|[0-9]+\s*(?:st|nd|rd|th))"
)
_CC_TITLE = re.compile(r"cc\s.*\b(?:bill|part|final)\b.*", re.IGNORECASE)
_BILL_TITLE = re.compile(
    rf"(?:{_ORDINAL}\b.*|(?:running|part|final)\b.*)\bbill\b.*", re.IGNORECASE
)
_TEMPORARY_TITLE = re.compile(
    r"temporary\s+works\s*-\s*workslip.*|.*\bpart\s+bill\s*-\s*temp\.?\s+works\b.*",
    re.IGNORECASE,
)
_WORKSLIP_TITLE = re.compile(
    r".*\b(?:working\s+estimate|work\s*slip)\b.*", re.IGNORECASE
)
_ESTIMATE_TITLE = re.compile(
    r"(?:estimate(?!\s+amount)|abstract|abstract of cost|detailed estimate)\b.{0,20}",
    re.IGNORECASE,
)
_BLOCK_TITLE = re.compile(
    r".*\bdatas?\b.*|.*item\s*_?-?blocks?.*|.*supplement.*data.*", re.IGNORECASE
)
_REFERENCE_TITLE = re.compile(
    r"break\s*-?up.*|input.*|lead.*|.*\bdatas?\b.*|groups|rates?|sor.*|ssr.*",
    re.IGNORECASE,
)
# A bill of quantities is what is to be done, not what is billed.
_BILL_SHEET = re.compile(r"bill(?!\s+of\s+quantit)", re.IGNORECASE)
_SCRUTINY_TITLE = re.compile(r"scrutiny\s+card\b.{0,60}", re.IGNORECASE)
_LONGEST_TITLE = 120
# What a sheet can be that items are read from.
TABLE_KINDS = frozenset(
    {
        SheetKind.ESTIMATE,
        SheetKind.FIRST_BILL,
        SheetKind.NTH_BILL,
        SheetKind.WORKSLIP,
    }
)
# Older one-phase workslips: quantity in G, amount in I. Source: spec reading, section 4.
OLD_WORKSLIP_PHASE = ("Quantity executed", 7, 9)
_BLOCK_COLUMNS = range(1, 11)


@dataclass(slots=True)
class TableLayout:
    """Where the table of one sheet is and what its columns hold."""

    kind: SheetKind
    header_row: int
    first_row: int  # the first row below the header
    columns: Columns
    title: str = ""
    is_temporary: bool = False
    blank_is_unexecuted: bool = False  # a blank quantity says that nothing was done
    is_old_workslip: bool = (
        False  # one phase, quantity in G and amount in I, no headers
    )


@dataclass(slots=True)
class Recognition:
    """What a sheet is; `layout` is None when no item is read from it."""

    kind: SheetKind
    reason: str  # why it is not read, for the report
    layout: TableLayout | None = None
    header: HeaderRows | None = None


def recognise(
    grid: Grid,
    view: SheetView,
    corrections: SheetCorrections,
    layouts: RememberedLayouts = NO_LAYOUTS,
) -> Recognition:
    """The kind of the sheet as corrected, else by its content in the order of the specification.

    What was corrected is told to the view. Source: spec reading, section 3.
    """
    sheet, wanted = view.sheet, corrections.kind
    if not sheet.rows:
        return Recognition(SheetKind.UNRECOGNISED, "the sheet is empty")
    if wanted is None and corrections.header_row is None:
        other = _recognise_other(sheet)
        if other is not None:
            return other
    header = choose_header(view, corrections, layouts)
    found = _recognise_table(grid, sheet, header)
    if wanted is None or wanted is found.kind:
        return found
    if wanted is SheetKind.TEMPORARY_WORKS:
        reason = "temporary works are a mark of a bill or estimate, no kind of sheet"
        view.problems.append(tell_unused(view.title, "", reason))
        return found
    words = (str(kind).replace("_", " ") for kind in (found.kind, wanted))
    view.problems.append(tell_corrected(view.title, "", *words))
    if wanted not in TABLE_KINDS:
        reason = "the office says that nothing is to be read from it"
        return Recognition(wanted, reason, header=header)
    return _recognise_table(grid, sheet, header, wanted)


def _recognise_other(sheet: Sheet) -> Recognition | None:
    """Sheets that hold no items although a row of them may look like a header."""
    if _BLOCK_TITLE.fullmatch(sheet.title) and has_block_heading(sheet):
        return Recognition(
            SheetKind.ITEM_BLOCKS, "it holds item blocks with their rates"
        )
    if any(_SCRUTINY_TITLE.fullmatch(text) for text in _texts_above(sheet, 3)):
        return Recognition(SheetKind.REFERENCE, "it is the scrutiny card of a bill")
    return None


def _recognise_table(
    grid: Grid,
    sheet: Sheet,
    header: HeaderRows | None,
    wanted: SheetKind | None = None,
) -> Recognition:
    """The kind by the header and what stands above it, or the kind wanted, with its layout."""
    if header is None:
        return _recognise_without_table(sheet)
    texts = _texts_above(sheet, header.row)
    if not is_table_header(header.columns):
        reason = "its columns do not name a description, a quantity and a rate"
        return Recognition(SheetKind.UNRECOGNISED, reason, header=header)
    kind = wanted or _kind_of(sheet, header, texts)
    if kind is None and header.is_remembered:
        kind = SheetKind.ESTIMATE
    if kind is None:
        reason = "it holds measurements or figures, not items with rates"
        return Recognition(SheetKind.REFERENCE, reason, header=header)
    layout = _make_layout(grid, sheet, header, kind, texts)
    return Recognition(kind, "", layout, header)


def _make_layout(
    grid: Grid, sheet: Sheet, header: HeaderRows, kind: SheetKind, texts: list[str]
) -> TableLayout:
    has_work_order = any(is_agreed_title(other.title) for other in grid)
    layout = TableLayout(
        kind,
        header.row,
        header.last_row + 1,
        header.columns,
        title=_find_title(kind, texts),
        is_temporary=_is_temporary(grid, sheet, texts),
        blank_is_unexecuted=kind is SheetKind.WORKSLIP
        or (has_work_order and is_executed_title(sheet.title)),
    )
    columns = header.columns
    if kind is SheetKind.WORKSLIP and not columns.executed:
        layout.is_old_workslip = True
        if OLD_WORKSLIP_PHASE[1] not in columns.by_role.values():
            layout.columns = replace(columns, executed=[OLD_WORKSLIP_PHASE])
    return layout


def has_block_heading(sheet: Sheet) -> bool:
    """Whether a cell of columns A to J is red on yellow, as item blocks begin."""
    return any(
        cell.style.yellow_fill and cell.style.red_font
        for cells in sheet.rows.values()
        for column, cell in cells.items()
        if column in _BLOCK_COLUMNS
    )


def _recognise_without_table(sheet: Sheet) -> Recognition:
    if has_block_heading(sheet):
        return Recognition(
            SheetKind.ITEM_BLOCKS, "it holds item blocks with their rates"
        )
    if _REFERENCE_TITLE.fullmatch(sheet.title.strip()):
        return Recognition(SheetKind.REFERENCE, "it holds reference figures")
    return Recognition(
        SheetKind.UNRECOGNISED,
        "no row of it names a description, a quantity and a rate or amount",
    )


def _kind_of(sheet: Sheet, header: HeaderRows, texts: list[str]) -> SheetKind | None:
    columns = header.columns
    if columns.has(Role.SERIAL) and any(map(_says_till_date, header.texts)):
        return SheetKind.NTH_BILL
    if columns.executed and columns.has(Role.QUANTITY):
        return SheetKind.WORKSLIP
    if _says_workslip(sheet):
        return SheetKind.WORKSLIP
    is_bill_titled = _BILL_SHEET.match(sheet.title.strip()) is not None
    is_priced = columns.has(Role.QUANTITY, Role.RATE, Role.AMOUNT)
    if is_priced and (is_bill_titled or any(map(is_bill_title, texts))):
        return SheetKind.FIRST_BILL
    if columns.has(Role.MEASUREMENT) and not columns.has(Role.RATE):
        return None
    if columns.has(Role.SERIAL, Role.QUANTITY) or is_priced:
        return SheetKind.ESTIMATE
    return None


def _says_till_date(text: str) -> bool:
    words = set(split_words(text))
    return says_to_date(words) and bool({"quantity", "qty"} & words)


def _says_workslip(sheet: Sheet) -> bool:
    cell = sheet.cell(1, 1)
    first = cell.value if cell is not None and isinstance(cell.value, str) else ""
    return any(_WORKSLIP_TITLE.fullmatch(squeeze(t)) for t in (first, sheet.title))


def is_bill_title(text: str) -> bool:
    """Whether a text is the title of a bill.

    >>> [is_bill_title(t) for t in ("CC First & Part Bill", "FIFTH & FINAL BILL", "Bills")]
    [True, True, False]
    """
    return len(text) <= _LONGEST_TITLE and bool(
        _CC_TITLE.fullmatch(text)
        or _BILL_TITLE.fullmatch(text)
        or _TEMPORARY_TITLE.fullmatch(text)
    )


def _find_title(kind: SheetKind, texts: list[str]) -> str:
    if kind in (SheetKind.FIRST_BILL, SheetKind.NTH_BILL):
        return next(filter(is_bill_title, texts), "")
    pattern = _WORKSLIP_TITLE if kind is SheetKind.WORKSLIP else _ESTIMATE_TITLE
    matches = (t for t in texts if len(t) <= _LONGEST_TITLE and pattern.fullmatch(t))
    return next(matches, "")


def _is_temporary(grid: Grid, sheet: Sheet, texts: list[str]) -> bool:
    if any(_TEMPORARY_TITLE.fullmatch(text) for text in texts):
        return True
    has_output = grid.sheet("Output") is not None
    return has_output and sheet.title.strip().casefold() == "estimate"


def _texts_above(sheet: Sheet, row: int) -> list[str]:
    return [
        squeeze(cell.value)
        for number in sheet.row_numbers
        if number < row
        for _, cell in sorted(sheet.rows[number].items())
        if isinstance(cell.value, str) and cell.value.strip()
    ]
