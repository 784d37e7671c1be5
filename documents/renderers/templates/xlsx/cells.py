"""Filling the cells of one sheet, row by row, with typed values; what else stands on the sheet is in sheet_moves.py."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bills.domain.formula_text import LAST_ROW, shift_formula
from bills.domain.grid import column_number
from bills.domain.inputs import parse_date
from bills.domain.number_text import parse_number, to_fifteen_digits, to_serial
from documents.domain.placeholders import Kind, Value
from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.expressions import Name
from documents.renderers.templates.language import Filling
from documents.renderers.templates.package import Element, local_name, named
from documents.renderers.templates.scope import Scope, find_kind
from documents.renderers.templates.tags import Tag
from documents.renderers.templates.text_plan import TextPlan
from documents.renderers.templates.xlsx.book import (
    Book,
    cells_in,
    child_named,
    rows_in,
    set_row,
)
from documents.renderers.templates.xlsx.plan import FilledRow, SheetPlan
from documents.renderers.templates.xlsx.references import Home
from documents.renderers.templates.xlsx.row_map import PlacedRow
from documents.renderers.templates.xlsx.sheet_moves import SheetMove, move_hull
from documents.renderers.templates.xlsx.texts import (
    escape,
    splice_nodes,
    text_nodes,
    text_of,
)

LONGEST_TEXT = 32_767  # characters in a cell
MOST_DIGITS = 15  # of a number; a longer one stays text
DAYS_BEFORE_1904 = 1_462

# Texts that office people mean as numbers.
_NUMBERS_IN_TEXT = frozenset({"AMOUNT_RAW", "item.serial"})


@dataclass(frozen=True, slots=True)
class CellFiller:
    """What filling the cells of a sheet needs."""

    book: Book
    plan: SheetPlan
    filling: Filling
    move: SheetMove

    def place_rows(self, root: Element, rows: Iterable[FilledRow]) -> None:
        """Writes the rows of the filled sheet in place of the template's.

        Raises: TemplateRefused.
        """
        data = next(child for child in root if local_name(child) == "sheetData")
        expand_shared_formulas(root)
        old = {int(row.get("r")): row for row in rows_in(root)}
        for row in list(data):
            data.remove(row)
        number = 0
        for number, row in enumerate(rows, start=1):
            if row.placed.source in old:
                self.book.spend(1 + len(old[row.placed.source]))
                copy = set_row(old[row.placed.source], number)
                self._fill_row(copy, old[row.placed.source], row)
                data.append(copy)
        for source in sorted(old):
            if source > self.plan.planned:
                placed = PlacedRow(source)
                number = self.move.rows.copies(source)[0]
                self.book.spend(1 + len(old[source]))
                copy = set_row(old[source], number)
                row = FilledRow(placed, self.filling_scope)
                self._fill_row(copy, old[source], row)
                data.append(copy)
        if number > LAST_ROW:
            raise TemplateRefused(Refused.TOO_MUCH)
        _set_dimension(root)

    @property
    def filling_scope(self) -> Scope:
        """The values in sight below all repeats: those of the sheet."""
        return self.plan.scopes(self.filling)[self.move.copy]

    def _fill_row(self, row: Element, template: Element, filled: FilledRow) -> None:
        home = Home(self.move.template_title, self.move.copy, filled.placed)
        for cell, old in zip(cells_in(row), cells_in(template), strict=True):
            move_cell_formula(cell, home, self.move)
            plan = self.plan.texts.get(old.get("r"))
            if plan is not None:
                self._fill_cell(cell, plan, filled.scope)

    def _fill_cell(self, cell: Element, plan: TextPlan, scope: Scope) -> None:
        if plan.sole is not None:
            value = self._typed(plan.sole, scope)
            if isinstance(value, Decimal | date):
                self._set_number(cell, value)
                return
        self._set_text(cell, plan, scope)

    def _typed(self, tag: Tag, scope: Scope) -> Value:
        value = self.filling.value_of(tag, scope)
        if not isinstance(value, str) or not isinstance(tag.expression, Name):
            return _if_it_fits(value)
        return _if_it_fits(_parse_as(tag.expression.name, value))

    def _set_number(self, cell: Element, value: Decimal | date) -> None:
        if isinstance(value, date):
            cell.set("s", str(self.book.styles.with_date(int(cell.get("s", "0")))))
            serial = to_serial(value)
            value = serial - DAYS_BEFORE_1904 if self.book.from_1904 else serial
        cell.attrib.pop("t", None)
        _clear(cell)
        stored = cell.makeelement(f"{cell.tag[:-1]}v")
        stored.text = f"{value:f}"
        cell.append(stored)

    def _set_text(self, cell: Element, plan: TextPlan, scope: Scope) -> None:
        is_shared = cell.get("t") == "s"
        owner = self.book.text_owner(cell)
        if owner is None:
            return
        owner = deepcopy(owner) if is_shared else owner
        before = text_of(owner)
        splice_nodes(text_nodes(owner), plan.replacements(self.filling, scope, escape))
        text = text_of(owner)
        if not text:
            cell.attrib.pop("t", None)
            _clear(cell)
            return
        if len(text) > LONGEST_TEXT:
            self._cut(owner, f"{self.plan.sheet.title}!{cell.get('r')}")
        stored = child_named(cell, "v")
        if not is_shared or stored is None:
            return
        if text != before:
            stored.text = str(self.book.strings.add(owner))

    def _cut(self, owner: Element, place: str) -> None:
        left = LONGEST_TEXT
        for node in text_nodes(owner):
            node.text = (node.text or "")[:left]
            left -= len(node.text)
        self.filling.notes.add_problem(
            place,
            text_of(owner)[:40],
            f"a cell holds {LONGEST_TEXT:,} characters; the rest is cut off",
        )


def move_cell_formula(cell: Element, home: Home, move: SheetMove) -> bool:
    """Moves the formula of a cell; whether it reads differently now."""
    formula = child_named(cell, "f")
    if formula is None:
        return False
    old = formula.text or ""
    formula.text = move.moves.formula(old, home) if old else formula.text
    if formula.get("ref"):
        at = cell.get("r")
        is_one_cell = formula.get("ref").rpartition(":")[2] == formula.get("ref")
        area = at if is_one_cell else move_hull(formula.get("ref"), move.rows)
        formula.set("ref", area)
    return bool((formula.text or "") != old)


def expand_shared_formulas(root: Element) -> None:
    """Gives every cell its own formula, since copies part from those that they share with."""
    masters: dict[str, tuple[str, int, int]] = {}
    for formula in named(root, "f"):
        if formula.get("t") != "shared" or local_name(formula.getparent()) != "c":
            continue
        row, column = _position(formula.getparent().get("r"))
        index = formula.get("si", "")
        if formula.text:
            masters[index] = (formula.text, row, column)
        elif index in masters:
            text, first_row, first_column = masters[index]
            formula.text = shift_formula(text, row - first_row, column - first_column)
        else:
            raise TemplateRefused(Refused.DAMAGED)
        for attribute in ("t", "si", "ref"):
            formula.attrib.pop(attribute, None)


def _position(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)


def _parse_as(name: str, text: str) -> Value:
    """A text as the type that its name promises, where it can be read so."""
    kind = find_kind(name)
    if kind is Kind.DATE:
        return parse_date(text) or text
    if kind in (Kind.AMOUNT, Kind.NUMBER) or name in _NUMBERS_IN_TEXT:
        number = parse_number(text)
        return text if number is None else number
    return text


def _if_it_fits(value: Value) -> Value:
    """A number that a sheet would round stays text."""
    if isinstance(value, Decimal) and to_fifteen_digits(value) != value:
        return f"{value:f}" if len(value.as_tuple().digits) > MOST_DIGITS else value
    return value


def _clear(cell: Element) -> None:
    for child in list(cell):
        cell.remove(child)


def _set_dimension(root: Element) -> None:
    for dimension in named(root, "dimension"):
        start, _, stop = (dimension.get("ref") or "A1").partition(":")
        last = max((int(row.get("r")) for row in rows_in(root)), default=1)
        letters = (stop or start).rstrip("0123456789")
        dimension.set("ref", f"{start}:{letters}{last}" if stop else start)
