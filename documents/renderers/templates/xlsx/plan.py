"""What is to be filled on one worksheet: the texts of its cells and the rows that repeat; nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.blocks import Block, Nodes, Unit, build_blocks
from documents.renderers.templates.language import Filling
from documents.renderers.templates.package import Element, local_name
from documents.renderers.templates.scope import Scope
from documents.renderers.templates.tags import Notes, Tag, TagKind
from documents.renderers.templates.text_plan import TextPlan, plan_text
from documents.renderers.templates.xlsx.book import (
    Book,
    TemplateSheet,
    cells_in,
    child_named,
    rows_in,
)
from documents.renderers.templates.xlsx.row_map import (
    Path,
    PlacedRow,
    Repeat,
    RowMap,
)
from documents.renderers.templates.xlsx.texts import text_of

MOST_ROWS = 100_000  # that repeats and conditions may cover or make on one sheet


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of the filled sheet with the values in sight of it."""

    placed: PlacedRow
    scope: Scope


@dataclass
class SheetPlan:
    """The plan of one worksheet."""

    sheet: TemplateSheet
    # By the cell's name.
    texts: dict[str, TextPlan] = field(default_factory=dict)
    repeats: list[Repeat] = field(default_factory=list)
    planned: int = 0  # the last row that a block tag has to do with
    nodes: Nodes[int] = field(default_factory=list)
    per_work: Block[int] | None = None  # the whole sheet, once for each work

    def scopes(self, filling: Filling) -> list[Scope]:
        """The values in sight of each sheet that is made from this one."""
        if self.per_work is None:
            return [filling.scope]
        turns = filling.scope.turns_of("work", self.per_work.tag.number)
        return turns or [filling.scope]

    def rows(self, filling: Filling, scope: Scope) -> list[FilledRow]:
        """The rows of one filled sheet, down to the last that any repeat touches.

        Raises: TemplateRefused.
        """
        known = {repeat.number for repeat in self.repeats}
        rows = []
        for row, inner in filling.unroll(self._nodes_for(scope), scope):
            rows.append(FilledRow(PlacedRow(row, _path(inner, known)), inner))
            if len(rows) > MOST_ROWS:
                raise TemplateRefused(Refused.TOO_MUCH)
        return rows

    def row_map(self, rows: Sequence[FilledRow]) -> RowMap:
        return RowMap([row.placed for row in rows], self.planned, self.repeats)

    def _nodes_for(self, scope: Scope) -> Nodes[int]:
        block = self.per_work
        if block is None:
            return self.nodes
        inside = block.body if scope.turn("work") else block.otherwise
        nodes: Nodes[int] = []
        for node in self.nodes:
            nodes.extend(inside if node is block else [node])
        return nodes


def plan_sheet(book: Book, sheet: TemplateSheet, notes: Notes) -> SheetPlan:
    """The plan of a worksheet; tags that do not fit are noted, to be refused."""
    plan = SheetPlan(sheet)
    tags_by_row: dict[int, list[Tag]] = {}
    markers: set[int] = set()
    for row in rows_in(book.package.tree(sheet.part)):
        number = int(row.get("r"))
        plans = list(_plan_cells(book, sheet, row, notes, plan))
        tags = [tag for text_plan in plans for tag in text_plan.open_tags]
        if tags:
            tags_by_row[number] = tags
            is_marker = all(p.is_blank_without_tags for p in plans)
            if is_marker and _has_only(row, len(plans)):
                markers.add(number)
    plan.planned = max(tags_by_row, default=0)
    if plan.planned > MOST_ROWS:
        tag = tags_by_row.pop(plan.planned)[0]
        notes.refuse(tag, f"{tag.text} stands below row {MOST_ROWS:,}")
        return plan
    units = [
        Unit(row, tags_by_row.get(row, []), row in markers)
        for row in range(1, plan.planned + 1)
    ]
    plan.nodes = build_blocks(units, notes)
    plan.per_work = _find_sheet_block(plan.nodes)
    plan.repeats = list(_find_repeats(units))
    return plan


def _plan_cells(
    book: Book, sheet: TemplateSheet, row: Element, notes: Notes, plan: SheetPlan
) -> Iterator[TextPlan]:
    for cell in cells_in(row):
        place = f"{sheet.title}!{cell.get('r')}"
        formula = child_named(cell, "f")
        if formula is not None and "{{" in (formula.text or ""):
            notes.add_problem(
                place, formula.text, "tags inside a formula are not filled"
            )
        owner = book.text_owner(cell)
        if owner is None:
            continue
        text_plan = plan_text(text_of(owner), place, notes)
        if text_plan is not None:
            plan.texts[cell.get("r")] = text_plan
            yield text_plan


def _has_only(row: Element, texts: int) -> bool:
    """Whether nothing stands in the row beside so many texts."""
    filled = [
        cell
        for cell in cells_in(row)
        if any(local_name(c) in ("f", "v", "is") for c in cell)
    ]
    return len(filled) == texts


def _find_sheet_block(nodes: Nodes[int]) -> Block[int] | None:
    """The block of works that asks for a sheet for each of them."""
    for node in nodes:
        if isinstance(node, Block) and node.tag.each == "work" and node.tag.new_page:
            return node
    return None


def _find_repeats(units: Sequence[Unit[int]]) -> Iterator[Repeat]:
    """The rows of each EACH; those after its ELSE are no part of it."""
    is_first = True
    open_tags: list[tuple[Tag, int, int]] = []  # the tag, its row, the row of its ELSE
    found: list[Repeat] = []
    for unit in units:
        for tag in unit.tags:
            if tag.opens:
                open_tags.append((tag, unit.content, 0))
            elif tag.kind is TagKind.ELSE and open_tags:
                opener, row, _ = open_tags.pop()
                open_tags.append((opener, row, unit.content))
            elif tag.kind is TagKind.END and open_tags:
                opener, row, other = open_tags.pop()
                last = other - 1 if other > row else unit.content
                is_sheet = is_first and not open_tags and opener.new_page
                is_sheet = is_sheet and opener.each == "work"
                is_first = is_first and not is_sheet
                if opener.kind is TagKind.EACH and not is_sheet:
                    found.append(Repeat(opener.number, row, last, opener.new_page))
    # Outer ones first: that is the order of the steps in a path.
    return iter(sorted(found, key=lambda r: (r.first_row, -r.last_row, r.number)))


def _path(scope: Scope, known: set[int]) -> Path:
    return tuple((turn.tag, turn.index) for turn in scope.turns if turn.tag in known)
