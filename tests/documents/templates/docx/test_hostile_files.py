"""Point 40: files made to harm, and injections in every part of a file."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from lxml import etree

from documents.domain.template_findings import TemplateRefused
from tests.documents.templates.docx.word_files import (
    assert_sound,
    edited_parts,
    fill,
    notes_part,
    part,
    saved,
    text_box,
    with_paragraphs,
    with_part,
)
from tests.documents.templates.hostile import INJECTIONS

HARD = [text for text in INJECTIONS if "<" not in text]


def with_everywhere(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = text
    document.sections[0].header.paragraphs[0].text = text
    document.sections[0].footer.paragraphs[0].text = text
    document.core_properties.title = text[:255]
    document.element.body.insert(0, text_box(text))
    return with_part(saved(document), "footnotes", notes_part("footnotes", text))


@pytest.mark.parametrize("text", HARD)
def test_point_40_an_injection_stays_in_every_part_as_it_was_typed(text):
    content = with_everywhere(text)
    filled = fill(content)

    for name in ("document", "header1", "footer1", "footnotes"):
        before = docx_text(content, f"word/{name}.xml")
        assert docx_text(filled.content, f"word/{name}.xml") == before
        assert text in before
    assert_sound(filled)


def docx_text(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read(name))
    return "".join(root.itertext("{*}t"))


def test_point_40_a_property_with_an_injection_stays_as_it_was_typed():
    filled = fill(with_everywhere(INJECTIONS[0]))
    assert INJECTIONS[0] in part(filled, "docProps/core.xml")


def test_point_40_a_bomb_is_refused_before_it_is_unpacked():
    content = edited_parts(
        with_paragraphs("x"), {"word/bomb.xml": b"<a/>" * 25_000_000}
    )
    assert len(content) < 1_000_000
    began = time.monotonic()

    with pytest.raises(TemplateRefused) as refused:
        fill(content)

    assert refused.value.code == "too_large"
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml"])
def test_point_40_a_part_with_definitions_is_refused(doctype, name):
    def add(content):
        declaration, _, rest = content.partition(b"?>")
        return declaration + b"?>" + doctype + rest.replace(b"{{x}}", b"&x;")

    document = docx.Document()
    document.add_paragraph("{{x}}")
    document.core_properties.title = "{{x}}"
    with pytest.raises(TemplateRefused) as refused:
        fill(edited_parts(saved(document), {name: add}))
    assert refused.value.code == "unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
    ],
)
def test_point_08_what_is_no_word_file_is_refused_with_a_reason(content, code):
    with pytest.raises(TemplateRefused) as refused:
        fill(content)
    assert refused.value.code == code


def test_a_zip_of_something_else_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(TemplateRefused):
        fill(target.getvalue())


def test_a_cut_file_is_refused():
    content = with_paragraphs("x")
    with pytest.raises(TemplateRefused):
        fill(content[: len(content) // 2])


@pytest.mark.parametrize("part_name", ["word/document.xml", "word/styles.xml"])
def test_a_part_that_is_no_xml_is_refused_or_left_alone(part_name):
    content = edited_parts(with_paragraphs("{{AMOUNT}}"), {part_name: b"<w:broken"})
    with pytest.raises(TemplateRefused) as refused:
        fill(content)
    assert refused.value.code == "damaged"
