"""The language of templates: filling what is in a block with the values in sight; files are read elsewhere.

{{NAME}}  {{NAME|filter}}         a value
{{EACH item}} ... {{END}}         once for each item, section or work
{{EACH work NEW PAGE}}            the same, each on a page of its own
{{IF AMOUNT > 0}} ... {{END}}     only where the condition holds
{{ELSE}}                          before END: otherwise, or for an empty list
{{{{ and }}}}                     the braces themselves
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from documents.domain.placeholders import Value, format_value
from documents.domain.template_findings import (
    FillOptions,
    Refused,
    TemplateContext,
    TemplateRefused,
)
from documents.renderers.templates.blocks import Block, Nodes, Unit, build_blocks
from documents.renderers.templates.evaluation import (
    CannotEvaluate,
    evaluate,
    is_true,
    list_missing,
)
from documents.renderers.templates.scope import Scope
from documents.renderers.templates.tags import Notes, Tag, TagKind, find_pieces

T = TypeVar("T")


class Filling:
    """One run over a template: what is in sight, what may still be done, what was found."""

    def __init__(
        self, context: TemplateContext, options: FillOptions, notes: Notes
    ) -> None:
        self.scope = Scope.of(context)
        self.notes = notes
        self._options = options
        self._turns_left = options.loop_limit
        self._output_left = options.output_limit

    def unroll(self, nodes: Nodes[T], scope: Scope) -> Iterator[tuple[T, Scope]]:
        """Every content that stays, with the values in sight of it, as often as it is repeated.

        Raises: TemplateRefused.
        """
        for node in nodes:
            if not isinstance(node, Block):
                yield node, scope
            elif node.tag.kind is TagKind.IF:
                holds = self.holds(node.tag, scope)
                yield from self.unroll(node.body if holds else node.otherwise, scope)
            else:
                turns = scope.turns_of(node.tag.each, node.tag.number)
                for turn in turns:
                    self._spend_turn()
                    yield from self.unroll(node.body, turn)
                if not turns:
                    yield from self.unroll(node.otherwise, scope)

    def value_of(self, tag: Tag, scope: Scope) -> Value:
        """The typed value of a tag, as a cell takes it; its text where it cannot be had.

        Raises: TemplateRefused.
        """
        if tag.expression is None or not self.notes.knows_all(tag):
            return tag.text
        try:
            value = evaluate(tag.expression, scope).value
        except CannotEvaluate:
            return self.text_of(tag, scope)
        if isinstance(value, str | Decimal | date) and value != "":
            return value
        return self.text_of(tag, scope)

    def text_of(self, tag: Tag, scope: Scope) -> str:
        """What a tag prints; the tag itself when it is unknown or cannot be worked out.

        Raises: TemplateRefused.
        """
        if tag.expression is None or not self.notes.knows_all(tag):
            return tag.text
        if tag.kind is TagKind.COLUMN:
            message = f"{tag.text} has its place in a table of a Word file"
            self.notes.add_problem(tag.place, tag.near, message)
            return tag.text
        try:
            result = evaluate(tag.expression, scope)
            if result.is_missing:
                return self._missing(tag, scope)
            if isinstance(result.value, Sequence) and not isinstance(result.value, str):
                raise CannotEvaluate("a list needs a filter such as join, sum or count")
        except CannotEvaluate as error:
            self.notes.add_problem(tag.place, tag.near, f"{tag.text}: {error}")
            return tag.text
        return self._spend_output(format_value(result.value, result.kind))

    def _missing(self, tag: Tag, scope: Scope) -> str:
        names = list_missing(tag.expression, scope) if tag.expression else []
        self.notes.add_missing(tag, names)
        missing_text = self._options.missing_text
        if not names:
            return ""
        return tag.text if missing_text is None else missing_text

    def holds(self, tag: Tag, scope: Scope) -> bool:
        """Whether a condition is true; one that cannot be worked out is not, and is reported."""
        if tag.expression is None:
            return False
        try:
            return is_true(tag.expression, scope)
        except CannotEvaluate as error:
            self.notes.add_problem(tag.place, tag.near, f"{tag.text}: {error}")
            return False

    def _spend_turn(self) -> None:
        self._turns_left -= 1
        if self._turns_left < 0:
            raise TemplateRefused(Refused.TOO_MUCH)

    def _spend_output(self, text: str) -> str:
        self._output_left -= len(text)
        if self._output_left < 0:
            raise TemplateRefused(Refused.TOO_MUCH)
        return text


def fill_text(text: str, place: str, filling: Filling, scope: Scope) -> str:
    """A plain text with its tags filled, blocks included.

    Raises: TemplateRefused.
    """
    units: list[Unit[Tag | str]] = []
    at = 0
    for piece in find_pieces(text, place, filling.notes):
        units.append(Unit(text[at : piece.start]))
        at = piece.end
        if piece.tag is None:
            units.append(Unit(piece.literal))
        elif piece.tag.is_block:
            units.append(Unit("", [piece.tag], is_marker=True))
        else:
            units.append(Unit(piece.tag))
    units.append(Unit(text[at:]))
    nodes = build_blocks(units, filling.notes)
    filling.notes.check()
    return "".join(
        filling.text_of(content, inner) if isinstance(content, Tag) else content
        for content, inner in filling.unroll(nodes, scope)
    )
