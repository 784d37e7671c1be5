"""Where each paragraph of a Word part stands, in words that an office can follow; tags are found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.renderers.templates.docx.xml import (
    Element,
    attribute,
    short_name,
    text_boxes,
)

_NOTES = {"footnote": "footnote", "endnote": "endnote", "comment": "comment"}


@dataclass(slots=True)
class _Counts:
    tables: int = 0
    boxes: int = 0


def list_paragraphs(root: Element, part: str) -> Iterator[tuple[Element, str]]:
    """Every paragraph of a part with its place, such as `table 2, row 3`.

    `part` is `body`, `header (first page)`, ...; of footnotes and comments each is
    counted by itself.
    """
    counts = _Counts()
    notes = [each for each in root if short_name(each) in _NOTES]
    if not notes:
        body = next((each for each in root if short_name(each) == "body"), root)
        yield from _paragraphs(body, part, counts)
        return
    number = 0
    for note in notes:
        is_separator = bool(attribute(note, "type"))
        number += not is_separator
        place = f"{_NOTES[short_name(note)]} {number}"
        yield from _paragraphs(note, place, counts)


def _paragraphs(
    container: Element, place: str, counts: _Counts
) -> Iterator[tuple[Element, str]]:
    """Paragraphs are counted outside tables; tables, nested ones too, as they come."""
    number = 0
    for each in _blocks(container):
        if short_name(each) == "p":
            number += 1
            # A table's row and a text box say enough without their paragraphs.
            is_small = "row " in place or "text box" in place
            here = place if is_small else f"{place}, paragraph {number}"
            yield each, here
            yield from _boxes(each, place, counts)
        else:
            counts.tables += 1
            yield from _rows(each, _within(place, f"table {counts.tables}"), counts)


def _rows(table: Element, place: str, counts: _Counts) -> Iterator[tuple[Element, str]]:
    for number, row in enumerate(_through_controls(table, "tr"), start=1):
        for cell in _through_controls(row, "tc"):
            yield from _paragraphs(cell, f"{place}, row {number}", counts)


def _boxes(
    paragraph: Element, place: str, counts: _Counts
) -> Iterator[tuple[Element, str]]:
    for box in text_boxes(paragraph):
        # The second copy of a box, for old programs, has the number of the first.
        counts.boxes += not is_fallback(box)
        number = max(counts.boxes, 1)
        yield from _paragraphs(box, _within(place, f"text box {number}"), counts)


def is_fallback(element: Element) -> bool:
    """Whether the element is in the copy that a file keeps for old programs."""
    return any(
        isinstance(above.tag, str) and above.tag.endswith("}Fallback")
        for above in element.iterancestors()
    )


def _within(place: str, part: str) -> str:
    return part if place == "body" else f"{place.partition(', text box')[0]}, {part}"


def _blocks(container: Element) -> Iterator[Element]:
    for each in container:
        name = short_name(each)
        if name in ("p", "tbl"):
            yield each
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _blocks(each)


def _through_controls(parent: Element, name: str) -> Iterator[Element]:
    for each in parent:
        if short_name(each) == name:
            yield each
        elif short_name(each) in ("sdt", "sdtContent", "customXml"):
            yield from _through_controls(each, name)
