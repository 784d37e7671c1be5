"""What in a workbook template is not safe to send on, in words for the office; nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.domain.template_findings import TemplateProblem
from documents.renderers.templates.package import Package, named
from documents.renderers.templates.xlsx.book import Book

_NEAR = 60
# A program and a command, as DDE writes them: cmd|'/C calc'!A0
_DDE = re.compile(r"[\w.]+\|'[^']*'!")
_FETCHING = re.compile(r"\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID|EXEC)\s*\(", re.I)
# A link that the reader follows himself fetches nothing.
_HARMLESS = frozenset({"hyperlink"})
_OUTSIDE = {
    "xl/externalLinks/": "the workbook refers to other workbooks, whose figures it "
    "keeps as they were; bring the figures into the workbook",
    "xl/connections": "the workbook fetches data when it is opened",
    "xl/macrosheets/": "the workbook has macros of Excel 4; they are kept and never run",
    "xl/embeddings/": "the workbook holds another file inside; it is kept as it is",
}


def has_macros(package: Package) -> bool:
    return any(name.endswith("vbaProject.bin") for name in package)


def list_problems(book: Book) -> Iterator[TemplateProblem]:
    """Macros, links to other files, and formulas that fetch or start something."""
    package = book.package
    if has_macros(package):
        message = "the file holds macros; they are kept and never run"
        yield TemplateProblem("file", "", message)
    for folder, message in _OUTSIDE.items():
        found = [name for name in package if name.startswith(folder)]
        if found:
            yield TemplateProblem("file", found[0], message)
    for sheet in book.sheets:
        for relation in package.relations(sheet.part):
            if not relation.part and relation.kind not in _HARMLESS:
                message = f"the sheet takes its {relation.kind} from outside"
                yield TemplateProblem(sheet.title, relation.target[:_NEAR], message)
        for formula in named(package.tree(sheet.part), "f"):
            text = formula.text or ""
            if _DDE.search(text) or _FETCHING.search(text):
                place = f"{sheet.title}!{formula.getparent().get('r', '')}"
                message = "the formula starts a program or fetches data; take it out"
                yield TemplateProblem(place, text[:_NEAR], message)
