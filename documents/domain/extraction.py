"""The values of a document from the text of a source file, each with its place and how sure it is; files are opened in readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bills.domain.problems import Problem
from documents.domain.label_values import Extracted
from documents.domain.mappings import Mapping, find_mapped_values
from documents.domain.placeholders import (
    PLACEHOLDERS,
    Kind,
    Value,
    complete_values,
    format_value,
)
from documents.domain.source_lines import SourceLine, SourceText
from documents.domain.source_works import ExtractedWork, extract_works
from documents.domain.template_findings import TemplateContext, WorkValues


@dataclass(frozen=True, slots=True)
class ExtractedValues:
    """What a source gives: the values of its first work and of the mappings, and every work."""

    values: Dictionary[str, Extracted]
    works: tuple[ExtractedWork, ...]
    not_found: tuple[Mapping, ...] = ()  # custom mappings
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def as_context(
        self, edits: Dictionary[str, Value] | None = None
    ) -> TemplateContext:
        """What a template is filled with; an edited value wins in every work."""
        edits = edits or {}
        return TemplateContext(
            values={name: found.value for name, found in self.values.items()}
            | dict.fromkeys((m.key for m in self.not_found), None)
            | dict(edits),
            works=tuple(
                WorkValues(
                    {name: found.value for name, found in work.values.items()}
                    | dict(edits),
                    sections=work.sections,
                )
                for work in self.works
            ),
        )

    def as_preview(
        self,
        names: Iterable[str] = tuple(PLACEHOLDERS),
        edits: Dictionary[str, Value] | None = None,
    ) -> dict[str, Any]:
        """The JSON of the preview for the placeholders of a template.

        Fields of a repeat, such as item.rate, have many values and are left out.

        Source: spec templates, section 5.
        """
        given = {name: found.value for name, found in self.values.items()}
        given |= dict(edits or {})
        full = complete_values(given)
        known = full.keys() | PLACEHOLDERS.keys() | {m.key for m in self.not_found}
        printed: dict[str, str] = {}
        details: dict[str, dict[str, Any]] = {}
        unknown, missing = [], []
        for name in dict.fromkeys(names):
            if "." in name:
                continue
            tag = f"{{{{{name}}}}}"
            text = format_value(full.get(name), _kind(name))
            if name not in known:
                unknown.append(tag)
                continue
            if not text:
                missing.append(tag)
            source = self._source(name, given, full.get(name), edits or {})
            printed[tag] = text
            details[tag] = source.as_json(text)
        return {
            "placeholders": printed,
            "details": details,
            "unknown": unknown,
            "missing": missing,
        }

    def _source(
        self,
        name: str,
        given: Dictionary[str, Value],
        value: Value,
        edits: Dictionary[str, Value],
    ) -> Extracted:
        """Where a value comes from; one that was completed has the source of another."""
        if name in edits:
            return Extracted(value, confidence=1.0, hint="typed")
        if name in self.values and given.get(name):
            return self.values[name]
        others = [*PLACEHOLDERS[name].same_as] if name in PLACEHOLDERS else []
        others += ["AMOUNT", "TOTAL_AMOUNT"] if name.startswith("AMOUNT_") else []
        other = next((each for each in others if given.get(each)), None)
        if value in (None, "") or other is None:
            return Extracted(None, confidence=0.0, hint="not found in the source")
        if other in edits:
            return Extracted(value, confidence=1.0, hint=f"from {other}, typed")
        return self.values[other].used_for(value, f"from {other}")


def extract_values(
    source: SourceText, mappings: Sequence[Mapping], today: date
) -> ExtractedValues:
    """The values of every work of the source; custom mappings win over the built-in labels.

    `today` is the day of the document, of which only month and year are printed.
    """
    works, problems = extract_works(source, today)
    mapped = _mapped(source.filename, source.lines, mappings)
    if len(works) > 1:
        works = tuple(_with_mapped(source, work, mappings) for work in works)
    first = dict(works[0].values) if works else {}
    return ExtractedValues(
        values=mapped | first if len(works) > 1 else first | mapped,
        works=works,
        not_found=tuple(each for each in mappings if each.key not in mapped),
        problems=problems,
        notes=source.notes,
    )


def _with_mapped(
    source: SourceText, work: ExtractedWork, mappings: Sequence[Mapping]
) -> ExtractedWork:
    """The work with what the mappings find on its own sheet."""
    lines = [line for line in source.lines if line.place.sheet == work.sheet]
    return replace(
        work, values={**work.values, **_mapped(source.filename, lines, mappings)}
    )


def _mapped(
    filename: str, lines: Sequence[SourceLine], mappings: Sequence[Mapping]
) -> dict[str, Extracted]:
    found = find_mapped_values(mappings, [line.text for line in lines])
    hints = {mapping.key: mapping for mapping in mappings}
    values = {}
    for key, each in found.items():
        line = lines[each.line]
        text = each.value if isinstance(each.value, str) else ""
        offset = max(line.text.rfind(text), 0) if text else len(line.text)
        values[key] = Extracted.from_line(
            each.value,
            filename,
            line,
            offset=offset,
            confidence=int(each.similarity * 100) / 100,
            hint=f"mapping “{hints[key].label}”",
        )
    return values


def _kind(name: str) -> Kind:
    placeholder = PLACEHOLDERS.get(name)
    return placeholder.kind if placeholder else Kind.TEXT


__all__ = ["Extracted", "ExtractedValues", "ExtractedWork", "extract_values"]
