"""The tags of one text, read once and filled as often as its row is repeated; where the text stands is not here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from documents.renderers.templates.blocks import (
    Nodes,
    Unit,
    build_blocks,
    unmatched_tags,
)
from documents.renderers.templates.language import Filling
from documents.renderers.templates.scope import Scope
from documents.renderers.templates.tags import (
    Notes,
    Piece,
    Tag,
    TagKind,
    find_pieces,
)

Encoding = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Replacement:
    """A tag in a text and what is written in its place."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the text that is replaced by what its nodes come to."""

    start: int
    stop: int
    nodes: Nodes[Tag | str]


@dataclass(frozen=True, slots=True)
class TextPlan:
    """What is to be written where in one text."""

    spans: Sequence[_Span] = ()
    # Blocks that begin or end here and go on in other cells.
    open_tags: Sequence[Tag] = ()
    # The tag that is all of the text, so that its value may keep its type.
    sole: Tag | None = None
    is_blank_without_tags: bool = False

    def replacements(
        self, filling: Filling, scope: Scope, encode: Encoding = str
    ) -> list[Replacement]:
        """What to write where; `encode` writes a value as the file needs it.

        Raises: TemplateRefused.
        """
        return [
            Replacement(
                span.start,
                span.stop,
                "".join(
                    encode(filling.text_of(content, inner))
                    if isinstance(content, Tag)
                    else content
                    for content, inner in filling.unroll(span.nodes, scope)
                ),
            )
            for span in self.spans
        ]

    def fill(
        self, text: str, filling: Filling, scope: Scope, encode: Encoding = str
    ) -> str:
        """The text that was planned, filled.

        Raises: TemplateRefused.
        """
        return "".join(splice([text], self.replacements(filling, scope, encode)))


def splice(pieces: Sequence[str], replacements: Iterable[Replacement]) -> list[str]:
    """The pieces with each replacement in the piece where its tag begins.

    >>> splice(["Rs. {", "{AMOUNT}", "} only"], [Replacement(4, 14, "5.00")])
    ['Rs. 5.00', '', ' only']
    """
    result = list(pieces)
    for replacement in sorted(replacements, key=lambda r: -r.start):
        at, is_first = 0, True
        for number, piece in enumerate(pieces):
            start = max(replacement.start - at, 0)
            stop = min(replacement.stop - at, len(piece))
            at += len(piece)
            if start >= stop:
                continue
            text = replacement.text if is_first else ""
            # Later tags of the piece are done, so that what is before has not moved.
            result[number] = result[number][:start] + text + result[number][stop:]
            is_first = False
    return result


@dataclass(slots=True)
class _Reader:
    """Goes through the pieces of a text, collecting the blocks that close in it."""

    text: str
    notes: Notes
    spans: list[_Span] = field(default_factory=list)
    units: list[Unit[Tag | str]] = field(default_factory=list)
    start: int = 0  # of the outermost block that is open
    at: int = 0
    depth: int = 0

    def open_text(self, piece: Piece) -> None:
        self.spans.append(_Span(piece.start, piece.end, []))

    def read(self, piece: Piece) -> None:
        if self.depth == 0:
            self.start, self.units = piece.start, []
        else:
            self.units.append(Unit(self.text[self.at : piece.start]))
        self.at = piece.end
        if piece.tag is None:
            self.units.append(Unit(piece.literal))
        elif piece.tag.is_block:
            self.units.append(Unit("", [piece.tag], is_marker=True))
            self.depth += _step(piece.tag)
        else:
            self.units.append(Unit(piece.tag))
        if self.depth == 0:
            nodes = build_blocks(self.units, self.notes)
            self.spans.append(_Span(self.start, piece.end, nodes))


def plan_text(text: str, place: str, notes: Notes) -> TextPlan | None:
    """The plan of a text; None when there is nothing to fill in it."""
    if "{{" not in text and "}}}}" not in text:
        if "{%" in text:
            find_pieces(text, place, notes)
        return None
    pieces = find_pieces(text, place, notes)
    if not pieces:
        return None
    tags = [piece.tag for piece in pieces if piece.tag]
    open_tags = unmatched_tags(tags)
    open_numbers = {tag.number for tag in open_tags}
    reader = _Reader(text, notes)
    for piece in pieces:
        if piece.tag and piece.tag.number in open_numbers:
            reader.open_text(piece)
        else:
            reader.read(piece)
    return TextPlan(
        spans=reader.spans,
        open_tags=open_tags,
        sole=_sole_tag(text, pieces, open_numbers),
        is_blank_without_tags=not "".join(_gaps(text, pieces)).strip()
        and all(tag.number in open_numbers for tag in tags),
    )


def _sole_tag(text: str, pieces: Sequence[Piece], open_numbers: set[int]) -> Tag | None:
    """The only tag of a text beside block tags and spaces."""
    if "".join(_gaps(text, pieces)).strip():
        return None
    values = [p for p in pieces if not (p.tag and p.tag.number in open_numbers)]
    if len(values) != 1 or values[0].tag is None or values[0].tag.is_block:
        return None
    return values[0].tag


def _gaps(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    at = 0
    for piece in pieces:
        yield text[at : piece.start]
        at = piece.end
    yield text[at:]


def _step(tag: Tag) -> int:
    """How many blocks deeper the text is after the tag."""
    if tag.kind is TagKind.END:
        return -1
    return 1 if tag.opens else 0
