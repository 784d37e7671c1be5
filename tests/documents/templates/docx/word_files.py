"""Word templates made for tests, with the parts that python-docx cannot make, and what a filled file shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from documents.domain.template_findings import (
    Filled,
    FillOptions,
    SectionValues,
    TemplateContext,
    WorkValues,
)
from documents.renderers.templates.docx.template import fill_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"

TEXT_BOX = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2000000" cy="600000"/>
<wp:docPr id="7" name="Box"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>%(inside)s</w:txbxContent></wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape style="width:160pt;height:48pt"><v:textbox>
<w:txbxContent>%(inside)s</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r></w:p>"""

ITEMS = [
    {
        "serial": str(number),
        "description": f"Item {number}",
        "unit": "Nos",
        "quantity": Decimal(number),
        "rate": Decimal("100.50"),
        "amount": Decimal("100.50") * number,
        "remarks": None,
    }
    for number in range(1, 4)
]
VALUES: dict[str, Any] = {
    "NAME_OF_WORK": "Repairs to guest house",
    "NAME_OF_AGENCY": "M/s Rao & Sons <Elec>",
    "AMOUNT": Decimal("20365.37"),
    "CC_HEADER": "CC First & Part Bill",
}


def context(items=ITEMS, **values) -> TemplateContext:
    return TemplateContext(works=[WorkValues({**VALUES, **values}, items)])


def sectioned_context() -> TemplateContext:
    sections = [
        SectionValues("Electrical", ITEMS[:2]),
        SectionValues("Civil", ITEMS[2:]),
    ]
    return TemplateContext(works=[WorkValues(VALUES, sections=sections)])


def several_works(*names: str) -> TemplateContext:
    works = [WorkValues({**VALUES, "NAME_OF_WORK": name}, ITEMS[:2]) for name in names]
    return TemplateContext(works=works)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_paragraphs(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def with_table(*rows: Iterable[str]) -> bytes:
    document = docx.Document()
    add_table(document, *rows)
    return saved(document)


def add_table(parent, *rows: Iterable[str]):
    cells = [list(row) for row in rows]
    table = parent.add_table(len(cells), len(cells[0]))
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def with_runs(*runs: str) -> bytes:
    """One paragraph of the XML of these runs, `W:` being filled in for the namespace."""
    document = docx.Document()
    document.element.body.insert(0, paragraph_xml(*runs))
    return saved(document)


def paragraph_xml(*runs: str):
    return etree.fromstring(f'<w:p xmlns:w="{W}">{"".join(runs)}</w:p>')


def run(text: str, properties: str = "") -> str:
    preserve = ' xml:space="preserve"'
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t{preserve}>{text}</w:t></w:r>"


def text_box(text: str):
    return etree.fromstring(TEXT_BOX % {"inside": f"<w:p>{run(text)}</w:p>"})


def edited_parts(
    content: bytes, changes: dict[str, Callable[[bytes], bytes] | bytes]
) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            change = changes.pop(name, None)
            part = source.read(name)
            made.writestr(name, _changed(part, change))
        for name, change in changes.items():
            made.writestr(name, _changed(b"", change))
    return target.getvalue()


def _changed(part: bytes, change: Callable[[bytes], bytes] | bytes | None) -> bytes:
    if change is None:
        return part
    return change if isinstance(change, bytes) else change(part)


def with_part(content: bytes, kind: str, xml: str) -> bytes:
    """The package with a part of notes or comments added; `kind` is footnotes, ..."""
    override = (
        f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>'
    )
    relation = (
        f'<Relationship Id="rId{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
    )
    return edited_parts(
        content,
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"</Types>", override.encode() + b"</Types>"
            ),
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", relation.encode() + b"</Relationships>"
            ),
            f"word/{kind}.xml": xml.encode(),
        },
    )


def notes_part(kind: str, text: str) -> str:
    one = kind.removesuffix("s")
    return (
        f'<w:{kind} xmlns:w="{W}"><w:{one} w:id="1"><w:p>{run(text)}</w:p></w:{one}>'
        f"</w:{kind}>"
    )


def as_macro_file(content: bytes) -> bytes:
    plain = f"{_WORD}.document.main+xml".encode()
    return edited_parts(
        content,
        {
            "[Content_Types].xml": lambda part: part.replace(
                plain, MACRO_TYPE.encode()
            ),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros",
        },
    )


def fill(content: bytes, values: TemplateContext | None = None, **options) -> Filled:
    return fill_docx(content, values or context(), FillOptions(**options))


def reopened(filled: Filled) -> Document:
    return docx.Document(io.BytesIO(filled.content))


def paragraphs(filled: Filled) -> list[str]:
    return [paragraph.text for paragraph in reopened(filled).paragraphs]


def rows(filled: Filled, table: int = 0) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for row in reopened(filled).tables[table].rows
    ]


def part(filled: Filled, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(filled.content)) as archive:
        return archive.read(name).decode()


def all_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_sound(filled: Filled) -> None:
    """Every XML part is well-formed, no mark of ours is left, python-docx opens it."""
    for name, content in all_parts(filled.content).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(content)
            assert not root.xpath("//*[local-name()='r'][@tag]"), name
    if MACRO_TYPE not in part(filled, "[Content_Types].xml"):
        reopened(filled)  # python-docx knows no .docm
