"""Looking at an office's own format and filling it from a source; plain functions that a child process can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_noop

from bills.domain.inputs import parse_date
from bills.domain.making import MadeFile, Report, ignore_progress
from bills.domain.number_text import parse_number
from bills.domain.problems import Code, Level, Problem
from bills.writers.zip_archive import write_zip
from documents.domain.extraction import ExtractedValues, extract_values
from documents.domain.mappings import parse_mappings
from documents.domain.placeholders import PLACEHOLDERS, Kind, Value
from documents.domain.template_findings import TemplateContext, TemplateRefused
from documents.readers import SourceUnreadable, read_source
from documents.renderers.templates.doctor import (
    TemplateReport,
    fill_template,
    find_kind_of_template,
    inspect_template,
)
from documents.renderers.templates.scope import Names
from documents.renderers.templates.xlsx.suggestions import (
    add_placeholders,
    suggest_targets,
)
from documents.services.letters import report_template
from documents.services.papers import DocumentMaking

NamedFile = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides a filled format, besides its source."""

    template: NamedFile
    today: date
    mappings: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)  # as they were typed
    is_per_work: bool = False  # a file for each work of the source


@dataclass(frozen=True, slots=True)
class FormatMaking(DocumentMaking):
    """`preview`: every placeholder of the format with its value and where that is from."""

    preview: Mapping[str, Any] = field(default_factory=dict)


def inspect_format(
    *, template: NamedFile, mappings: str, report: Report = ignore_progress
) -> dict[str, Any]:
    """What the doctor says, as JSON; `refused` is a sentence when it cannot be a format."""
    filename, content = template
    try:
        found = inspect_template(filename, content, _names(mappings))
        targets = _targets(found, content)
    except TemplateRefused as error:
        return {"refused": str(error)}
    return {
        "refused": "",
        "uses": [
            {
                "name": use.name,
                "place": use.place,
                "text": use.text,
                "is_known": use.is_known,
                "nearest": use.nearest or "",
            }
            for use in found.uses
        ],
        "blocks": [
            {"text": block.text, "place": block.place} for block in found.blocks
        ],
        "problems": [
            {"place": p.place, "near": p.near, "message": p.message}
            for p in found.problems
        ],
        "targets": targets,
        "has_macros": found.has_macros,
        "is_usable": found.is_usable,
    }


def put_tags_in(*, content: bytes, report: Report = ignore_progress) -> bytes:
    """The workbook with a placeholder at each target that is offered for it."""
    return add_placeholders(content, suggest_targets(content))


def preview_source(
    *, recipe: Recipe, source: NamedFile, report: Report = ignore_progress
) -> dict[str, Any]:
    """The values of the format's placeholders in the source.

    Source: spec templates, section 5; with `notes` about the file, and `refused`, a
    sentence when it cannot be read.
    """
    report(10, gettext_noop("Reading the source..."))
    try:
        names = _used_names(recipe)
        extracted = _extract(recipe, source)
    except (SourceUnreadable, TemplateRefused) as error:
        return {"refused": str(error)}
    report(80, gettext_noop("Collecting the values..."))
    preview = extracted.as_preview(names, _edits(recipe))
    return {
        **preview,
        "works": [work.sheet for work in extracted.works],
        "notes": list(extracted.notes),
        "refused": "",
    }


def fill_format(
    *, recipe: Recipe, source: NamedFile, report: Report = ignore_progress
) -> FormatMaking:
    """The format filled from the source and the edits; nothing, when either is refused."""
    filename, content = recipe.template
    report(10, gettext_noop("Reading the source..."))
    try:
        names = _used_names(recipe)
        extracted = _extract(recipe, source)
    except SourceUnreadable as error:
        return FormatMaking((), (_refused(source[0], error),))
    except TemplateRefused as error:
        return FormatMaking((), (_refused(filename, error),))
    report(50, gettext_noop("Filling the format..."))
    edits = _edits(recipe)
    preview = extracted.as_preview(names, edits)
    notes = [_note(source[0], text) for text in extracted.notes]
    problems = [*extracted.problems, *notes]
    files = []
    for name, context in _contexts(recipe, extracted, edits):
        try:
            filled = fill_template(filename, content, context)
        except TemplateRefused as error:
            return FormatMaking((), (_refused(filename, error),), preview=preview)
        files.append(MadeFile(name, filled.content))
        problems += report_template(filled)
    report(90, gettext_noop("Saving output file..."))
    if len(files) > 1:
        files.append(MadeFile("Filled.zip", write_zip(files)))
    return FormatMaking(
        (), tuple(dict.fromkeys(problems)), tuple(files), preview=preview
    )


