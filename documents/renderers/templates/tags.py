"""The tags in a text and what is found about them; how they enclose one another is in blocks.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from documents.domain.placeholders import straighten
from documents.domain.template_findings import (
    PlaceholderUse,
    Refused,
    TemplateProblem,
    TemplateRefused,
)
from documents.renderers.templates.expressions import (
    Expression,
    NotAnExpression,
    list_names,
    parse_expression,
)
from documents.renderers.templates.scope import LISTS, Names

# Stands in a text for a picture, a field or another thing that no tag goes through.
THING = "\ufffc"

_TAG = re.compile(r"\{\{\{\{|\}\}\}\}|\{\{([^{}\ufffc]{0,1000})\}\}")
_STRAY = re.compile(r"\{\{|\{%")
_WORD = re.compile(
    r"(EACH|IF|COLUMN|ELSE|END)\b(?!\s*[|.])\s*(.*)", re.IGNORECASE | re.DOTALL
)
_NEW_PAGE = re.compile(r"\s+NEW\s+PAGE$", re.IGNORECASE)
_NEAR = 40  # characters of the text around a problem


class TagKind(StrEnum):
    VALUE = "value"
    EACH = "each"
    IF = "if"
    COLUMN = "column"
    ELSE = "else"
    END = "end"
    WRONG = "wrong"  # stays in the text as it is, with its problem reported


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template."""

    kind: TagKind
    text: str  # with its braces, as typed
    expression: Expression | None = None
    each: str = ""  # item, section or work; of an END, what it says it ends
    new_page: bool = False
    message: str = ""  # what is wrong with it
    number: int = 0  # tells the tags of one template apart
    place: str = ""
    near: str = ""  # the text around it

    @property
    def opens(self) -> bool:
        return self.kind in (TagKind.EACH, TagKind.IF)

    @property
    def is_block(self) -> bool:
        return self.opens or self.kind in (TagKind.ELSE, TagKind.END)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is a tag, or a pair of braces meant as such."""

    start: int
    end: int
    tag: Tag | None
    literal: str = ""


@dataclass(slots=True)
class Notes:
    """What is found in one template while it is read and filled, each finding once."""

    names: Names = field(default_factory=Names)
    used: dict[tuple[str, str], PlaceholderUse] = field(default_factory=dict)
    missing: dict[tuple[str, str], PlaceholderUse] = field(default_factory=dict)
    problems: dict[TemplateProblem, None] = field(default_factory=dict)
    wrong: list[TemplateProblem] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    @property
    def unknown(self) -> list[PlaceholderUse]:
        return [use for use in self.used.values() if not use.is_known]

    def add_problem(self, place: str, near: str, message: str) -> None:
        self.problems[TemplateProblem(place, near, message)] = None

    def add_missing(self, tag: Tag, names: Iterable[str]) -> None:
        for name in names:
            use = PlaceholderUse(name, tag.place, tag.text, True)
            self.missing.setdefault((name, tag.place), use)

    def refuse(self, tag: Tag, message: str) -> None:
        """Remembers what makes the template unusable, so that all is said at once."""
        problem = TemplateProblem(tag.place, tag.near, message)
        if problem not in self.wrong:
            self.wrong.append(problem)

    def check(self) -> None:
        """Raises: TemplateRefused, when anything made the template unusable."""
        if self.wrong:
            raise TemplateRefused(Refused.TAGS_WRONG, [*self.wrong, *self.problems])

    def knows_all(self, tag: Tag) -> bool:
        """Whether every name of the tag is known."""
        if tag.expression is None:
            return True
        return all(map(self.names.is_known, list_names(tag.expression)))


def find_pieces(text: str, place: str, notes: Notes) -> list[Piece]:
    """The tags and doubled braces of a text, in order; each tag is noted as used.

    >>> [piece.tag.kind.value for piece in find_pieces("{{IF A}}{{A}}{{END}}", "", Notes())]
    ['if', 'value', 'end']
    """
    pieces = []
    at = 0
    for match in _TAG.finditer(text):
        _note_stray_braces(text[at : match.start()], place, notes)
        at = match.end()
        if match[1] is None:
            pieces.append(Piece(*match.span(), None, match[0][:2]))
            continue
        near = _squeeze(text[max(0, match.start() - _NEAR) : at + _NEAR])
        tag = _parse_tag(match[0], match[1], place, near, notes)
        pieces.append(Piece(*match.span(), tag))
    _note_stray_braces(text[at:], place, notes)
    return pieces


def _parse_tag(text: str, inside: str, place: str, near: str, notes: Notes) -> Tag:
    number = len(notes.tags)
    try:
        kind, each, new_page, expression = _read_tag(straighten(inside))
        tag = Tag(
            kind,
            text,
            expression,
            each,
            new_page,
            number=number,
            place=place,
            near=near,
        )
    except NotAnExpression as error:
        message = f"the tag is not understood: {error}"
        tag = Tag(
            TagKind.WRONG, text, message=message, number=number, place=place, near=near
        )
        notes.add_problem(place, near, message)
    notes.tags.append(tag)
    for name in list_names(tag.expression) if tag.expression else ():
        known = notes.names.is_known(name)
        nearest = None if known else notes.names.nearest(name)
        use = PlaceholderUse(name, place, text, known, nearest)
        notes.used.setdefault((name, place), use)
    return tag


def _read_tag(inside: str) -> tuple[TagKind, str, bool, Expression | None]:
    word = _WORD.fullmatch(inside)
    if word is None:
        return TagKind.VALUE, "", False, parse_expression(inside)
    kind, rest = TagKind(word[1].lower()), word[2].strip()
    if kind is TagKind.IF:
        return kind, "", False, parse_expression(rest)
    if kind is TagKind.COLUMN:
        condition = re.sub(r"^IF\b", "", rest, flags=re.IGNORECASE)
        if condition == rest:
            raise NotAnExpression("COLUMN is followed by IF and a condition")
        return kind, "", False, parse_expression(condition)
    if kind is TagKind.EACH:
        plain = _NEW_PAGE.sub("", rest)
        return kind, _list_named(plain), plain != rest, None
    if rest and (kind is TagKind.ELSE or rest.lower() not in ("if", "each", *LISTS)):
        raise NotAnExpression(f"nothing follows {word[1].upper()}, but “{rest}” does")
    return kind, rest.lower(), False, None


def _list_named(text: str) -> str:
    one = text.lower()
    if one not in LISTS:
        one = one.removesuffix("s")
    if one not in LISTS:
        raise NotAnExpression(f"EACH takes item, section or work, not “{text}”")
    return one


def _note_stray_braces(gap: str, place: str, notes: Notes) -> None:
    for match in _STRAY.finditer(gap):
        near = _squeeze(gap[max(0, match.start() - _NEAR) : match.end() + _NEAR])
        notes.add_problem(place, near, f"“{match[0]}” begins no tag and stays as it is")


def _squeeze(text: str) -> str:
    return " ".join(text.split())
