"""A Word file as its parts that hold text, each with its name for the office; what the texts say is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.docx.xml import Element, attribute, names_of
from documents.renderers.templates.package import Package

_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
# Files of Word 97-2003 begin so, and all files with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_REFERENCES = names_of("headerReference", "footerReference")
_WHICH = {"first": " (first page)", "even": " (even pages)"}


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part whose paragraphs are filled."""

    name: str
    title: str  # body, header (first page), footnotes, ...


class WordPackage(Package):
    """A .docx or .docm.

    Raises: TemplateRefused.
    """

    def __init__(self, content: bytes) -> None:
        if content.startswith(_OLE):
            has_password = _PASSWORD in content
            raise TemplateRefused(
                Refused.ENCRYPTED if has_password else Refused.OLD_FORMAT
            )
        super().__init__(content)
        self.main = self._find("", "officeDocument")
        if self.content_type(self.main) not in _MAIN_TYPES:
            raise TemplateRefused(Refused.NOT_A_TEMPLATE)

    def text_parts(self) -> list[TextPart]:
        """The body, then headers and footers as the pages use them, then the notes."""
        parts = [TextPart(self.main, "body"), *self._headers_and_footers()]
        for kind in ("footnotes", "endnotes", "comments"):
            name = self.related(kind)
            if name:
                parts.append(TextPart(name, kind))
        return parts

    def related(self, kind: str) -> str:
        """The part of this kind that belongs to the document, "" when there is none."""
        for relation in self.relations(self.main):
            if relation.kind == kind and relation.part in self:
                return relation.part
        return ""

    def optional_tree(self, kind: str) -> Element | None:
        name = self.related(kind)
        return self.tree(name) if name else None

    def _headers_and_footers(self) -> list[TextPart]:
        targets = {r.id: r for r in self.relations(self.main)}
        found: dict[str, TextPart] = {}
        for section, properties in enumerate(
            self.tree(self.main).iter(*names_of("sectPr")), start=1
        ):
            for reference in properties.iter(*_REFERENCES):
                identity = next(
                    (v for k, v in reference.attrib.items() if k.endswith("}id")), ""
                )
                relation = targets.get(identity)
                if relation is None or relation.part not in self:
                    continue
                title = relation.kind + _WHICH.get(attribute(reference, "type"), "")
                if section > 1:
                    title += f" of section {section}"
                found.setdefault(relation.part, TextPart(relation.part, title))
        return list(found.values())

    def _find(self, part: str, kind: str) -> str:
        for relation in self.relations(part):
            if relation.kind == kind and relation.part in self:
                return relation.part
        raise TemplateRefused(Refused.NOT_A_TEMPLATE)
