"""Tables that stay whole when rows and columns go: merges, spans, the room between two tables."""

from __future__ import annotations

from collections.abc import Iterator

from documents.renderers.templates.docx.xml import (
    TAG,
    Element,
    attribute,
    attribute_name,
    child,
    make,
    names_of,
    own_runs,
    remove,
    short_name,
)

_MOST_COLUMNS = 63  # of a table in Word


def column_runs(table: Element) -> Iterator[tuple[Element, int, int]]:
    """Every marked run in the table's own cells, with the columns that its cell takes."""
    for row in _own(table, "tr"):
        for cell, start, width in _cells(row):
            for paragraph in _own(cell, "p"):
                for run in own_runs(paragraph):
                    if run.get(TAG):
                        yield run, start, width


def remove_columns(table: Element, columns: set[int]) -> None:
    """Takes columns out of every row; a cell that spans others too grows narrower."""
    for row in list(_own(table, "tr")):
        for cell, start, width in list(_cells(row)):
            left = width - len(columns & set(range(start, start + width)))
            if left == 0:
                remove(cell)
            elif left < width:
                _set_width(cell, left)
        if not any(True for _ in _cells(row)):
            remove(row)
    grid = child(table, "tblGrid")
    for number, column in enumerate(list(grid) if grid is not None else []):
        if number in columns:
            remove(column)


def mend_merges(table: Element) -> None:
    """A merge that has lost its first row begins in the first one that is left."""
    open_at: set[int] = set()
    for row in _own(table, "tr"):
        merged = {
            start: child(cell, "tcPr", "vMerge") for cell, start, _ in _cells(row)
        }
        going_on = set()
        for start, merge in merged.items():
            if merge is None:
                continue
            if attribute(merge, "val") != "restart" and start not in open_at:
                merge.set(attribute_name(merge, "val"), "restart")
            going_on.add(start)
        open_at = going_on


def mend_around_tables(parent: Element) -> None:
    """A table without rows goes; two that follow each other would become one in Word."""
    for each in list(parent):
        if short_name(each) != "tbl":
            continue
        if not any(True for _ in each.iter(*names_of("tr"))):
            remove(each)
            continue
        before = each.getprevious()
        if before is not None and short_name(before) == "tbl":
            each.addprevious(make(parent, "p"))


def _own(parent: Element, name: str) -> Iterator[Element]:
    """Children of this name, those in content controls too."""
    for each in parent:
        if short_name(each) == name:
            yield each
        elif short_name(each) in ("sdt", "sdtContent", "customXml"):
            yield from _own(each, name)


def _cells(row: Element) -> Iterator[tuple[Element, int, int]]:
    """Each cell with its first column, from 0, and how many it takes."""
    start = _count(child(row, "trPr", "gridBefore"), 0)
    for cell in _own(row, "tc"):
        width = _count(child(cell, "tcPr", "gridSpan"), 1)
        yield cell, start, width
        start += width


def _count(element: Element | None, otherwise: int) -> int:
    """A number of columns as the file states it; what Word cannot have is not believed."""
    text = attribute(element, "val") if element is not None else ""
    stated = int(text) if text.isdecimal() and len(text) < 4 else otherwise
    return min(stated, _MOST_COLUMNS)


def _set_width(cell: Element, columns: int) -> None:
    span = child(cell, "tcPr", "gridSpan")
    if span is not None:
        span.set(attribute_name(span, "val"), str(columns))
