"""One Word part filled: its blocks unrolled, its tags written, the rules of the format kept; packages are in template.py."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from documents.renderers.templates.blocks import build_blocks
from documents.renderers.templates.docx.copies import Copies
from documents.renderers.templates.docx.runs import write_value
from documents.renderers.templates.docx.tables import (
    column_runs,
    mend_around_tables,
    mend_merges,
    remove_columns,
)
from documents.renderers.templates.docx.units import is_bare, units_of
from documents.renderers.templates.docx.xml import (
    TAG,
    Element,
    child,
    make,
    names_of,
    remove,
    short_name,
)
from documents.renderers.templates.language import Filling
from documents.renderers.templates.scope import Scope, Turn
from documents.renderers.templates.tags import Notes, Tag, TagKind

_RUN = names_of("r")
# What the format wants to end with a paragraph.
_NEED_A_PARAGRAPH = frozenset(
    ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
)


def check_blocks(element: Element, notes: Notes) -> None:
    """Notes every EACH, IF, ELSE and END of a part that does not fit; uses the part up."""
    if not any(tag.is_block for _, tag in _marked_runs(element, notes)):
        return
    build_blocks(units_of(element, notes), notes)
    for each in element:
        check_blocks(each, notes)


class PartFilling:
    """Fills one part; the same for every part, but for its copies."""

    def __init__(self, filling: Filling, copies: Copies) -> None:
        self._filling = filling
        self._copies = copies

    def fill(self, element: Element, scope: Scope) -> None:
        """Fills everything in the element.

        Raises: TemplateRefused.
        """
        if short_name(element) == "tbl":
            self._drop_columns(element, scope)
        marked = _marked_runs(element, self._filling.notes)
        if not any(tag.is_block for _, tag in marked):
            for run, tag in marked:
                _settle_control(run)
                write_value(run, self._filling.text_of(tag, scope))
        else:
            self._fill_children(element, scope)

    def _drop_columns(self, table: Element, scope: Scope) -> None:
        dropped: set[int] = set()
        for run, start, width in list(column_runs(table)):
            tag = self._filling.notes.tags[int(run.get(TAG))]
            if tag.kind is TagKind.COLUMN:
                remove(run)
                if not self._filling.holds(tag, scope):
                    dropped |= set(range(start, start + width))
        if dropped:
            remove_columns(table, dropped)

    def _fill_children(self, parent: Element, scope: Scope) -> None:
        notes = self._filling.notes
        units = units_of(parent, notes)
        had_tags = {each for each in parent if _has_own_block(each, notes)}
        nodes = build_blocks(units, notes)
        placed: list[Element] = []
        fillings: list[tuple[Element, Scope]] = []
        last: tuple[Turn, ...] = ()
        for content, inner in self._filling.unroll(nodes, scope):
            new_turns = inner.turns[len(scope.turns) :]
            element = deepcopy(content) if new_turns else content
            if new_turns:
                begun = _begun(new_turns, last)
                last = new_turns
                self._copies.settle(element, new_turns, begun)
            placed.append(element)
            fillings.append((element, inner))
            if content in had_tags:
                had_tags.add(element)
        parent[:] = placed
        for element, inner in fillings:
            self.fill(element, inner)
        _drop_emptied(parent, had_tags)
        _keep_valid(parent)


def _marked_runs(element: Element, notes: Notes) -> list[tuple[Element, Tag]]:
    return [
        (run, notes.tags[int(number)])
        for run in element.iter(*_RUN)
        if (number := run.get(TAG)) is not None
    ]


def _has_own_block(element: Element, notes: Notes) -> bool:
    is_paragraph = short_name(element) == "p"
    return is_paragraph and any(t.is_block for _, t in _marked_runs(element, notes))


def _begun(turns: Sequence[Turn], last: Sequence[Turn]) -> list[Turn]:
    """The turns that begin here."""
    for depth, turn in enumerate(turns):
        if depth >= len(last) or _key(turn) != _key(last[depth]):
            return list(turns[depth:])
    return []


def _key(turn: Turn) -> tuple[int, int]:
    return turn.tag, turn.index


def _settle_control(run: Element) -> None:
    """A content control would show its prompt, or what it is bound to, instead."""
    for control in run.iterancestors(*names_of("sdt")):
        _remove_child(control, "sdtPr", "dataBinding")
        if _remove_child(control, "sdtPr", "showingPlcHdr"):
            _remove_child(run, "rPr", "rStyle")  # the grey of a prompt


def _remove_child(element: Element, *names: str) -> bool:
    found = child(element, *names)
    if found is not None:
        remove(found)
    return found is not None


def _drop_emptied(parent: Element, had_tags: set[Element]) -> None:
    """A paragraph that only a condition filled leaves no blank line."""
    left = [each for each in parent if short_name(each) == "p"]
    for each in [each for each in left if each in had_tags and is_bare(each)]:
        is_last = len(left) == 1 and short_name(parent) in _NEED_A_PARAGRAPH
        if not is_last and child(each, "pPr", "sectPr") is None:
            left.remove(each)
            remove(each)


def _keep_valid(parent: Element) -> None:
    name = short_name(parent)
    if name == "tbl":
        mend_merges(parent)
        return
    mend_around_tables(parent)
    if name in _NEED_A_PARAGRAPH:
        last = next((e for e in reversed(parent) if short_name(e) != "tcPr"), None)
        if last is None or short_name(last) == "tbl":
            parent.append(make(parent, "p"))
