"""What goes into a template and what is found in it, whatever kind of file it is; nothing is opened here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from documents.domain.placeholders import Value

Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SectionValues:
    """A heading of a bill and the items under it."""

    title: str
    items: Sequence[Fields]  # names of placeholders.ITEM_FIELDS


@dataclass(frozen=True, slots=True)
class WorkValues:
    """One work: its header fields by placeholder, its items, and its sections if it has any."""

    values: Fields = field(default_factory=dict)
    items: Sequence[Fields] = ()
    sections: Sequence[SectionValues] = ()

    def all_items(self) -> list[Fields]:
        """Every item in its order, those of the sections included."""
        return [*self.items, *(item for part in self.sections for item in part.items)]

    def all_sections(self) -> list[SectionValues]:
        """The sections; items under no heading are a section without a title."""
        loose = [SectionValues("", self.items)] if self.items else []
        return [*loose, *self.sections]


@dataclass(frozen=True, slots=True)
class TemplateContext:
    """What a template is filled with.

    `values` holds what is common to all works and wins over a work's own outside a
    block of works; names beside the built-in ones (custom mappings) are known too.
    """

    values: Fields = field(default_factory=dict)
    works: Sequence[WorkValues] = ()


@dataclass(frozen=True, slots=True)
class PlaceholderUse:
    """A name in a template, with where it stands."""

    name: str  # normalised: NAME_OF_WORK, item.amount
    place: str  # "body, paragraph 12"; "Bill!C14"
    text: str  # the tag as typed
    is_known: bool
    nearest: str | None = None  # the known name that was probably meant


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong or doubtful in a template, in words for the office."""

    place: str
    near: str  # the text around it
    message: str


@dataclass(frozen=True, slots=True)
class FillOptions:
    """How a template is filled, and how much it may do."""

    missing_text: str | None = (
        ""  # for a known name without a value; None keeps the tag
    )
    loop_limit: int = 10_000  # turns of all repeats together
    output_limit: int = 20_000_000  # characters that values may add


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template; each use is listed once per place, in the order of the file."""

    content: bytes
    unknown: tuple[PlaceholderUse, ...] = ()
    missing: tuple[PlaceholderUse, ...] = ()
    problems: tuple[TemplateProblem, ...] = ()
    used: tuple[PlaceholderUse, ...] = ()


class Refused(StrEnum):
    NOT_A_TEMPLATE = "not_a_template"
    OLD_FORMAT = "old_format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"
    TAGS_WRONG = "tags_wrong"
    TOO_MUCH = "too_much"


_SENTENCES = {
    Refused.NOT_A_TEMPLATE: (
        "The file is not of a type that can be a format. "
        "Save it as .docx, .docm, .xlsx, .xlsm, .txt or .csv and upload that."
    ),
    Refused.OLD_FORMAT: (
        "Files of Word 97-2003 (.doc) and Excel 97-2003 (.xls) cannot be filled. Open "
        "the file in Word or Excel, save it as .docx or .xlsx and upload that."
    ),
    Refused.ENCRYPTED: (
        "The file is protected by a password. Open it, remove the password, save it "
        "and upload it again."
    ),
    Refused.DAMAGED: (
        "The file is damaged or was not copied completely. Open it in Word or Excel, "
        "save it under a new name and upload that."
    ),
    Refused.TOO_LARGE: (
        "The file unpacks to more data than is accepted. Make its pictures smaller, "
        "save it and upload it again."
    ),
    Refused.UNSAFE: (
        "The file contains definitions that no Office program writes, and is not "
        "opened. Save it from Word or Excel under a new name and upload that."
    ),
    Refused.TAGS_WRONG: "The tags of the format do not fit together.",
    Refused.TOO_MUCH: (
        "The format repeats more than is accepted. Look at its EACH tags: one may "
        "stand inside another by mistake."
    ),
}


class TemplateRefused(Exception):
    """The template cannot be used; `str()` is for the office, `problems` name the places."""

    def __init__(self, code: Refused, problems: Sequence[TemplateProblem] = ()) -> None:
        lines = [_SENTENCES[code]]
        lines += [f"{p.place}: {p.message} (near “{p.near}”)" for p in problems]
        super().__init__("\n".join(lines))
        self.code = code
        self.problems = tuple(problems)
