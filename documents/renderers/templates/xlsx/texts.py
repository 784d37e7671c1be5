"""Text in runs, where a tag may be split over several of them; what a tag stands for is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.renderers.templates.package import Element, local_name
from documents.renderers.templates.text_plan import Replacement, splice

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML cannot hold, and the surrogates and non-characters that nothing prints.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """The text without what XML cannot hold; line ends are single.

    >>> clean("M/s A & B\\x0b <Sons>\\r\\n")
    'M/s A & B <Sons>\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """The text as a workbook part holds it: `_x000D_` there stands for a character.

    >>> escape("DRG_x0041_1")
    'DRG_x005F_x0041_1'
    """
    return _LIKE_AN_ESCAPE.sub("_x005F_", clean(text))


def text_nodes(owner: Element) -> list[Element]:
    """The elements that hold the text of a string or comment, its phonetic guide left out."""
    return [
        node
        for node in owner.iter()
        if local_name(node) == "t" and local_name(node.getparent()) != "rPh"
    ]


def text_of(owner: Element) -> str:
    return "".join(node.text or "" for node in text_nodes(owner))


def set_text(node: Element, text: str) -> None:
    """Sets the text of a node so that spaces at its ends are kept."""
    node.text = text
    if text != text.strip() or "\n" in text:
        node.set(_SPACE, "preserve")


def splice_nodes(nodes: Sequence[Element], replacements: Sequence[Replacement]) -> None:
    """Writes the replacements into the nodes that the tags are in."""
    old = [node.text or "" for node in nodes]
    for node, before, after in zip(nodes, old, splice(old, replacements), strict=True):
        if before != after:
            set_text(node, after)
            _drop_empty_run(node)


def _drop_empty_run(node: Element) -> None:
    """A run whose tag went into the run before it has nothing to show."""
    run = node.getparent()
    owner = run.getparent()
    if not node.text and local_name(run) == "r" and len(text_nodes(owner)) > 1:
        owner.remove(run)