def _contexts(
    recipe: Recipe, extracted: ExtractedValues, edits: Mapping[str, Value]
) -> Iterator[tuple[str, TemplateContext]]:
    """The name of each file to be made and what it is filled with."""
    whole = extracted.as_context(edits)
    name = f"Filled_{recipe.template[0]}"
    if not recipe.is_per_work or len(whole.works) < 2:
        yield name, whole
        return
    path, taken = PurePath(name), set()
    for number, (work, values) in enumerate(
        zip(extracted.works, whole.works, strict=True), start=1
    ):
        of_sheet = f"{path.stem}_{_safe(work.sheet)}{path.suffix}"
        if of_sheet.lower() in taken:
            of_sheet = f"{path.stem}_{number}{path.suffix}"
        taken.add(of_sheet.lower())
        # A name that this work lacks must not show the value of the first one.
        blank = dict.fromkeys(whole.values)
        yield of_sheet, TemplateContext({**blank, **values.values}, (values,))


def _safe(sheet: str) -> str:
    return re.sub(r"[^\w.-]+", "_", sheet).strip("_") or "sheet"


def _extract(recipe: Recipe, source: NamedFile) -> ExtractedValues:
    mappings, _ = parse_mappings(recipe.mappings)
    return extract_values(read_source(*source), mappings, recipe.today)


def _used_names(recipe: Recipe) -> list[str]:
    """The placeholders of the format, each once; not the fields of its repeats."""
    report = inspect_template(*recipe.template, _names(recipe.mappings))
    return list(dict.fromkeys(use.name for use in report.uses))


def _names(mappings: str) -> Names:
    known, _ = parse_mappings(mappings)
    return Names(frozenset(mapping.key for mapping in known))


def _targets(found: TemplateReport, content: bytes) -> list[dict[str, str]]:
    """Where values probably go in a workbook that has no placeholder."""
    if not (found.kind.is_workbook and found.has_no_tags):
        return []
    return [
        {
            "sheet": target.sheet,
            "label": target.label,
            "cell": target.target_cell,
            "placeholder": target.placeholder,
        }
        for target in suggest_targets(content)
    ]


def _edits(recipe: Recipe) -> dict[str, Value]:
    return {name: parse_typed(name, text) for name, text in recipe.edits.items()}


def parse_typed(name: str, text: str) -> Value:
    """What somebody typed for a placeholder, as a figure or date where it is one.

    >>> parse_typed("AMOUNT", "1,25,000.50"), parse_typed("CC_HEADER", "12")
    (Decimal('125000.50'), '12')
    """
    kind = PLACEHOLDERS[name].kind if name in PLACEHOLDERS else Kind.TEXT
    if kind in (Kind.AMOUNT, Kind.NUMBER):
        number = parse_number(text)
        return text if number is None else number
    if kind is Kind.DATE:
        return parse_date(text) or text
    return text


def check_format_name(filename: str) -> None:
    """Raises: TemplateRefused, for a file that is of no type of format."""
    find_kind_of_template(filename)


def _refused(filename: str, error: Exception) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.FILE_UNREADABLE,
        sheet="",
        cell="",
        found=filename,
        expected="a file that can be read",
        message=f"{filename}: {error}",
    )


def _note(filename: str, text: str) -> Problem:
    says = f"{filename}: {text}"
    return Problem(Level.WARNING, Code.LABEL_WITHOUT_VALUE, "", "", filename, "", says)
