"""Everything in a workbook that has tags, and what cannot be filled; nothing is changed here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.renderers.templates.package import named
from documents.renderers.templates.tags import Notes
from documents.renderers.templates.text_plan import plan_text
from documents.renderers.templates.xlsx.book import Book
from documents.renderers.templates.xlsx.drawings import related_parts
from documents.renderers.templates.xlsx.plan import SheetPlan, plan_sheet
from documents.renderers.templates.xlsx.spots import (
    check_spot,
    property_spots,
    sheet_spots,
)

_TEXT_PARTS = (".xml", ".vml", ".rels")
_NEAR = re.compile(rb"[^<>]{0,40}\{\{[^<>]{0,40}")


def survey_book(book: Book, notes: Notes) -> list[SheetPlan]:
    """The plan of every sheet; all tags are noted, and those that do not fit are refused."""
    plans = []
    for sheet in book.sheets:
        title_plan = plan_text(sheet.title, f"{sheet.title}, sheet name", notes)
        for tag in title_plan.open_tags if title_plan else ():
            notes.refuse(tag, f"{tag.text} stands in the name of a sheet")
        plans.append(plan_sheet(book, sheet, notes))
        for spot in sheet_spots(book.package, sheet.title, sheet.part):
            check_spot(spot, notes)
    for spot in property_spots(book.package):
        check_spot(spot, notes)
    _note_unfilled(book, notes)
    return plans


def _note_unfilled(book: Book, notes: Notes) -> None:
    for name in named(book.root, "definedName"):
        if "{{" in (name.text or ""):
            place = f"defined name {name.get('name')}"
            notes.add_problem(place, name.text, "tags in a defined name are not filled")
    filled = set(_filled_parts(book))
    for part in book.package:
        if part in filled or not part.endswith(_TEXT_PARTS):
            continue
        content = book.package.read(part)
        near = _NEAR.search(content)
        if near is not None:
            text = near[0].decode("utf-8", "replace").strip()
            notes.add_problem(
                part, text, "tags in this part of the file are not filled"
            )


def _filled_parts(book: Book) -> Iterator[str]:
    yield book.part
    yield book.part_of_kind("sharedStrings")
    yield from ("docProps/core.xml", "docProps/app.xml")
    for sheet in book.sheets:
        yield sheet.part
        for relation in related_parts(book.package, sheet.part):
            if relation.kind != "vmlDrawing":
                yield relation.part
