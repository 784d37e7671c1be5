"""Which block tags of a Word part reach beyond the run, paragraph or row that they stand in; nothing is filled here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.renderers.templates.blocks import Unit, unmatched_tags
from documents.renderers.templates.docx.xml import (
    TAG,
    Element,
    child,
    names_of,
    own_runs,
    remove,
    short_name,
)
from documents.renderers.templates.tags import Notes, Tag, TagKind

_CONTROL = ("sdt", "sdtContent", "customXml")
# Beside text, what makes a paragraph or row more than a line of tags.
_SUBSTANCE = names_of(
    "tbl", "txbxContent", "drawing", "pict", "object", "fldChar", "sym"
)


def units_of(parent: Element, notes: Notes) -> list[Unit[Element]]:
    """The children of a body, cell, table, paragraph, ..., each with its reaching tags.

    Takes the runs of those tags out of the children.
    """
    return [_unit_of(each, notes) for each in parent]


def is_bare(element: Element) -> bool:
    """Whether a paragraph or row shows nothing."""
    if any(True for _ in element.iter(*_SUBSTANCE)):
        return False
    if any(run.get(TAG) for run in element.iter(*names_of("r"))):
        return False
    if any(each.attrib for each in element.iter(*names_of("br"))):
        return False  # a page break
    texts = element.iter(*names_of("t"))
    return not any((text.text or "").strip() for text in texts)


def _unit_of(element: Element, notes: Notes) -> Unit[Element]:
    match short_name(element):
        case "r":
            number = element.get(TAG)
            tag = notes.tags[int(number)] if number else None
            if tag is not None and tag.is_block:
                return Unit(element, [tag], is_marker=True)
            return Unit(element)
        case "p":
            return _lift(element, _reaching_runs(element, notes), notes)
        case "tr":
            return _lift(element, list(_runs_reaching_row(element, notes)), notes)
        case _:
            return Unit(element)


def _lift(element: Element, runs: Sequence[Element], notes: Notes) -> Unit[Element]:
    tags = [notes.tags[int(run.get(TAG))] for run in runs]
    for run in runs:
        remove(run)
    is_marker = bool(tags) and is_bare(element) and not _ends_section(element)
    if not is_marker:
        _refuse_else(tags, notes)
    return Unit(element, tags, is_marker)


def _refuse_else(tags: Sequence[Tag], notes: Notes) -> None:
    """An ELSE between tags of its own line would leave out the line itself."""
    if any(tag.opens for tag in tags):
        for tag in tags:
            if tag.kind is TagKind.ELSE:
                message = f"{tag.text} needs a paragraph or row of its own here"
                notes.refuse(tag, message)


def _reaching_runs(paragraph: Element, notes: Notes) -> list[Element]:
    """The runs of the paragraph's unmatched tags, or of the two that enclose all of it."""
    runs = [run for run in own_runs(paragraph) if run.get(TAG)]
    tags = [notes.tags[int(run.get(TAG))] for run in runs]
    unmatched = {tag.number for tag in unmatched_tags(tags)}
    if not unmatched and _encloses_all(paragraph, tags):
        unmatched = {tags[0].number, tags[-1].number}
    return [r for r, tag in zip(runs, tags, strict=True) if tag.number in unmatched]


def _encloses_all(paragraph: Element, tags: Sequence[Tag]) -> bool:
    """Whether the paragraph is one EACH or IF from its first letter to its last."""
    if not tags or not tags[0].opens or unmatched_tags(tags[:-1])[:1] != [tags[0]]:
        return False
    depth = 0
    for tag in tags:
        depth += tag.opens
        depth -= tag.kind is TagKind.END
        if tag.kind is TagKind.ELSE and depth == 1:
            return False
    shown = [run for run in own_runs(paragraph) if run.get(TAG) or not is_bare(run)]
    return bool(shown[0].get(TAG) and shown[-1].get(TAG)) and _marks(shown, tags)


def _marks(shown: Sequence[Element], tags: Sequence[Tag]) -> bool:
    ends = (int(shown[0].get(TAG)), int(shown[-1].get(TAG)))
    return ends == (tags[0].number, tags[-1].number)


def _runs_reaching_row(row: Element, notes: Notes) -> Iterator[Element]:
    """The runs of the tags that are not closed in the cell where they are opened."""
    for cell in _within(row, "tc"):
        runs = []
        for paragraph in _within(cell, "p"):
            reaching = _reaching_runs(paragraph, notes)
            tags = [notes.tags[int(run.get(TAG))] for run in reaching]
            if unmatched_tags(tags):
                runs += reaching
        tags = [notes.tags[int(run.get(TAG))] for run in runs]
        unmatched = {tag.number for tag in unmatched_tags(tags)}
        yield from (run for run in runs if int(run.get(TAG)) in unmatched)


def _within(parent: Element, name: str) -> Iterator[Element]:
    for each in parent:
        if short_name(each) == name:
            yield each
        elif short_name(each) in _CONTROL:
            yield from _within(each, name)


def _ends_section(element: Element) -> bool:
    """A paragraph that carries a section's page set-up is kept, however empty."""
    return child(element, "pPr", "sectPr") is not None
