"""Which texts, paragraphs or rows a pair of tags encloses, as blocks within blocks; filling them is in language.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from documents.renderers.templates.tags import Notes, Tag, TagKind

T = TypeVar("T")


@dataclass(slots=True)
class Unit(Generic[T]):
    """A text, paragraph or row with the block tags that stand in it and do not close there."""

    content: T
    tags: Sequence[Tag] = ()
    # Nothing but tags: it is gone when the template is filled.
    is_marker: bool = False


@dataclass(slots=True)
class Block(Generic[T]):
    """What stands between EACH or IF and its END."""

    tag: Tag
    body: list[T | Block[T]] = field(default_factory=list)
    otherwise: list[T | Block[T]] = field(default_factory=list)
    has_else: bool = False

    @property
    def open_list(self) -> list[T | Block[T]]:
        return self.otherwise if self.has_else else self.body


Nodes = list[T | Block[T]]


def build_blocks(units: Iterable[Unit[T]], notes: Notes) -> Nodes[T]:
    """The units as blocks within blocks; tags that do not fit are noted, to be refused.

    EACH, IF and ELSE act before the unit they stand in, END after it.
    """
    builder: _Builder[T] = _Builder(notes)
    for unit in units:
        for tag in unit.tags:
            if tag.kind is not TagKind.END:
                builder.before(tag)
        if not unit.is_marker:
            builder.add(unit.content)
        for tag in unit.tags:
            if tag.kind is TagKind.END:
                builder.end(tag)
    return builder.finish()


class _Builder(Generic[T]):
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._top: Nodes[T] = []
        self._open: list[Block[T]] = []

    def add(self, content: T | Block[T]) -> None:
        (self._open[-1].open_list if self._open else self._top).append(content)

    def before(self, tag: Tag) -> None:
        if tag.opens:
            block: Block[T] = Block(tag)
            self.add(block)
            self._open.append(block)
        elif not self._open or self._open[-1].has_else:
            self._notes.refuse(tag, f"{tag.text} stands without its EACH or IF")
        else:
            self._open[-1].has_else = True

    def end(self, tag: Tag) -> None:
        if not self._open:
            self._notes.refuse(tag, f"{tag.text} stands without its EACH or IF")
            return
        opener = self._open.pop().tag
        if tag.each not in ("", opener.kind, opener.each):
            self._notes.refuse(tag, f"{tag.text} ends {opener.text}")

    def finish(self) -> Nodes[T]:
        for block in self._open:
            self._notes.refuse(block.tag, f"{block.tag.text} has no {{{{END}}}}")
        return self._top


def unmatched_tags(tags: Iterable[Tag]) -> list[Tag]:
    """The block tags that do not open and close among these.

    >>> from documents.renderers.templates.tags import find_pieces
    >>> notes = Notes()
    >>> pieces = find_pieces("{{END}}{{IF A}}{{END}}{{EACH item}}", "", notes)
    >>> [tag.text for tag in unmatched_tags(notes.tags)]
    ['{{END}}', '{{EACH item}}']
    """
    kept: list[Tag] = []
    open_at: list[int] = []
    for tag in tags:
        if tag.kind is TagKind.END and open_at:
            del kept[open_at.pop() :]
        elif tag.is_block:
            if tag.opens:
                open_at.append(len(kept))
            kept.append(tag)
    return kept
