"""What the office should know of a template before it is used: its tags, where they are, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from documents.domain.template_findings import (
    Filled,
    FillOptions,
    PlaceholderUse,
    Refused,
    TemplateContext,
    TemplateProblem,
    TemplateRefused,
)
from documents.renderers.templates.docx.checks import (
    list_problems as list_docx_problems,
)
from documents.renderers.templates.docx.parts import WordPackage
from documents.renderers.templates.docx.template import fill_docx, survey_docx
from documents.renderers.templates.scope import Names
from documents.renderers.templates.tags import Notes
from documents.renderers.templates.text import fill_text_file, survey_text_file
from documents.renderers.templates.xlsx.book import Book
from documents.renderers.templates.xlsx.checks import (
    has_macros,
)
from documents.renderers.templates.xlsx.checks import (
    list_problems as list_workbook_problems,
)
from documents.renderers.templates.xlsx.filling import fill_workbook
from documents.renderers.templates.xlsx.survey import survey_book


class TemplateKind(StrEnum):
    """The types of file that can be a template."""

    DOCX = "docx"
    DOCM = "docm"
    XLSX = "xlsx"
    XLSM = "xlsm"
    TXT = "txt"
    CSV = "csv"

    @property
    def is_word(self) -> bool:
        return self in (TemplateKind.DOCX, TemplateKind.DOCM)

    @property
    def is_workbook(self) -> bool:
        return self in (TemplateKind.XLSX, TemplateKind.XLSM)


@dataclass(frozen=True, slots=True)
class BlockUse:
    """A repeat or a condition in a template."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What the doctor found; a template with tags that do not fit cannot be used yet."""

    kind: TemplateKind
    uses: tuple[PlaceholderUse, ...]
    blocks: tuple[BlockUse, ...]
    problems: tuple[TemplateProblem, ...]
    has_macros: bool
    is_usable: bool

    @property
    def unknown(self) -> list[PlaceholderUse]:
        return [use for use in self.uses if not use.is_known]

    @property
    def has_no_tags(self) -> bool:
        return not self.uses and not self.blocks


# Types that are named for what they are, so that the answer can say what to do.
_OLD_TYPES = frozenset({"doc", "dot", "xls", "xlt"})


def find_kind_of_template(filename: str) -> TemplateKind:
    """The type that a file's name states.

    Raises: TemplateRefused, for an old or foreign type.

    >>> find_kind_of_template("Memo.DOCX")
    <TemplateKind.DOCX: 'docx'>
    """
    extension = PurePosixPath(filename.replace("\\", "/")).suffix.lower().lstrip(".")
    if extension in _OLD_TYPES:
        raise TemplateRefused(Refused.OLD_FORMAT)
    if extension not in set(TemplateKind):
        raise TemplateRefused(Refused.NOT_A_TEMPLATE)
    return TemplateKind(extension)


def fill_template(
    filename: str,
    content: bytes,
    context: TemplateContext,
    options: FillOptions | None = None,
) -> Filled:
    """The template filled by the engine of its type.

    The caller limits the time. Raises: TemplateRefused.
    """
    kind = find_kind_of_template(filename)
    if kind.is_word:
        return fill_docx(content, context, options)
    if kind.is_workbook:
        return fill_workbook(content, context, options)
    return fill_text_file(content, context, options, is_csv=kind is TemplateKind.CSV)


def inspect_template(
    filename: str, content: bytes, names: Names | None = None
) -> TemplateReport:
    """What the template asks for and what is wrong with it; nothing is filled.

    `names` are those that are known beside the built-in ones, such as custom mappings'.

    Raises: TemplateRefused, when the file cannot be a template at all.
    """
    kind = find_kind_of_template(filename)
    known = names or Names()
    if kind.is_word:
        package = WordPackage(content)
        notes = survey_docx(content, known)
        macros = has_macros(package)
        more = tuple(list_docx_problems(package))
    elif kind.is_workbook:
        book, notes = Book(content), Notes(known)
        survey_book(book, notes)
        macros = has_macros(book.package)
        more = tuple(list_workbook_problems(book))
    else:
        notes = Notes(known)
        survey_text_file(content, notes, is_csv=kind is TemplateKind.CSV)
        macros, more = False, ()
    return TemplateReport(
        kind=kind,
        uses=tuple(notes.used.values()),
        blocks=tuple(BlockUse(tag.text, tag.place) for tag in notes.tags if tag.opens),
        problems=(*notes.wrong, *notes.problems, *more),
        has_macros=macros,
        is_usable=not notes.wrong,
    )
