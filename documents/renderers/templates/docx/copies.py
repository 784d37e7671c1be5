"""What a second copy of a paragraph or row must not share with the first: names, numbers of lists, its page."""

from __future__ import annotations

from collections.abc import Sequence

from documents.renderers.templates.docx.numbering import Numbering
from documents.renderers.templates.docx.xml import (
    Element,
    attribute_name,
    child,
    make,
    names_of,
    remove,
    short_name,
)
from documents.renderers.templates.scope import Turn
from documents.renderers.templates.tags import Notes

_UNIQUE = names_of(
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "proofErr",
)
_PARAGRAPH_IDS = ("}paraId", "}textId")
_BEFORE_PAGE_BREAK = ("pStyle", "keepNext", "keepLines")


class Copies:
    """Settles each copy that a repeat makes in one document."""

    def __init__(self, numbering: Numbering, notes: Notes) -> None:
        self._numbering = numbering
        self._notes = notes

    def settle(
        self, element: Element, turns: Sequence[Turn], begun: Sequence[Turn]
    ) -> None:
        """Makes a copy fit for its turns; `begun` are those that begin with it."""
        if any(turn.index > 0 for turn in turns):
            _drop_unique(element)
        for turn in turns:
            if turn.kind == "work" and turn.index > 0:
                self._numbering.restart(element, (turn.tag, turn.index))
        if any(turn.index > 0 and self._wants_page(turn) for turn in begun):
            _break_page(element)

    def _wants_page(self, turn: Turn) -> bool:
        return self._notes.tags[turn.tag].new_page


def _drop_unique(element: Element) -> None:
    """Bookmarks, comments and ids of a template belong to the first copy alone."""
    for each in list(element.iter(*_UNIQUE)):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    for control in element.iter(*names_of("sdtPr")):
        control_id = child(control, "id")
        if control_id is not None:
            remove(control_id)
    for each in element.iter():
        for name in [n for n in each.attrib if n.endswith(_PARAGRAPH_IDS)]:
            del each.attrib[name]


def _break_page(element: Element) -> None:
    """The first paragraph of the copy, in a table's first cell too, begins a page."""
    paragraph = next(element.iter(*names_of("p")), None)
    if paragraph is None:
        return
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make(paragraph, "pPr")
        paragraph.insert(0, properties)
    found = child(properties, "pageBreakBefore")
    if found is not None:
        found.attrib.pop(attribute_name(found, "val"), None)
        return
    before = sum(short_name(each) in _BEFORE_PAGE_BREAK for each in properties)
    properties.insert(before, make(properties, "pageBreakBefore"))


def renumber_pictures(roots: Sequence[Element]) -> None:
    """Gives each drawing that repeats the number of another one of its own."""
    drawings = [
        each
        for root in roots
        for each in root.iter("{*}docPr")
        if each.get("id", "").isdigit()
    ]
    taken = {int(each.get("id")) for each in drawings}
    seen: set[int] = set()
    for each in drawings:
        number = int(each.get("id"))
        if number in seen:
            number = max(taken) + 1
            each.set("id", str(number))
            taken.add(number)
        seen.add(number)
