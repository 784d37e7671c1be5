"""A workbook template and values to a filled workbook; each step is in a module of its own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from documents.domain.template_findings import (
    Filled,
    FillOptions,
    TemplateContext,
)
from documents.renderers.templates.language import Filling
from documents.renderers.templates.package import (
    Element,
    local_name,
    named,
    to_xml,
)
from documents.renderers.templates.scope import Names, Scope
from documents.renderers.templates.tags import Notes
from documents.renderers.templates.text_plan import plan_text
from documents.renderers.templates.xlsx.book import (
    Book,
    cells_in,
    number_rows,
    rows_in,
)
from documents.renderers.templates.xlsx.cells import (
    CellFiller,
    expand_shared_formulas,
    move_cell_formula,
)
from documents.renderers.templates.xlsx.drawings import (
    copy_part,
    move_charts,
    move_related,
    related_parts,
    rename_tables,
)
from documents.renderers.templates.xlsx.plan import FilledRow, SheetPlan
from documents.renderers.templates.xlsx.references import Home, Moves, SheetCopy
from documents.renderers.templates.xlsx.results import (
    ask_for_calculation,
    store_results,
)
from documents.renderers.templates.xlsx.row_map import PlacedRow, RowMap
from documents.renderers.templates.xlsx.sheet_moves import SheetMove, move_sheet
from documents.renderers.templates.xlsx.spots import (
    Spot,
    check_spot,
    fill_spot,
    property_spots,
    sheet_spots,
)
from documents.renderers.templates.xlsx.survey import survey_book
from documents.renderers.templates.xlsx.titles import make_title
from documents.renderers.templates.xlsx.workbook_part import (
    SheetEntry,
    drop_calculation_chain,
    rewrite_workbook,
)


def fill_workbook(
    content: bytes, context: TemplateContext, options: FillOptions | None = None
) -> Filled:
    """The template with its tags filled, as a workbook of the same type.

    A part that no tag and no moved row concerns is byte for byte that of the template.

    Raises: TemplateRefused.
    """
    notes = Notes(Names.of(context))
    book = Book(content)
    plans = survey_book(book, notes)
    notes.check()
    filler = _Filler(book, Filling(context, options or FillOptions(), notes))
    filler.run(plans)
    notes.check()
    return Filled(
        content=book.package.to_bytes(),
        unknown=tuple(notes.unknown),
        missing=tuple(notes.missing.values()),
        problems=tuple(notes.problems),
        used=tuple(notes.used.values()),
    )


@dataclass
class _SheetToFill:
    """One sheet of the result."""

    plan: SheetPlan
    copy: int
    scope: Scope
    title: str
    rows: list[FilledRow]
    row_map: RowMap
    part: str = ""


@dataclass
class _Filler:
    book: Book
    filling: Filling
    moves: Moves = field(default_factory=Moves)
    sheets: list[_SheetToFill] = field(default_factory=list)

    def run(self, plans: list[SheetPlan]) -> None:
        for plan in plans:
            self._plan_copies(plan)
        self._make_parts()
        has_tags = any(plan.texts for plan in plans)
        for sheet in self.sheets:
            self._fill_sheet(sheet)
        for spot in property_spots(self.book.package):
            self._fill_spot(spot, self.filling.scope)
        self._finish(has_tags)

    def _plan_copies(self, plan: SheetPlan) -> None:
        taken = {sheet.title.casefold() for sheet in self.sheets}
        for copy, scope in enumerate(plan.scopes(self.filling)):
            rows = plan.rows(self.filling, scope)
            row_map = plan.row_map(rows)
            title = self._title(plan, scope, copy, taken)
            taken.add(title.casefold())
            self.moves.add(plan.sheet.title, SheetCopy(title, row_map))
            self.sheets.append(_SheetToFill(plan, copy, scope, title, rows, row_map))

    def _title(self, plan: SheetPlan, scope: Scope, copy: int, taken: set[str]) -> str:
        title = plan.sheet.title
        text_plan = plan_text(title, f"{title}, sheet name", self.filling.notes)
        if text_plan is None and copy == 0 and title.casefold() not in taken:
            return title
        if text_plan is not None:
            title = text_plan.fill(title, self.filling, scope)
        return make_title(title, taken)

    def _make_parts(self) -> None:
        """Copies come first, from the template as it was."""
        for sheet in self.sheets:
            part = sheet.plan.sheet.part
            if sheet.copy == 0:
                sheet.part = part
                continue
            sheet.part = copy_part(self.book.package, part)
            root = self.book.package.change(sheet.part)
            number_rows(root)
            if _make_second(root):
                message = "buttons and embedded files are on the first sheet only"
                self.filling.notes.add_problem(sheet.title, "", message)
            rename_tables(self.book.package, sheet.part)

    def _fill_sheet(self, sheet: _SheetToFill) -> None:
        move = SheetMove(sheet.plan.sheet.title, sheet.copy, sheet.row_map, self.moves)
        if sheet.plan.texts or sheet.copy or not sheet.row_map.moves_nothing:
            root = self.book.package.change(sheet.part)
            filler = CellFiller(self.book, sheet.plan, self.filling, move)
            filler.place_rows(root, sheet.rows)
        if not self.moves.moves_nothing:
            self._move_rest(sheet, move)
        title = sheet.plan.sheet.title
        for spot in list(sheet_spots(self.book.package, title, sheet.part)):
            self._fill_spot(spot, sheet.scope)
        move_related(self.book.package, sheet.part, sheet.row_map)

    def _move_rest(self, sheet: _SheetToFill, move: SheetMove) -> None:
        """A sheet without tags changes only where it refers to one that does."""
        old = self.book.package.tree(sheet.part)
        root = deepcopy(old)
        if not sheet.plan.texts and not sheet.copy and sheet.row_map.moves_nothing:
            expand_shared_formulas(root)
            changed = [
                move_cell_formula(cell, _home(move, row), move)
                for row in rows_in(root)
                for cell in cells_in(row)
            ]
            if not any(changed):
                root = deepcopy(old)
        move_sheet(root, move)
        if to_xml(root) != to_xml(old):
            changing = self.book.package.change(sheet.part)
            changing[:] = root[:]

    def _fill_spot(self, spot: Spot, scope: Scope) -> None:
        if check_spot(spot, Notes(self.filling.notes.names)):
            self.book.package.change(spot.part)
            fill_spot(spot, self.filling, scope)

    def _finish(self, has_tags: bool) -> None:
        book = self.book
        homes = {
            relation.part: Home(sheet.plan.sheet.title, sheet.copy)
            for sheet in self.sheets
            for relation in related_parts(book.package, sheet.part)
        }
        move_charts(book.package, self.moves, homes)
        titles = [(sheet.title, sheet.part) for sheet in self.sheets]
        book.strings.finish(book.package.tree(part) for _, part in titles)
        if not self.moves.moves_nothing:
            entries = [
                SheetEntry(s.plan.sheet, s.copy, s.title, s.part) for s in self.sheets
            ]
            rewrite_workbook(book, entries, self.moves)
            drop_calculation_chain(book)
        if has_tags and store_results(book, titles):
            ask_for_calculation(book)


def _home(move: SheetMove, row: Element) -> Home:
    return Home(move.template_title, move.copy, PlacedRow(int(row.get("r"))))


def _make_second(root: Element) -> bool:
    """Takes from a copy what only one sheet of a workbook may have.

    True when something was taken that the user can see.
    """
    for properties in named(root, "sheetPr"):
        properties.attrib.pop("codeName", None)
    for view in named(root, "sheetView"):
        view.attrib.pop("tabSelected", None)
    controls = [child for child in root if _holds_controls(child)]
    for control in controls:
        root.remove(control)
    return bool(controls)


def _holds_controls(child: Element) -> bool:
    if local_name(child) == "sheetData":
        return False
    return bool(named(child, "controls", "oleObjects"))
