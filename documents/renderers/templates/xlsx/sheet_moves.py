"""Everything on a worksheet that names rows, except its cells: merges, formats, validations, links, breaks, views."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from bills.domain.formula_text import LAST_ROW
from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.package import Element, local_name, named
from documents.renderers.templates.xlsx.references import Home, Moves, move_areas
from documents.renderers.templates.xlsx.row_map import PlacedRow, RowMap

# Elements that end when none of their rows is left, with the attribute that names them.
_AREAS = {
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
    "selection": "sqref",
}
_ONE_AREA = {"autoFilter": "ref", "sortState": "ref", "sortCondition": "ref"}
_ONE_CELL = {"selection": "activeCell", "pane": "topLeftCell", "cellWatch": "r"}
_FORMULAS = ("formula", "formula1", "formula2")
_CONTAINERS = (
    "mergeCells",
    "hyperlinks",
    "dataValidations",
    "protectedRanges",
    "ignoredErrors",
    "cellWatches",
    "rowBreaks",
)
MOST_MERGES = 200_000

# What the schema has after the breaks between rows.
_AFTER_BREAKS = frozenset(
    {
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)


@dataclass(frozen=True, slots=True)
class SheetMove:
    """One filled sheet: the template sheet it came from and where its rows went."""

    template_title: str
    copy: int
    rows: RowMap
    moves: Moves

    def home(self, row: int) -> Home:
        """The home of something that belongs to the first copy of a template row."""
        return Home(self.template_title, self.copy, self._first_placed(row))

    def _first_placed(self, row: int) -> PlacedRow:
        if row > self.rows.planned:
            return PlacedRow(row)
        placed = self.rows.copies(row)
        return self.rows.placed[placed[0] - 1] if placed else PlacedRow(row)


def move_sheet(root: Element, move: SheetMove) -> None:
    """Moves all that hangs on rows; the cells themselves have been placed already."""
    for element in list(root):
        if local_name(element) != "sheetData":
            _move_below(element, move)
    _move_merges(root, move.rows)
    _move_links(root, move)
    _move_breaks(root, move.rows)
    _add_breaks(root, move.rows)
    _move_extensions(root, move)
    _drop_empty_containers(root)


def _move_below(top: Element, move: SheetMove) -> None:
    for element in list(top.iter()):
        name = local_name(element)
        if name in _AREAS and element.get(_AREAS[name]):
            _move_area(element, _AREAS[name], move)
        if name in _ONE_AREA and element.get(_ONE_AREA[name]):
            _move_hull(element, _ONE_AREA[name], move.rows)
        if name in _ONE_CELL and element.get(_ONE_CELL[name]):
            cell = move_cell(element.get(_ONE_CELL[name]), move.rows)
            element.set(_ONE_CELL[name], cell)


def _move_area(element: Element, attribute: str, move: SheetMove) -> None:
    areas = element.get(attribute)
    moved = move_areas(areas, move.rows)
    if local_name(element) == "selection":
        # The active cell must lie in it; what is selected is nobody's figure.
        element.set(attribute, move_cell(element.get("activeCell", "A1"), move.rows))
        return
    if not moved:
        element.getparent().remove(element)
        return
    element.set(attribute, moved)
    _move_formulas(element, areas, _FORMULAS, move)


def _move_formulas(
    element: Element, areas: str, names: tuple[str, ...], move: SheetMove
) -> None:
    """Their references are as seen from the first cell of the areas."""
    first, _ = rows_of(areas.split()[0])
    for formula in named(element, *names):
        if formula.text:
            formula.text = move.moves.formula(formula.text, move.home(first))


def _move_hull(element: Element, attribute: str, rows: RowMap) -> None:
    element.set(attribute, move_hull(element.get(attribute), rows))


def move_hull(area: str, rows: RowMap) -> str:
    """The one range that holds all the rows of a range.

    >>> move_hull("A4:C6", RowMap())
    'A4:C6'
    """
    moved = move_areas(area, rows).split()
    if not moved:
        return move_cell(area.partition(":")[0], rows)
    first, last = moved[0].partition(":")[0], moved[-1].rpartition(":")[2]
    return first if first == last else f"{first}:{last}"


def move_cell(cell: str, rows: RowMap) -> str:
    """Where a cell stands now, or the one that took its place."""
    letters = cell.rstrip("0123456789")
    row = rows.first(int(cell[len(letters) :] or 1))
    return f"{letters}{min(row, LAST_ROW)}"


def rows_of(area: str) -> tuple[int, int]:
    """The first and the last row of a range; a whole column has all of them.

    >>> rows_of("$A$4:C6"), rows_of("B7"), rows_of("A:C")
    ((4, 6), (7, 7), (1, 1048576))
    """
    rows = [
        int(digits)
        for corner in area.split(":")
        if (digits := corner.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    ]
    return (rows[0], rows[-1]) if rows else (1, LAST_ROW)


def _move_merges(root: Element, rows: RowMap) -> None:
    for container in named(root, "mergeCells"):
        merges = list(container)
        container[:] = []
        for merge in merges:
            for area in _copied_areas(merge.get("ref"), rows):
                copy = deepcopy(merge)
                copy.set("ref", area)
                container.append(copy)
            if len(container) > MOST_MERGES:
                raise TemplateRefused(Refused.TOO_MUCH)


def _copied_areas(area: str, rows: RowMap) -> list[str]:
    """One range for every copy of the repeat that it lies in; a single cell is none."""
    start, _, stop = area.replace("$", "").partition(":")
    first, last = rows_of(area)
    left, right = start.rstrip("0123456789"), stop.rstrip("0123456789")
    return [
        f"{left}{top}:{right}{bottom}"
        for top, bottom in rows.spans(first, last)
        if (left, top) != (right, bottom)
    ]


def _move_links(root: Element, move: SheetMove) -> None:
    for link in named(root, "hyperlink"):
        parent, at = link.getparent(), link.getparent().index(link)
        parent.remove(link)
        if link.get("location"):
            home = move.home(rows_of(link.get("ref"))[0])
            link.set("location", move.moves.formula(link.get("location"), home))
        for number, area in enumerate(move_areas(link.get("ref"), move.rows).split()):
            copy = deepcopy(link)
            copy.set("ref", area)
            parent.insert(at + number, copy)


def _move_breaks(root: Element, rows: RowMap) -> None:
    """A break after a repeated row comes after each copy of it."""
    for container in named(root, "rowBreaks"):
        for item in list(container):
            at = container.index(item)
            container.remove(item)
            for number, row in enumerate(rows.copies(int(item.get("id", "0")) or 1)):
                copy = deepcopy(item)
                copy.set("id", str(row))
                container.insert(at + number, copy)
        container.set("count", str(len(container)))
        manual = [item for item in container if item.get("man") in ("1", "true")]
        container.set("manualBreakCount", str(len(manual)))


def _add_breaks(root: Element, rows: RowMap) -> None:
    """A page break above each copy that begins a page."""
    starts = rows.page_starts()
    if not starts:
        return
    namespace = root.tag.rpartition("}")[0]
    if not named(root, "rowBreaks"):
        after = [e for e in root if local_name(e) in _AFTER_BREAKS]
        at = root.index(after[0]) if after else len(root)
        root.insert(at, root.makeelement(f"{namespace}}}rowBreaks"))
    container = named(root, "rowBreaks")[0]
    taken = {item.get("id") for item in container}
    for row in starts:
        if str(row - 1) not in taken:
            item = container.makeelement(f"{namespace}}}brk")
            for name, value in (("id", str(row - 1)), ("max", "16383"), ("man", "1")):
                item.set(name, value)
            container.append(item)
    container[:] = sorted(container, key=lambda item: int(item.get("id", "0")))
    container.set("count", str(len(container)))
    container.set("manualBreakCount", str(len(container)))


def _move_extensions(root: Element, move: SheetMove) -> None:
    """Newer formats, validations and sparklines keep ranges and formulas as texts."""
    for areas in named(root, "sqref"):
        owner, old = areas.getparent(), areas.text or ""
        areas.text = move_areas(old, move.rows)
        if not areas.text:
            owner.getparent().remove(owner)
        elif old:
            _move_formulas(owner, old, ("f",), move)


def _drop_empty_containers(root: Element) -> None:
    for container in named(root, *_CONTAINERS):
        if len(container) == 0:
            container.getparent().remove(container)
        elif container.get("count") is not None:
            container.set("count", str(len(container)))
