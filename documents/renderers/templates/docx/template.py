"""A Word template filled, searched and checked: the three things that the rest of the product asks for."""

from __future__ import annotations

from copy import deepcopy

from documents.domain.template_findings import (
    Filled,
    FillOptions,
    PlaceholderUse,
    TemplateContext,
    TemplateProblem,
)
from documents.renderers.templates.docx.checks import list_problems
from documents.renderers.templates.docx.copies import Copies, renumber_pictures
from documents.renderers.templates.docx.filling import PartFilling, check_blocks
from documents.renderers.templates.docx.numbering import Numbering
from documents.renderers.templates.docx.parts import TextPart, WordPackage
from documents.renderers.templates.docx.places import list_paragraphs
from documents.renderers.templates.docx.runs import clean_text, mark_tags
from documents.renderers.templates.docx.xml import Element
from documents.renderers.templates.language import Filling, fill_text
from documents.renderers.templates.scope import Names
from documents.renderers.templates.tags import Notes, find_pieces

_PROPERTIES = "docProps/core.xml"
# Parts of the file's properties that say something about the document.
_FILLED_PROPERTIES = (
    "title",
    "subject",
    "creator",
    "keywords",
    "description",
    "category",
)


def fill_docx(
    content: bytes, context: TemplateContext, options: FillOptions | None = None
) -> Filled:
    """The template with its tags filled; parts without tags stay byte for byte.

    The caller limits the time. Raises: TemplateRefused.
    """
    package = WordPackage(content)
    notes = Notes(Names.of(context))
    filling = Filling(context, options or FillOptions(), notes)
    parts = [part for part in package.text_parts() if _mark(package, part, notes)]
    for part in parts:
        check_blocks(deepcopy(package.tree(part.name)), notes)
    notes.check()
    _fill_parts(package, parts, filling)
    _fill_properties(package, filling)
    return Filled(
        package.to_bytes(),
        unknown=tuple(notes.unknown),
        missing=tuple(notes.missing.values()),
        problems=(*notes.problems, *list_problems(package)),
        used=tuple(notes.used.values()),
    )


def find_placeholders(
    content: bytes, names: Names | None = None
) -> tuple[PlaceholderUse, ...]:
    """Every name in the template with each place where it is used.

    Raises: TemplateRefused.
    """
    return tuple(survey_docx(content, names).used.values())


def check_docx(
    content: bytes, names: Names | None = None
) -> tuple[TemplateProblem, ...]:
    """What is wrong or doubtful in the template: tags that do not fit first.

    Raises: TemplateRefused, when the file cannot be opened.
    """
    package = WordPackage(content)
    notes = survey_docx(content, names)
    return (*notes.wrong, *notes.problems, *list_problems(package))


def survey_docx(content: bytes, names: Names | None = None) -> Notes:
    """Every tag of the template and what is wrong with them; nothing is filled.

    Raises: TemplateRefused, when the file cannot be opened.
    """
    package = WordPackage(content)
    notes = Notes(names or Names())
    for part in package.text_parts():
        if _mark(package, part, notes):
            check_blocks(package.tree(part.name), notes)
    for element in _properties(package):
        find_pieces(element.text, _property_place(element), notes)
    return notes


def _mark(package: WordPackage, part: TextPart, notes: Notes) -> bool:
    """Marks the tags of a part; False when there are none, so that it stays as it is."""
    marked = [
        mark_tags(paragraph, place, notes)
        for paragraph, place in list(
            list_paragraphs(package.tree(part.name), part.title)
        )
    ]
    return any(marked)


def _fill_parts(package: WordPackage, parts: list[TextPart], filling: Filling) -> None:
    numbering = Numbering(
        package.optional_tree("numbering"), package.optional_tree("styles")
    )
    part_filling = PartFilling(filling, Copies(numbering, filling.notes))
    for part in parts:
        part_filling.fill(package.change(part.name), filling.scope)
    if numbering.is_changed:
        package.change(package.related("numbering"))
    renumber_pictures([package.tree(part.name) for part in parts])


def _fill_properties(package: WordPackage, filling: Filling) -> None:
    for element in _properties(package):
        package.change(_PROPERTIES)
        place = _property_place(element)
        filled = fill_text(element.text, place, filling, filling.scope)
        element.text = clean_text(filled)


def _properties(package: WordPackage) -> list[Element]:
    if _PROPERTIES not in package:
        return []
    return [
        each
        for each in package.tree(_PROPERTIES)
        if "{" in (each.text or "")
        and str(each.tag).rpartition("}")[2] in _FILLED_PROPERTIES
    ]


def _property_place(element: Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    return f"document property “{'author' if name == 'creator' else name}”"
