"""What in a Word template is not filled or not safe to send on, in words for the office; nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.domain.template_findings import TemplateProblem
from documents.renderers.templates.docx.parts import WordPackage
from documents.renderers.templates.docx.xml import attribute, names_of, short_name
from documents.renderers.templates.package import Element

_NEAR = 60
# Fields that fetch something when the file is opened or its fields are updated.
_FETCHING = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|INCLUDE|DATABASE)\b",
    re.IGNORECASE,
)
_MERGE = re.compile(
    r"\b(MERGEFIELD|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN)\b", re.IGNORECASE
)
# A link that the reader follows himself fetches nothing.
_HARMLESS = frozenset(("hyperlink",))
_PROPERTIES = "docProps/core.xml"
_WORDS = {"chart": "chart", "diagrams": "diagram", "docProps": "document properties"}


def list_problems(package: WordPackage) -> Iterator[TemplateProblem]:
    """Macros, links to other files, fields that fetch, and tags where none is filled."""
    yield from _macros(package)
    filled = {part.name: part.title for part in package.text_parts()}
    for name in package:
        yield from _links(package, name, filled.get(name, ""))
        if name.endswith(".xml") and name != _PROPERTIES:
            title = filled.get(name) or _title(name)
            if b"{{" in package.read(name) or name in filled:
                yield from _unfilled(package.tree(name), title, name in filled)
        if name in filled:
            yield from _fields(package.tree(name), filled[name])


def _macros(package: WordPackage) -> Iterator[TemplateProblem]:
    if any(name.endswith("vbaProject.bin") for name in package):
        yield TemplateProblem(
            "file", "", "the file holds macros; they are kept and never run"
        )


def _links(package: WordPackage, name: str, title: str) -> Iterator[TemplateProblem]:
    for relation in package.relations(name):
        if relation.part or relation.kind in _HARMLESS:
            continue
        yield TemplateProblem(
            title or _title(name),
            relation.target[:_NEAR],
            f"the file takes its {relation.kind} from outside; put it into the file",
        )


def _fields(root: Element, title: str) -> Iterator[TemplateProblem]:
    for code in _field_codes(root):
        near = " ".join(code.split())[:_NEAR]
        if fetching := _FETCHING.search(code):
            message = f"a {fetching[1].upper()} field fetches from outside when updated"
            yield TemplateProblem(title, near, message)
        elif merge := _MERGE.search(code):
            message = f"a {merge[1].upper()} field is not filled; type a {{{{NAME}}}}"
            yield TemplateProblem(title, near, message)
        elif "{{" in code:
            message = "a tag inside a field code is not filled"
            yield TemplateProblem(title, near, message)


def _field_codes(root: Element) -> Iterator[str]:
    """The code of each field, joined from the runs over which Word spreads it."""
    for field in root.iter(*names_of("fldSimple")):
        yield attribute(field, "instr")
    code: list[str] = []
    for each in root.iter(*names_of("fldChar", "instrText")):
        if short_name(each) == "instrText":
            code.append(each.text or "")
        elif attribute(each, "fldCharType") == "begin":
            code.append(" ")
        elif code:
            yield "".join(code)
            code = []
    if code:
        yield "".join(code)


def _unfilled(root: Element, title: str, is_filled: bool) -> Iterator[TemplateProblem]:
    """Tags in attributes, formulas, charts, ... which stay as they are."""
    for each in root.iter():
        texts = [value for value in each.attrib.values() if "{{" in value]
        is_run_text = short_name(each) in ("t", "delText", "instrText") and is_filled
        if not is_run_text and "{{" in (each.text or ""):
            texts.append(each.text)
        for text in texts:
            what = str(each.tag).rpartition("}")[2]
            message = f"a tag in “{what}” is not filled and stays as it is"
            yield TemplateProblem(title, text[:_NEAR], message)


def _title(name: str) -> str:
    return next((word for key, word in _WORDS.items() if key in name), name)
