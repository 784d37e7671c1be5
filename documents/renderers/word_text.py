"""Touches to the text of a letter: one copy for each work, the month of its date, prompts in grey; filling is in templates."""

from __future__ import annotations

import re
from collections.abc import Collection

from documents.renderers.templates.docx.parts import WordPackage
from documents.renderers.templates.docx.places import list_paragraphs
from documents.renderers.templates.docx.xml import (
    Element,
    attribute_name,
    child,
    make,
    own_runs,
    short_name,
)

_DATE = re.compile(r"\bdd\.mm\.yyyy\b", re.IGNORECASE)
_EACH_WORK = re.compile(r"\{\{\s*EACH\s+work\b", re.IGNORECASE)
GREY = "808080"


def finish_letter(content: bytes, *, date: str, prompts: Collection[str]) -> bytes:
    """The letter with every `dd.mm.yyyy` as `date`, and the prompts in grey.

    A prompt is known by its text, so that it is found in the office's own templates too.
    """
    package = WordPackage(content)
    wanted = {prompt.lower() for prompt in prompts}
    for part in package.text_parts():
        changed = False
        for paragraph, _ in list(list_paragraphs(package.tree(part.name), part.title)):
            changed |= _write_date(paragraph, date)
            changed |= _grey_prompts(paragraph, wanted)
        if changed:
            package.change(part.name)
    return package.to_bytes()


def repeat_for_each_work(content: bytes) -> bytes:
    """The template as one letter for each work, unless it says itself what to repeat.

    Raises: TemplateRefused.
    """
    package = WordPackage(content)
    root = package.tree(package.main)
    body = child(root, "body")
    texts = ("".join(p.itertext()) for p, _ in list_paragraphs(root, "body"))
    if body is None or any(map(_EACH_WORK.search, texts)):
        return content
    last = child(body, "sectPr")
    body.insert(0, _paragraph(body, "{{EACH work NEW PAGE}}"))
    end = _paragraph(body, "{{END}}")
    if last is None:
        body.append(end)
    else:
        last.addprevious(end)
    package.change(package.main)
    return package.to_bytes()


def _paragraph(like: Element, text: str) -> Element:
    paragraph, run, words = (make(like, name) for name in ("p", "r", "t"))
    words.text = text
    run.append(words)
    paragraph.append(run)
    return paragraph


def _write_date(paragraph: Element, date: str) -> bool:
    """Replaces the pattern also where it is split over runs: the first takes the date."""
    texts = [t for run in own_runs(paragraph) for t in run if short_name(t) == "t"]
    matches = list(_DATE.finditer("".join(t.text or "" for t in texts)))
    for match in reversed(matches):
        _replace(texts, match.start(), match.end(), date)
    return bool(matches)


def _replace(texts: list[Element], start: int, end: int, new: str) -> None:
    at = 0
    for text in texts:
        old = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(old))
        at += len(old)
        if first >= last:
            continue
        text.text = old[:first] + new + old[last:]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        new = ""


def _grey_prompts(paragraph: Element, wanted: Collection[str]) -> bool:
    changed = False
    for run in own_runs(paragraph):
        shown = "".join(t.text or "" for t in run if short_name(t) == "t")
        if shown.lower() in wanted:
            _set_grey(run)
            changed = True
    return changed


def _set_grey(run: Element) -> None:
    properties = child(run, "rPr")
    if properties is None:
        properties = make(run, "rPr")
        run.insert(0, properties)
    colour = child(properties, "color")
    if colour is None:
        colour = make(properties, "color")
        properties.insert(_place_of_colour(properties), colour)
    colour.attrib.clear()
    colour.set(attribute_name(colour, "val"), GREY)


# What the schema puts before the colour of a run.
_BEFORE_COLOUR = frozenset(
    (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike"),
        *("dstrike", "outline", "shadow", "emboss", "imprint", "noProof"),
        *("snapToGrid", "vanish", "webHidden"),
    )
)


def _place_of_colour(properties: Element) -> int:
    return sum(short_name(each) in _BEFORE_COLOUR for each in properties)
