"""The texts of a workbook that stand outside its cells: headers, text boxes, comments, titles, properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from documents.renderers.templates.language import Filling
from documents.renderers.templates.package import (
    Element,
    Package,
    Relation,
    local_name,
    named,
)
from documents.renderers.templates.scope import Scope
from documents.renderers.templates.tags import Notes
from documents.renderers.templates.text_plan import Replacement, plan_text, splice
from documents.renderers.templates.xlsx.drawings import related_parts
from documents.renderers.templates.xlsx.texts import (
    escape,
    set_text,
    text_nodes,
)

LONGEST_HEADER = 255  # characters, or Excel calls the file damaged
CORE_PROPERTIES = "docProps/core.xml"
_HEADERS = {
    "oddHeader": "header",
    "oddFooter": "footer",
    "evenHeader": "header of even pages",
    "evenFooter": "footer of even pages",
    "firstHeader": "header of the first page",
    "firstFooter": "footer of the first page",
}
_ATTRIBUTES = {
    "dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
    "hyperlink": ("display", "tooltip"),
    "tableColumn": ("name", "totalsRowLabel"),
}
_PROPERTIES = (
    "title",
    "subject",
    "creator",
    "description",
    "keywords",
    "category",
    "lastModifiedBy",
)
_MORE_OF_A_CODE = re.compile(r"&\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Spot:
    """One text, in its nodes or in an attribute of one, and how values are written in it."""

    part: str
    place: str
    nodes: list[Element]
    attribute: str = ""
    encode: Callable[[str], str] = escape
    longest: int = 0

    @property
    def pieces(self) -> list[str]:
        if self.attribute:
            return [self.nodes[0].get(self.attribute)]
        return [node.text or "" for node in self.nodes]

    def write(self, texts: list[str]) -> None:
        if self.attribute:
            self.nodes[0].set(self.attribute, texts[0])
            return
        for node, before, text in zip(self.nodes, self.pieces, texts, strict=True):
            if text != before:
                set_text(node, text)


def check_spot(spot: Spot, notes: Notes) -> bool:
    """Whether there is anything to fill in the text; its tags are noted."""
    plan = plan_text("".join(spot.pieces), spot.place, notes)
    for tag in plan.open_tags if plan else ():
        notes.refuse(tag, f"{tag.text} does not open and close in the same text")
    return plan is not None


def fill_spot(spot: Spot, filling: Filling, scope: Scope) -> None:
    """Fills the text where it stands.

    Raises: TemplateRefused.
    """
    before = "".join(spot.pieces)
    plan = plan_text(before, spot.place, filling.notes)
    if plan is None:
        return
    replacements = []
    for found in plan.replacements(filling, scope, spot.encode):
        text = found.text
        if spot.longest and _MORE_OF_A_CODE.search(before[: found.start]):
            text = f" {text}" if text[:1].isdigit() else text
        replacements.append(Replacement(found.start, found.stop, text))
    texts = splice(spot.pieces, replacements)
    if spot.longest and sum(map(len, texts)) > spot.longest:
        filling.notes.add_problem(
            spot.place,
            before[:40],
            f"it holds {spot.longest} characters; the rest is cut off",
        )
        texts = [texts[0][: spot.longest].rstrip("&")]
    spot.write(texts)
    for node in spot.nodes:
        if local_name(node.getparent()) == "r" and "\n" in (node.text or ""):
            _break_lines(node)


def sheet_spots(package: Package, title: str, part: str) -> Iterator[Spot]:
    """The texts that belong to one sheet, in its own part and in the parts that it has."""
    root = package.tree(part)
    for name, says in _HEADERS.items():
        for node in named(root, name):
            place = f"{title}, {says}"
            yield Spot(part, place, [node], "", _double, LONGEST_HEADER)
    yield from _attribute_spots(root, title, part)
    for relation in related_parts(package, part):
        # Excel's drawings of comments hold no text of their own.
        if relation.kind != "vmlDrawing":
            yield from _related_spots(package.tree(relation.part), title, relation)


def _related_spots(root: Element, title: str, relation: Relation) -> Iterator[Spot]:
    part = relation.part
    if relation.kind in ("drawing", "chartUserShapes"):
        for shape in named(root, "sp"):
            name = next((e.get("name") for e in named(shape, "cNvPr")), "text box")
            yield from _paragraphs(shape, f"{title}, {name}", part)
    elif relation.kind == "chart":
        yield from _paragraphs(root, f"{title}, chart", part)
    elif relation.kind in ("comments", "threadedComment"):
        for comment in named(root, "comment", "threadedComment"):
            place = f"{title}!{comment.get('ref')}, comment"
            yield Spot(part, place, text_nodes(comment) or named(comment, "text"))
    elif relation.kind == "table":
        yield from _attribute_spots(root, title, part)


def property_spots(package: Package) -> Iterator[Spot]:
    """Title, subject, author and the like of the file."""
    if CORE_PROPERTIES not in package:
        return
    for node in named(package.tree(CORE_PROPERTIES), *_PROPERTIES):
        yield Spot(CORE_PROPERTIES, f"properties, {local_name(node)}", [node])


def _paragraphs(root: Element, place: str, part: str) -> Iterator[Spot]:
    for paragraph in named(root, "p"):
        nodes = named(paragraph, "t")
        if nodes:
            yield Spot(part, place, nodes)


def _attribute_spots(root: Element, title: str, part: str) -> Iterator[Spot]:
    for element in named(root, *_ATTRIBUTES):
        for attribute in _ATTRIBUTES[local_name(element)]:
            if element.get(attribute):
                place = f"{title}, {attribute} of {local_name(element)}"
                yield Spot(part, place, [element], attribute)


def _double(text: str) -> str:
    """An ampersand begins a code in headers and footers, and stands for itself when doubled."""
    return escape(text).replace("&", "&&")


def _break_lines(node: Element) -> None:
    """Line ends of a value become line breaks of the drawing."""
    run = node.getparent()
    lines = node.text.split("\n")
    set_text(node, lines[0])
    at = run
    for line in lines[1:]:
        copy = deepcopy(run)
        set_text(named(copy, "t")[0], line)
        for following in (run.makeelement(f"{run.tag[:-1]}br"), copy):
            at.addnext(following)
            at = following
