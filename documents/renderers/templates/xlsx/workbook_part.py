"""The workbook part after filling: the list of sheets, the defined names, the view; sheets are filled elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from documents.renderers.templates.package import (
    RELATION_TYPES,
    Element,
    named,
    relations_name,
)
from documents.renderers.templates.xlsx.book import Book, TemplateSheet
from documents.renderers.templates.xlsx.references import Home, Moves

APP_PROPERTIES = "docProps/app.xml"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One filled sheet with the template sheet that it was made from."""

    template: TemplateSheet
    copy: int
    title: str
    part: str


def rewrite_workbook(book: Book, sheets: Sequence[SheetEntry], moves: Moves) -> None:
    """Renames and adds sheets in the workbook part, and moves the defined names."""
    root = book.package.change(book.part)
    old_order = named(root, "sheet")
    last = {entry.template.part: entry.template.entry for entry in sheets}
    for sheet in sheets:
        if sheet.copy == 0:
            sheet.template.entry.set("name", sheet.title)
            continue
        entry = _new_entry(book, sheet)
        last[sheet.template.part].addnext(entry)
        last[sheet.template.part] = entry
    new_order = named(root, "sheet")
    places = [new_order.index(entry) for entry in old_order]
    copies = {
        sheet.template.entry: [s for s in sheets if s.template is sheet.template]
        for sheet in sheets
    }
    for name in named(root, "definedName"):
        _move_name(name, old_order, places, copies, moves)
    for view in named(root, "workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            old = int(view.get(attribute, "0"))
            if old < len(places) and places[old] != old:
                view.set(attribute, str(places[old]))
    _rename_in_properties(book, sheets)


def drop_calculation_chain(book: Book) -> None:
    """The order in which Excel last calculated names cells that have moved."""
    part = book.part_of_kind("calcChain")
    if not part:
        return
    book.package.remove(part)
    relations = book.package.change(relations_name(book.part))
    for item in list(relations):
        if item.get("Type", "").endswith("/calcChain"):
            relations.remove(item)


def _new_entry(book: Book, sheet: SheetEntry) -> Element:
    entry = deepcopy(sheet.template.entry)
    ids = {int(e.get("sheetId", "0")) for e in named(book.root, "sheet")}
    entry.set("name", sheet.title)
    entry.set("sheetId", str(max(ids) + 1))
    entry.set(_RELATION_ID, _relate(book, sheet.part))
    return entry


def _relate(book: Book, part: str) -> str:
    relations = book.package.change(relations_name(book.part))
    taken = {item.get("Id") for item in relations}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    item = deepcopy(relations[0])
    item.attrib.clear()
    item.set("Id", f"rId{number}")
    item.set("Type", f"{RELATION_TYPES}worksheet")
    item.set("Target", f"/{part}")
    relations.append(item)
    return f"rId{number}"


def _move_name(
    name: Element,
    old_order: list[Element],
    places: list[int],
    copies: dict[Element, list[SheetEntry]],
    moves: Moves,
) -> None:
    """A name of one sheet is given to each copy of it; any other means the first."""
    local = name.get("localSheetId")
    old = int(local) if local is not None else -1
    if not 0 <= old < len(old_order) or old_order[old] not in copies:
        name.text = _moved(name.text or "", Home(), moves)
        return
    own = copies[old_order[old]]
    for sheet in reversed(own[1:]):
        copy = deepcopy(name)
        copy.set("localSheetId", str(places[old] + sheet.copy))
        home = Home(sheet.template.title, sheet.copy)
        copy.text = _moved(name.text or "", home, moves)
        name.addnext(copy)
    name.set("localSheetId", str(places[old]))
    name.text = _moved(name.text or "", Home(own[0].template.title, 0), moves)


def _moved(formula: str, home: Home, moves: Moves) -> str:
    moved = moves.formula(formula, home)
    return "#REF!" if moved == "0" != formula else moved


def _rename_in_properties(book: Book, sheets: Sequence[SheetEntry]) -> None:
    """The list of titles that the file's properties carry; nobody reads those of copies."""
    if APP_PROPERTIES not in book.package:
        return
    new = {s.template.title: s.title for s in sheets if s.copy == 0}
    for node in named(book.package.tree(APP_PROPERTIES), "lpstr"):
        if new.get(node.text, node.text) != node.text:
            book.package.change(APP_PROPERTIES)
            node.text = new[node.text]
