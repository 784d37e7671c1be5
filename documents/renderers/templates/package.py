"""The parts of an Office file: opened within limits, changed one by one, zipped again; what they mean is not here."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from documents.domain.template_findings import Refused, TemplateRefused

# lxml has no types of its own.
Element = Any

CONTENT_TYPES = "[Content_Types].xml"
RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of the time that a zip file can hold


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a template may unpack to; a bomb starts near 250 to 1."""

    unpacked_bytes: int = 100 << 20
    xml_bytes: int = 30 << 20  # of one part; its tree takes ten times as much
    ratio: int = 120
    ratio_applies_above: int = 8 << 20
    parts: int = 5_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another; `part` is "" when the target is outside the file."""

    id: str
    kind: str  # the last word of its type: "worksheet", "comments", ...
    part: str
    target: str


class Package:
    """The parts of a zip file; a part that nobody changes leaves it byte for byte.

    Raises: TemplateRefused.
    """

    def __init__(self, content: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise TemplateRefused(Refused.DAMAGED) from error
        self._limits = limits
        self._infos = {info.filename: info for info in archive.infolist()}
        _check_size(archive.infolist(), len(content), limits)
        self._archive = archive
        self._trees: dict[str, Element] = {}
        self._contents: dict[str, bytes] = {}
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._infos))

    def read(self, name: str) -> bytes:
        """The bytes of a part as they are in the file."""
        if name in self._contents:
            return self._contents[name]
        if name not in self._infos:
            raise TemplateRefused(Refused.DAMAGED)
        try:
            return self._archive.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,  # a compression method that Python lacks
            OSError,
            RuntimeError,  # a password
            ValueError,
        ) as error:
            raise TemplateRefused(Refused.DAMAGED) from error

    def tree(self, name: str) -> Element:
        """The root element of an XML part; say `change` before changing it."""
        if name not in self._trees:
            if name in self._infos and self._infos[name].file_size > (
                self._limits.xml_bytes
            ):
                raise TemplateRefused(Refused.TOO_LARGE)
            self._trees[name] = parse_xml(self.read(name))
        return self._trees[name]

    def change(self, name: str) -> Element:
        """The root element of a part that is about to be changed."""
        self._changed.add(name)
        return self.tree(name)

    def replace(self, name: str, content: bytes) -> None:
        self._contents[name] = content

    def add(self, name: str, content: bytes, content_type: str = "") -> None:
        """A new part; without a content type its extension says what it is."""
        self._infos[name] = zipfile.ZipInfo(name, _BEGINNING)
        self._infos[name].compress_type = zipfile.ZIP_DEFLATED
        self._contents[name] = content
        if content_type:
            override = etree.SubElement(self.change(CONTENT_TYPES), f"{_TYPE}Override")
            override.set("PartName", f"/{name}")
            override.set("ContentType", content_type)

    def remove(self, name: str) -> None:
        """Takes a part away, with its content type."""
        self._infos.pop(name, None)
        self._changed.discard(name)
        for override in list(self.change(CONTENT_TYPES)):
            if override.get("PartName", "").lstrip("/") == name:
                override.getparent().remove(override)

    def content_type(self, name: str) -> str:
        """The content type that is stated for the very part, "" when its extension states it."""
        for override in self.tree(CONTENT_TYPES):
            if override.get("PartName", "").lstrip("/") == name:
                return str(override.get("ContentType", ""))
        return ""

    def relations(self, part: str) -> list[Relation]:
        """What a part points to; none when it has no relations."""
        name = relations_name(part)
        if name not in self._infos:
            return []
        return [
            _relation(item, posixpath.dirname(part))
            for item in self.tree(name)
            if item.tag == f"{_RELATION}Relationship"
        ]

    def free_name(self, like: str) -> str:
        """A part name that is not taken, from one that is: sheet1.xml gives sheet2.xml."""
        stem, extension = posixpath.splitext(like)
        stem = stem.rstrip("0123456789")
        number = 1
        while f"{stem}{number}{extension}" in self._infos:
            number += 1
        return f"{stem}{number}{extension}"

    def to_bytes(self) -> bytes:
        """The file with its changes, its parts in their old order."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, info in self._infos.items():
                copy = zipfile.ZipInfo(name, info.date_time)
                copy.compress_type = zipfile.ZIP_DEFLATED
                copy.external_attr = info.external_attr
                archive.writestr(copy, self._final(name))
        return target.getvalue()

    def _final(self, name: str) -> bytes:
        if name in self._changed:
            return to_xml(self._trees[name])
        return self.read(name)


def relations_name(part: str) -> str:
    """The part that holds the relations of another.

    >>> relations_name("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_xml(content: bytes) -> Element:
    """The root element; entities and definitions are refused, not resolved.

    Raises: TemplateRefused.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise TemplateRefused(Refused.UNSAFE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateRefused(Refused.DAMAGED) from error
    # A part in UTF-16 shows its definitions only now.
    if root.getroottree().docinfo.doctype:
        raise TemplateRefused(Refused.UNSAFE)
    return root


def to_xml(root: Element) -> bytes:
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return content


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" of a comment or instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(root: Element, *names: str) -> list[Element]:
    """All elements below of any of these names, whatever their namespace."""
    return [element for element in root.iter() if local_name(element) in names]


def _relation(item: Element, folder: str) -> Relation:
    target = item.get("Target", "").replace("\\", "/")
    part = ""
    if item.get("TargetMode") != "External":
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    kind = item.get("Type", "").rpartition("/")[2]
    return Relation(item.get("Id", ""), kind, part, target)


def _check_size(parts: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > limits.ratio_applies_above and unpacked > packed * limits.ratio
    if unpacked > limits.unpacked_bytes or is_bomb or len(parts) > limits.parts:
        raise TemplateRefused(Refused.TOO_LARGE)
    if any(part.flag_bits & 0x1 for part in parts):
        raise TemplateRefused(Refused.ENCRYPTED)
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise TemplateRefused(Refused.DAMAGED)
