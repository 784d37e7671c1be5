"""Word files as sources: paragraphs, rows of tables, headers."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents.readers import Refusal, SourceUnreadable, read_source
from tests.documents.sources.files import extract, word_file


def test_paragraphs_tables_and_headers_give_values_with_their_lines():
    content = word_file(
        "Name of work : Lights",
        rows=[["Name of the agency", "M/s A & B <Sons>"], ["Estimate", "x"]],
        header="Agreement No: 30/2025-26",
    )
    values = extract(content, "memo.docx").values
    assert values["NAME_OF_WORK"].value == "Lights"
    assert values["NAME_OF_WORK"].line == 1
    assert values["NAME_OF_AGENCY"].value == "M/s A & B <Sons>"
    assert "table 1" in values["NAME_OF_AGENCY"].hint
    assert values["REF_OF_AGREEMENT"].value == "30/2025-26"
    assert "header" in values["REF_OF_AGREEMENT"].hint


def test_text_split_over_runs_and_tabs_is_one_line():
    content = word_file("Name of work\t:\tLights")
    assert extract(content, "a.docx").values["NAME_OF_WORK"].value == "Lights"


def _with_part(content: bytes, xml: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return target.getvalue()


def test_definitions_of_entities_are_refused():
    xml = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(SourceUnreadable) as refused:
        read_source("a.docx", _with_part(word_file("x"), xml))
    assert refused.value.code is Refusal.UNSAFE


def test_a_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(SourceUnreadable) as refused:
        read_source("a.docx", _with_part(word_file("x"), b"<a>" + b" " * 20_000_000))
    assert refused.value.code is Refusal.TOO_LARGE


def test_an_empty_document_has_no_text():
    with pytest.raises(SourceUnreadable) as refused:
        read_source("a.docx", word_file())
    assert refused.value.code is Refusal.NO_TEXT


def test_an_old_word_file_is_refused_with_what_to_do():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    with pytest.raises(SourceUnreadable, match="Word 97-2003"):
        read_source("a.doc", content)


def test_text_of_a_box_is_read_once():
    box = (
        b'<w:document xmlns:w="w" xmlns:mc="mc"><w:p><w:r><mc:AlternateContent>'
        b"<mc:Choice><w:txbxContent><w:p><w:r><w:t>Agreement No: 30/2025-26</w:t></w:r>"
        b"</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>"
        b"<w:t>Agreement No: 30/2025-26</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        b"</mc:AlternateContent></w:r><w:r><w:t>Name of work : Lights</w:t></w:r></w:p>"
        b"</w:document>"
    )
    lines = read_source("a.docx", _with_part(word_file("x"), box)).lines
    assert [line.text for line in lines] == [
        "Agreement No: 30/2025-26",
        "Name of work : Lights",
    ]
