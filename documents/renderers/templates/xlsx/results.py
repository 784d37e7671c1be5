"""The stored results of formulas after filling: worked out where we can, taken away where only Excel can."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bills.domain.formula_text import shift_formula
from bills.domain.formulas import UNSUPPORTED, Workings
from bills.domain.grid import Cell, CellError, Grid, Sheet, Value, column_number
from bills.domain.number_text import to_fifteen_digits
from documents.renderers.templates.package import Element, named
from documents.renderers.templates.xlsx.book import (
    Book,
    cells_in,
    child_named,
    rows_in,
)
from documents.renderers.templates.xlsx.texts import text_of

_NAMESPACE_END = "}"


def store_results(book: Book, sheets: list[tuple[str, str]]) -> int:
    """Stores the result of every formula on the sheets, and says how many there are.

    The sheets are given as title and part.

    A formula that is beyond us loses its old result, so that nobody reads a stale figure;
    Excel and LibreOffice work it out when they open the file.
    """
    grid = Grid("", [])
    formulas: list[tuple[str, Sheet, Element, int, int]] = []
    for title, part in sheets:
        sheet = Sheet(title)
        grid.sheets.append(sheet)
        reader = _SheetReader(book, sheet)
        for row in rows_in(book.package.tree(part)):
            for cell, number, column in reader.read(row):
                formulas.append((part, sheet, cell, number, column))
    workings = Workings(grid)
    for part, sheet, cell, row, column in formulas:
        value = workings.value(sheet, row, column)
        if _stored(cell) != _as_stored(value):
            book.package.change(part)
            _store(cell, *_as_stored(value))
    return len(formulas)


def ask_for_calculation(book: Book) -> None:
    """Has Excel work out everything afresh when it opens the file."""
    root = book.package.change(book.part)
    existing = named(root, "calcPr")
    if existing:
        calculation = existing[0]
    else:
        namespace = root.tag.rpartition(_NAMESPACE_END)[0]
        calculation = root.makeelement(f"{namespace}}}calcPr")
        _insert_in_order(root, calculation)
    calculation.set("fullCalcOnLoad", "1")


def _insert_in_order(root: Element, calculation: Element) -> None:
    """The schema has the element after these."""
    before = (
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
        "definedNames",
    )
    at = max(root.index(e) for name in before for e in root if _is(e, name))
    root.insert(at + 1, calculation)


def _is(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith(_NAMESPACE_END + name)


class _SheetReader:
    """Reads the rows of one sheet part into a sheet of values and formulas."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._shared: dict[str, tuple[str, int, int]] = {}

    def read(self, row: Element) -> list[tuple[Element, int, int]]:
        """Keeps the row's cells, and gives those that have a formula."""
        number = int(row.get("r"))
        found = []
        for cell in cells_in(row):
            column = column_number(cell.get("r").rstrip("0123456789"))
            formula = self._formula(cell, number, column)
            # A link to another workbook has no other result than the stored one.
            keeps_result = formula is None or "[" in formula
            value = self._value(cell) if keeps_result else None
            if value is None and formula is None:
                continue
            self._sheet.rows.setdefault(number, {})[column] = Cell(value, formula)
            if formula is not None:
                found.append((cell, number, column))
        return found

    def _formula(self, cell: Element, row: int, column: int) -> str | None:
        formula = child_named(cell, "f")
        if formula is None or formula.get("t") == "dataTable":
            return None
        text = formula.text or ""
        if formula.get("t") == "shared":
            if text:
                self._shared[formula.get("si")] = (text, row, column)
            elif formula.get("si") in self._shared:
                text, first, left = self._shared[formula.get("si")]
                text = shift_formula(text, row - first, column - left)
        return text or None

    def _value(self, cell: Element) -> Value:
        owner = self._book.text_owner(cell)
        if owner is not None:
            return text_of(owner) or None
        kind, text = _stored(cell)
        if not text:
            return None
        if kind == "b":
            return text == "1"
        if kind == "e":
            return CellError(text)
        if kind == "n":
            try:
                return to_fifteen_digits(Decimal(text))
            except InvalidOperation:
                return text
        return text


def _stored(cell: Element) -> tuple[str, str]:
    stored = child_named(cell, "v")
    return cell.get("t", "n"), "" if stored is None else stored.text or ""


def _as_stored(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, Decimal):
        return "n", f"{value.normalize():f}"
    if isinstance(value, CellError):
        return ("n", "") if value.text == UNSUPPORTED else ("e", value.text)
    return ("str", str(value)) if value else ("n", "")


def _store(cell: Element, kind: str, text: str) -> None:
    cell.attrib.pop("t", None)
    if kind != "n":
        cell.set("t", kind)
    stored = child_named(cell, "v")
    if not text:
        if stored is not None:
            cell.remove(stored)
        return
    if stored is None:
        stored = cell.makeelement(f"{cell.tag[:-1]}v")
        formula = child_named(cell, "f")
        cell.insert(cell.index(formula) + 1, stored)
    stored.text = text
