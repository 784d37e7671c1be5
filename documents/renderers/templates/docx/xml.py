"""Elements of WordprocessingML by their short names, in either of its namespaces; what they mean here is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

# lxml has no types of its own.
Element = Any

# Transitional, as Word writes, and strict, as it can be told to.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Stands on a run for the tag that the run was; it never reaches a filled file.
TAG = "tag"
# What may stand between a paragraph and its runs.
_INLINE_NAMES = (
    "hyperlink ins moveTo smartTag customXml sdt sdtContent fldSimple dir bdo"
)
_INLINE = frozenset(_INLINE_NAMES.split())


@cache
def _short_name(tag: str) -> str:
    namespace, _, name = tag[1:].partition("}")
    return name if namespace in _NAMESPACES else ""


def short_name(element: Element) -> str:
    """`p`, `r`, `tbl`, ...; "" for what is not WordprocessingML."""
    return _short_name(element.tag) if isinstance(element.tag, str) else ""


def names_of(*short: str) -> list[str]:
    """The full names, for `iter`."""
    return [f"{{{namespace}}}{name}" for namespace in _NAMESPACES for name in short]


def make(like: Element, name: str, **attributes: str) -> Element:
    """A new element in the namespace of another."""
    namespace = etree.QName(like).namespace
    element = etree.Element(f"{{{namespace}}}{name}", nsmap=like.nsmap)
    for key, value in attributes.items():
        element.set(f"{{{namespace}}}{key}", value)
    return element


def attribute(element: Element, name: str) -> str:
    """The attribute in the element's own namespace, "" when it is not there."""
    return str(element.get(attribute_name(element, name), ""))


def attribute_name(element: Element, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"


def child(element: Element, *names: str) -> Element | None:
    """The element at the end of a path of short names; None when it breaks off."""
    for name in names:
        element = next((e for e in element if short_name(e) == name), None)
        if element is None:
            return None
    return element


def own_runs(parent: Element) -> Iterator[Element]:
    """The runs of a paragraph in order; those of its text boxes are not its own."""
    for each in parent:
        name = short_name(each)
        if name == "r":
            yield each
        elif name in _INLINE:
            yield from own_runs(each)


def text_boxes(parent: Element) -> Iterator[Element]:
    """The contents of the text boxes in a paragraph, not of those inside them."""
    for box in parent.iter(*names_of("txbxContent")):
        above = box.getparent()
        while above is not parent and short_name(above) != "txbxContent":
            above = above.getparent()
        if above is parent:
            yield box


def remove(element: Element) -> None:
    element.getparent().remove(element)
