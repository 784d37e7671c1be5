"""What floats over a sheet or belongs to it by a part of its own: drawings, comments, tables, charts."""

from __future__ import annotations

import posixpath
import re

from bills.domain.formula_text import LAST_ROW
from documents.renderers.templates.package import (
    Element,
    Package,
    Relation,
    local_name,
    named,
    relations_name,
)
from documents.renderers.templates.xlsx.references import Home, Moves
from documents.renderers.templates.xlsx.row_map import RowMap
from documents.renderers.templates.xlsx.sheet_moves import (
    move_cell,
    move_hull,
    rows_of,
)

# Parts that a copy of a sheet has for itself; pictures and printer settings are shared.
_COPIED = frozenset(
    {
        "drawing",
        "chart",
        "comments",
        "vmlDrawing",
        "table",
        "threadedComment",
        "chartUserShapes",
    }
)
_SHARED = frozenset({"image", "hyperlink", "printerSettings", "person"})
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def related_parts(package: Package, part: str) -> list[Relation]:
    """The parts that a sheet has, and those that they have, each once."""
    found: dict[str, Relation] = {}
    waiting = [part]
    while waiting:
        for relation in package.relations(waiting.pop()):
            is_new = relation.part in package and relation.part not in found
            if is_new and relation.kind in _COPIED:
                found[relation.part] = relation
                waiting.append(relation.part)
    return list(found.values())


def copy_part(package: Package, part: str, copies: dict[str, str] | None = None) -> str:
    """The name of a copy of a part, with copies of the parts that belong to it alone.

    `copies` are those made already.
    """
    copies = {} if copies is None else copies
    if part in copies:
        return copies[part]
    name = copies[part] = package.free_name(part)
    package.add(name, package.read(part), package.content_type(part))
    if relations_name(part) in package:
        package.add(relations_name(name), package.read(relations_name(part)))
        known = {relation.id: relation for relation in package.relations(name)}
        for item in list(package.change(relations_name(name))):
            _copy_relation(package, item, known.get(item.get("Id")), copies)
    return name


def _copy_relation(
    package: Package, item: Element, relation: Relation | None, copies: dict[str, str]
) -> None:
    if relation is None:
        item.getparent().remove(item)
    elif relation.kind in _COPIED and relation.part in package:
        item.set("Target", "/" + copy_part(package, relation.part, copies))
    elif relation.part and relation.kind not in _SHARED:
        # A pivot table or a control cannot be on two sheets.
        item.getparent().remove(item)
    elif relation.part:
        item.set("Target", "/" + relation.part)


def move_related(package: Package, part: str, rows: RowMap) -> None:
    """Moves what hangs on the rows of a sheet in the parts that belong to it."""
    if rows.moves_nothing:
        return
    for relation in related_parts(package, part):
        name = relation.part
        if relation.kind == "drawing":
            _move_anchors(package.change(name), rows)
        elif relation.kind in ("comments", "threadedComment"):
            _move_comments(package.change(name), rows)
        elif relation.kind == "table":
            _move_table(package.change(name), rows)
        elif relation.kind == "vmlDrawing":
            package.replace(name, _move_vml(package.read(name), rows))


def move_charts(package: Package, moves: Moves, home_of: dict[str, Home]) -> None:
    """Moves the ranges of charts, whose stored copies of the figures are let go.

    `home_of` tells the sheet of each chart part.
    """
    for name in list(package):
        if not name.startswith("xl/charts/") or not name.endswith(".xml"):
            continue
        if posixpath.dirname(name) != "xl/charts":
            continue
        home = home_of.get(name, Home())
        for formula in named(package.tree(name), "f"):
            moved = moves.formula(formula.text or "", home)
            owner = formula.getparent()
            caches = [c for c in owner if local_name(c) in ("numCache", "strCache")]
            if moved != formula.text or any("{{" in _all_text(c) for c in caches):
                package.change(name)
                formula.text = moved
                for cache in caches:
                    owner.remove(cache)


def rename_tables(package: Package, part: str) -> None:
    """Gives the tables of a copied sheet numbers and names of their own."""
    numbers, names = set(), set()
    own = [r.part for r in package.relations(part) if r.kind == "table"]
    for name in list(package):
        if name.startswith("xl/tables/") and name.endswith(".xml") and name not in own:
            table = package.tree(name)
            numbers.add(int(table.get("id", "0")))
            names.add(table.get("displayName", "").casefold())
    for name in own:
        table = package.change(name)
        table.set("id", str(max(numbers, default=0) + 1))
        numbers.add(int(table.get("id")))
        stem, copy = table.get("displayName", "Table"), 2
        while f"{stem}_{copy}".casefold() in names:
            copy += 1
        table.set("displayName", f"{stem}_{copy}")
        table.set("name", f"{stem}_{copy}")
        names.add(f"{stem}_{copy}".casefold())


def _all_text(element: Element) -> str:
    return "".join(element.itertext())


def _move_anchors(root: Element, rows: RowMap) -> None:
    for anchor in root:
        if local_name(anchor) not in ("oneCellAnchor", "twoCellAnchor"):
            continue
        corners = [c for c in anchor if local_name(c) in ("from", "to")]
        ends = [named(corner, "row")[0] for corner in corners]
        first = int(ends[0].text)
        moved = rows.first(first + 1) - 1
        for end in ends[1:]:
            last = int(end.text)
            # What lies over a repeat grows with it; anything else keeps its height.
            grows = anchor.get("editAs", "twoCell") == "twoCell"
            copies = rows.copies(last + 1) if grows else []
            lowest = copies[-1] - 1 if copies else moved + last - first
            end.text = str(min(max(lowest, moved), LAST_ROW - 1))
        ends[0].text = str(moved)


def _move_table(table: Element, rows: RowMap) -> None:
    for element in named(table, "table", "autoFilter"):
        element.set("ref", move_hull(element.get("ref"), rows))
    first, last = rows_of(table.get("ref"))
    heads = int(table.get("headerRowCount", "1"))
    totals = int(table.get("totalsRowCount", "0"))
    if last - first + 1 > heads + totals:
        return
    # Excel mends a table without a data row: the row below, or its total, becomes one.
    table.attrib.pop("totalsRowCount", None)
    if not totals:
        start, _, stop = table.get("ref").partition(":")
        letters = (stop or start).rstrip("0123456789")
        for element in named(table, "table", "autoFilter"):
            element.set("ref", f"{start}:{letters}{last + 1}")


def _move_comments(root: Element, rows: RowMap) -> None:
    """A comment stays with the first copy of its row."""
    taken: set[str] = set()
    for comment in named(root, "comment", "threadedComment"):
        cell = move_cell(comment.get("ref"), rows)
        is_reply = comment.get("parentId") is not None
        if cell in taken and not is_reply:
            comment.getparent().remove(comment)
            continue
        taken.add(cell)
        comment.set("ref", cell)


def _move_vml(content: bytes, rows: RowMap) -> bytes:
    """Excel's own drawings of comments need not be well-formed, so they are edited as text."""

    def row(match: re.Match[bytes]) -> bytes:
        moved = rows.first(int(match[2]) + 1) - 1
        return match[1] + str(moved).encode() + match[3]

    def anchor(match: re.Match[bytes]) -> bytes:
        try:
            numbers = [int(text) for text in match[2].split(b",")]
        except ValueError:
            return match[0]
        if len(numbers) == 8:
            step = rows.first(numbers[2] + 1) - 1 - numbers[2]
            numbers[2] += step
            numbers[6] += step
        return match[1] + ", ".join(map(str, numbers)).encode() + match[3]

    return _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, content))
