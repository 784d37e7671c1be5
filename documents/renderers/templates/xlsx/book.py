"""A workbook file opened for filling: its sheets, shared strings and styles; nothing is filled here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bills.domain.grid import column_letter, column_number
from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.package import (
    Element,
    Package,
    local_name,
    named,
)
from documents.renderers.templates.xlsx.drawings import related_parts
from documents.renderers.templates.xlsx.shape import check_drawing, check_shape
from documents.renderers.templates.xlsx.styles import Styles
from documents.renderers.templates.xlsx.texts import text_of

OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and files with a password
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MOST_CELLS = 500_000
MOST_FILLED_CELLS = 1_000_000  # of all sheets together


@dataclass(slots=True)
class TemplateSheet:
    """One worksheet as the template has it."""

    title: str
    part: str
    entry: Element  # its element in the workbook part


class SharedStrings:
    """The table of strings that cells point into."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        root = package.tree(part) if part else None
        self._items = [] if root is None else [i for i in root if local_name(i) == "si"]
        self._old = len(self._items)
        self._added: dict[bytes, int] = {}

    def item(self, index: int) -> Element:
        if not 0 <= index < len(self._items):
            raise TemplateRefused(Refused.DAMAGED)
        return self._items[index]

    def add(self, item: Element) -> int:
        """The number of a string, which is a new one unless it was added before."""
        key = etree.tostring(item)
        if key not in self._added:
            self._package.change(self._part).append(item)
            self._items.append(item)
            self._added[key] = len(self._items) - 1
        return self._added[key]

    def finish(self, sheets: Iterable[Element]) -> None:
        """Empties the strings with tags that no cell points to any more, and counts."""
        uses = [index for root in sheets for index in self._uses(root)]
        still_used = set(uses)
        for index, item in enumerate(self._items[: self._old]):
            if "{{" in text_of(item) and index not in still_used:
                self._package.change(self._part)
                for child in list(item):
                    item.remove(child)
                item.append(item.makeelement(f"{item.tag[:-2]}t"))
        if self._added:
            root = self._package.change(self._part)
            root.set("uniqueCount", str(len(self._items)))
            root.set("count", str(len(uses)))

    def _uses(self, root: Element) -> Iterator[int]:
        for row in rows_in(root):
            for cell in cells_in(row):
                stored = child_named(cell, "v")
                if cell.get("t") == "s" and stored is not None:
                    yield int(stored.text or 0)


class Book:
    """The workbook of a template.

    Raises: TemplateRefused.
    """

    def __init__(self, content: bytes) -> None:
        self.package = open_package(content)
        self.part = _find_workbook(self.package)
        self.root = self.package.tree(self.part)
        self.relations = {r.id: r for r in self.package.relations(self.part)}
        self.sheets = list(self._find_sheets())
        self.strings = SharedStrings(self.package, self.part_of_kind("sharedStrings"))
        self.styles = Styles(self.package, self.part_of_kind("styles"))
        if not self.sheets:
            raise TemplateRefused(Refused.NOT_A_TEMPLATE)
        self._cells_left = MOST_FILLED_CELLS
        self._check_cells()

    def spend(self, cells: int) -> None:
        """Counts what is about to be written.

        Raises: TemplateRefused, when a template makes more than a file should hold.
        """
        self._cells_left -= cells
        if self._cells_left < 0:
            raise TemplateRefused(Refused.TOO_MUCH)

    @property
    def from_1904(self) -> bool:
        properties = named(self.root, "workbookPr")
        return any(p.get("date1904") in ("1", "true") for p in properties)

    def part_of_kind(self, kind: str) -> str:
        """The part of this kind that the workbook has, "" when it has none."""
        parts = (r.part for r in self.relations.values() if r.kind == kind)
        return next((part for part in parts if part in self.package), "")

    def text_owner(self, cell: Element) -> Element | None:
        """The element that holds the text of a cell; None when the cell holds no text."""
        if cell.get("t") == "inlineStr":
            return next((c for c in cell if local_name(c) == "is"), None)
        if cell.get("t") != "s" or child_named(cell, "f") is not None:
            return None
        stored = child_named(cell, "v")
        if stored is None or not (stored.text or "").strip().isdigit():
            return None
        return self.strings.item(int(stored.text))

    def _find_sheets(self) -> Iterator[TemplateSheet]:
        for entry in named(self.root, "sheet"):
            found = [self.relations.get(value) for value in entry.attrib.values()]
            for relation in found:
                if relation and relation.kind == "worksheet":
                    yield TemplateSheet(entry.get("name", ""), relation.part, entry)

    def _check_cells(self) -> None:
        count = 0
        check_shape(self.root)
        for sheet in self.sheets:
            root = self.package.tree(sheet.part)
            _expect_rows(root)
            number_rows(root)
            check_shape(root)
            count += sum(len(row) for row in rows_in(root))
            for relation in related_parts(self.package, sheet.part):
                if relation.kind == "drawing":
                    check_drawing(self.package.tree(relation.part))
                elif relation.kind != "vmlDrawing":
                    check_shape(self.package.tree(relation.part))
        if count > MOST_CELLS:
            raise TemplateRefused(Refused.TOO_LARGE)


def open_package(content: bytes) -> Package:
    """The parts of a file of today's Office.

    Raises: TemplateRefused.
    """
    if content.startswith(OLD_FILE):
        is_locked = ENCRYPTED_STREAM in content
        raise TemplateRefused(Refused.ENCRYPTED if is_locked else Refused.OLD_FORMAT)
    if not content.startswith(b"PK"):
        raise TemplateRefused(Refused.NOT_A_TEMPLATE)
    return Package(content)


def rows_in(root: Element) -> list[Element]:
    return [
        row
        for data in root
        if local_name(data) == "sheetData"
        for row in data
        if local_name(row) == "row"
    ]


def cells_in(row: Element) -> list[Element]:
    return [cell for cell in row if local_name(cell) == "c"]


def _expect_rows(root: Element) -> None:
    """Raises: TemplateRefused, when the part is no worksheet."""
    if not any(local_name(child) == "sheetData" for child in root):
        raise TemplateRefused(Refused.DAMAGED)


def number_rows(root: Element) -> None:
    """Writes out the numbers of rows and names of cells that a program left out.

    Raises: TemplateRefused.
    """
    last = 0
    for row in rows_in(root):
        given = row.get("r") or str(last + 1)
        if not given.isascii() or not given.isdigit():
            raise TemplateRefused(Refused.DAMAGED)
        last = int(given)
        if row.get("r") is None:
            row.set("r", str(last))
        column = 0
        for cell in cells_in(row):
            if cell.get("r") is None:
                cell.set("r", f"{column_letter(column + 1)}{last}")
            column = column_number(cell.get("r").rstrip("0123456789"))


def child_named(owner: Element, name: str) -> Element | None:
    return next((child for child in owner if local_name(child) == name), None)


def set_row(row: Element, number: int) -> Element:
    """A copy of a row, standing at another number."""
    copy = deepcopy(row)
    copy.set("r", str(number))
    for cell in cells_in(copy):
        cell.set("r", cell.get("r").rstrip("0123456789") + str(number))
    return copy


def _find_workbook(package: Package) -> str:
    for relation in package.relations(""):
        if relation.kind == "officeDocument" and relation.part in package:
            is_workbook = relation.part.endswith(".xml")
            if is_workbook and local_name(package.tree(relation.part)) == "workbook":
                return relation.part
    raise TemplateRefused(Refused.NOT_A_TEMPLATE)
