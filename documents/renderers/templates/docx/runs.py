"""Text into and out of runs: a tag becomes a run of its own, a run the value of its tag."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from documents.renderers.templates.docx.xml import (
    SPACE,
    TAG,
    Element,
    attribute,
    attribute_name,
    child,
    make,
    own_runs,
    short_name,
)
from documents.renderers.templates.tags import THING, Notes, Piece, find_pieces

_TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO_WIDTH = {"softHyphen", "lastRenderedPageBreak"}
# What XML cannot hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
# Devanagari to Sinhala, with the joiners that shape them, and spaces between such words.
_COMPLEX = re.compile(
    "[\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\u200c\u200d]"
    "(?:[\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\u200c\u200d\u20b9 ]*"
    "[\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\u200c\u200d])?"
)
# Comes with every Windows since 8 and carries all scripts of India.
COMPLEX_FONT = "Nirmala UI"
_LANGUAGES = (
    ("\u0900", "hi-IN"),
    ("\u0980", "bn-IN"),
    ("\u0a00", "pa-IN"),
    ("\u0a80", "gu-IN"),
    ("\u0b00", "or-IN"),
    ("\u0b80", "ta-IN"),
    ("\u0c00", "te-IN"),
    ("\u0c80", "kn-IN"),
    ("\u0d00", "ml-IN"),
    ("\u0d80", "si-LK"),
)
# The order that the schema wants in run properties, as far as it matters here.
_PROPERTY_NAMES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
    "specVanish oMath rPrChange"
)
_PROPERTIES = _PROPERTY_NAMES.split()


@dataclass(frozen=True, slots=True)
class _Atom:
    """One character of a run, or one thing in it."""

    element: Element
    text: str
    start: int  # in the text of the paragraph


def paragraph_text(paragraph: Element) -> str:
    """The text as tags are looked for in it; deleted text is not part of it."""
    return "".join(
        _text_of(each) for run in own_runs(paragraph) for each in _contents(run)
    )


def mark_tags(paragraph: Element, place: str, notes: Notes) -> bool:
    """Makes each tag a run of its own, marked with the tag's number; False without tags.

    The run has the format of the tag's first character. What stood inside a tag goes,
    be it a spell-check mark or a second format.
    """
    text = paragraph_text(paragraph)
    if "{" not in text and "}}}}" not in text:
        return False
    pieces = find_pieces(text, place, notes)
    start = 0
    for run in list(own_runs(paragraph)):
        atoms = list(_atoms(run, start))
        end = start + sum(len(atom.text) for atom in atoms)
        touching = [p for p in pieces if p.start < end and p.end > start]
        if touching:
            _split_run(run, atoms, touching)
        start = end
    return bool(pieces)


def write_value(run: Element, text: str) -> None:
    """The run as the text: lines and tabs as Word keeps them, scripts of India in their font."""
    text = clean_text(text)
    at = 0
    for match in _COMPLEX.finditer(text):
        _insert_copy(run, text[at : match.start()], is_complex=False)
        _insert_copy(run, match[0], is_complex=True)
        at = match.end()
    if at:
        _insert_copy(run, text[at:], is_complex=False)
        run.getparent().remove(run)
    else:
        run.attrib.pop(TAG, None)
        _append_text(run, text)


def clean_text(text: str) -> str:
    """The text with plain line ends and without what XML cannot hold.

    >>> clean_text("a\\x00b\\r\\nc\\x0bd")
    'ab\\nc\\nd'
    """
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _insert_copy(run: Element, text: str, *, is_complex: bool) -> None:
    if not text:
        return
    copy = _empty_copy(run)
    copy.attrib.pop(TAG, None)
    _append_text(copy, text)
    if is_complex:
        _set_complex_script(copy, text)
    run.addprevious(copy)


def _append_text(run: Element, text: str) -> None:
    for part in re.split("([\n\t])", text):
        if part in ("\n", "\t"):
            run.append(make(run, "br" if part == "\n" else "tab"))
        elif part:
            run.append(_text_element(run, part))


def _text_element(run: Element, text: str) -> Element:
    element = make(run, "t")
    element.text = text
    element.set(SPACE, "preserve")
    return element


def _contents(run: Element) -> Iterator[Element]:
    return (each for each in run if short_name(each) != "rPr")


def _text_of(element: Element) -> str:
    name = short_name(element)
    if name == "t":
        return element.text or ""
    if name in _NO_WIDTH:
        return ""
    if name == "br" and element.get(attribute_name(element, "type")) is not None:
        return THING  # a page or column break
    return _TEXT_OF.get(name, THING)


def _atoms(run: Element, start: int) -> Iterator[_Atom]:
    for element in _contents(run):
        text = _text_of(element)
        if short_name(element) != "t":
            yield _Atom(element, text, start)
            start += len(text)
            continue
        for character in text:
            yield _Atom(element, character, start)
            start += 1


def _split_run(run: Element, atoms: list[_Atom], pieces: list[Piece]) -> None:
    """Puts runs in the place of one, so that each tag that begins in it has its own."""
    starts = [piece.start for piece in pieces]

    def piece_at(atom: _Atom) -> Piece | None:
        # What has no width belongs to a tag only inside it.
        at = atom.start - (not atom.text)
        index = bisect_right(starts, at) - 1
        return pieces[index] if index >= 0 and at < pieces[index].end else None

    for piece, group in groupby(atoms, piece_at):
        part = list(group)
        if piece is None:
            new = _empty_copy(run)
            _move_atoms(new, part)
        elif part[0].start == piece.start:
            new = _empty_copy(run)
            if piece.tag is None:
                _append_text(new, piece.literal)
            else:
                new.set(TAG, str(piece.tag.number))
        else:
            continue  # the rest of a tag that begins in an earlier run
        run.addprevious(new)
    run.getparent().remove(run)


def _empty_copy(run: Element) -> Element:
    copy = make(run, "r")
    copy.attrib.update(run.attrib)
    properties = child(run, "rPr")
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _move_atoms(run: Element, atoms: list[_Atom]) -> None:
    for element, group in groupby(atoms, lambda atom: atom.element):
        if short_name(element) == "t":
            run.append(_text_element(run, "".join(atom.text for atom in group)))
        else:
            run.append(element)


def _set_complex_script(run: Element, text: str) -> None:
    """Word takes font, size and bold of such text from properties of their own."""
    properties = child(run, "rPr")
    if properties is None:
        properties = make(run, "rPr")
        run.insert(0, properties)
    fonts = _property(properties, "rFonts")
    # Word repeats the plain font here; any other is the office's own choice.
    if attribute(fonts, "cs") in ("", attribute(fonts, "ascii")):
        fonts.set(attribute_name(fonts, "cs"), COMPLEX_FONT)
        fonts.attrib.pop(attribute_name(fonts, "cstheme"), None)
    for plain, complex_name in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
        given = child(properties, plain)
        if given is not None and child(properties, complex_name) is None:
            _property(properties, complex_name).attrib.update(given.attrib)
    _property(properties, "cs")
    language = _property(properties, "lang")
    first = next((c for c in text if c >= "\u0900" and c < "\u0e00"), "\u0900")
    code = [code for beginning, code in _LANGUAGES if beginning <= first][-1]
    language.set(attribute_name(language, "bidi"), code)


def _property(properties: Element, name: str) -> Element:
    """The property of this name, made in its place when it is not there."""
    found = child(properties, name)
    if found is not None:
        return found
    made = make(properties, name)
    later = set(_PROPERTIES[_PROPERTIES.index(name) + 1 :])
    after = next((e for e in properties if short_name(e) in later), None)
    if after is None:
        properties.append(made)
    else:
        after.addprevious(made)
    return made
