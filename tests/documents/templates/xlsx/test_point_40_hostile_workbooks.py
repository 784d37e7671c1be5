"""Workbook templates that try to break out, to fill the memory or to read other files."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from documents.domain.template_findings import (
    FillOptions,
    Refused,
    TemplateContext,
    TemplateRefused,
    WorkValues,
)
from documents.renderers.templates.xlsx import book as book_module
from documents.renderers.templates.xlsx.filling import fill_workbook
from tests.documents.templates.hostile import INJECTIONS
from tests.documents.templates.xlsx.books import (
    build,
    formulas,
    items,
    make_book,
    one_work,
    parts,
    with_part,
    works,
    write,
)


def in_every_part(text: str) -> bytes:
    def draw(book):
        sheet = book.add_worksheet("Bill")
        bold = book.add_format({"bold": True})
        write(sheet, {"A1": text, "A3": "{{EACH item}}{{item.serial}}", "B3": text})
        sheet.write_string("C3", "{{END}}")
        sheet.write_rich_string("A2", "x", bold, text[:5] or "y", text[5:] or "z")
        if len(text) < 200:
            sheet.set_header("&L" + text.replace("&", "&&"))
        sheet.insert_textbox("F1", text)
        sheet.write_comment("A2", text)
        book.set_properties({"title": text})

    return build(draw)


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_injection_stays_text_in_every_part(text):
    began = time.monotonic()
    filled = fill_workbook(in_every_part(text), one_work(2, AMOUNT=None))

    assert time.monotonic() - began < 5
    sheet = formulas(filled)["Bill"]
    assert str(sheet["A1"].value) == text
    assert [str(sheet[f"B{row}"].value) for row in (3, 4)] == [text, text]
    assert "".join(map(str, sheet["A2"].value)) == "x" + text or text in str(
        sheet["A2"].value
    )
    drawing = parts(filled.content)["xl/drawings/drawing1.xml"]
    assert b"uid=" not in drawing


def test_more_turns_than_allowed_are_refused():
    cells = {"A1": "{{EACH item}}{{item.serial}}", "B1": "{{END}}"}
    template = make_book(Bill=cells)

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(template, one_work(11), FillOptions(loop_limit=10))
    assert refusal.value.code is Refused.TOO_MUCH


def test_repeats_within_repeats_are_refused_before_they_fill_the_memory():
    cells = {
        "A1": "{{EACH item}}",
        "A2": "{{EACH item}}",
        "A3": "{{EACH item}}",
        "A4": "x",
        "A5": "{{END}}{{END}}{{END}}",
    }
    began = time.monotonic()
    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(make_book(Bill=cells), one_work(300))

    assert refusal.value.code is Refused.TOO_MUCH
    assert time.monotonic() - began < 10


def test_a_repeat_over_more_rows_than_a_sheet_is_refused():
    cells = {"A1": "{{EACH item}}", "A90000": "{{END}}"}

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(make_book(Bill=cells), one_work(2))
    assert refusal.value.code is Refused.TOO_MUCH


def test_a_tag_at_the_end_of_the_sheet_is_refused_with_its_cell():
    cells = {"A1": "{{EACH item}}", "A1048576": "{{END}}"}

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(make_book(Bill=cells), one_work(2))
    assert [problem.place for problem in refusal.value.problems] == ["Bill!A1048576"]


def test_more_filled_cells_than_a_file_should_hold_are_refused(monkeypatch):
    monkeypatch.setattr(book_module, "MOST_FILLED_CELLS", 50)
    cells = {"A1": "{{EACH item}}{{item.serial}}", "B1": "{{END}}"}

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(make_book(Bill=cells), one_work(100))
    assert refusal.value.code is Refused.TOO_MUCH


def test_a_bomb_is_refused_without_unpacking():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (300 << 20))
    began = time.monotonic()

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(target.getvalue(), one_work())
    assert refusal.value.code is Refused.TOO_LARGE
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize(
    "definition",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_definitions_are_refused_in_every_part(part, definition):
    def define(xml: str) -> str:
        head, _, rest = xml.partition("?>")
        return f"{head}?>{definition}{rest}"

    template = with_part(make_book(Bill={"A1": "{{AMOUNT}}"}), part, define)
    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(template, one_work())
    assert refusal.value.code is Refused.UNSAFE


def test_definitions_in_another_encoding_are_refused_too():
    definition = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]>'
    content = parts(make_book(Bill={"A1": "x"}))
    sheet = content["xl/worksheets/sheet1.xml"].decode().partition("?>")[2]
    content["xl/worksheets/sheet1.xml"] = (definition + sheet).encode("utf-16")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(target.getvalue(), one_work())
    assert refusal.value.code is Refused.UNSAFE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Refused.NOT_A_TEMPLATE),
        (b"not a workbook", Refused.NOT_A_TEMPLATE),
        (b"PK\x03\x04 broken", Refused.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refused.OLD_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            Refused.ENCRYPTED,
        ),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(content, code):
    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(content, one_work())
    assert refusal.value.code is code
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("cut", [30, 200, 1000, 3000])
def test_a_file_cut_short_is_refused(cut):
    with pytest.raises(TemplateRefused):
        fill_workbook(make_book(Bill={"A1": "{{AMOUNT}}"})[:-cut], one_work())


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", 't="s"><v>0<', 't="s"><v>99<'),
        ("xl/worksheets/sheet1.xml", 't="s"><v>0<', 't="s"><v>x<'),
        ("xl/worksheets/sheet1.xml", 'r="A1"', 'r="1A"'),
        ("xl/worksheets/sheet1.xml", 'r="A1"', 'r=""'),
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row r="x"'),
        ("xl/worksheets/sheet1.xml", 's="0"', 's="z"'),
        ("xl/worksheets/sheet1.xml", "</sheetData>", ""),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../etc/passwd"),
        ("xl/workbook.xml", "<sheets>", "<sheets><sheets/>"),
        ("xl/workbook.xml", 'sheetId="1"', 'sheetId="one"'),
        ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetDatum>"),
        (
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            "</sheetData><mergeCells><mergeCell/></mergeCells>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            '</sheetData><conditionalFormatting sqref="?"/>',
        ),
        (
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            "</sheetData><hyperlinks><hyperlink/></hyperlinks>",
        ),
        ("xl/worksheets/sheet1.xml", '<row r="2"', '<row r="1"'),
        ("xl/styles.xml", "<cellXfs", "<cellXfz"),
        ("xl/styles.xml", "</styleSheet>", ""),
        (
            "xl/workbook.xml",
            "<calcPr",
            '<definedNames><definedName name="a" localSheetId="z">A1</definedName></definedNames><calcPr',
        ),
        ("xl/workbook.xml", "<workbookView", '<workbookView activeTab="x"'),
        ("[Content_Types].xml", "<Types", "<Typos"),
    ],
)
def test_a_damaged_part_is_refused_or_survived(part, old, new):
    """Never anything but a refusal that names its reason."""
    cells = {"A1": "{{AMOUNT}}", "A2": "{{EACH item}}{{item.serial}}", "B2": "{{END}}"}
    context = TemplateContext({}, [WorkValues({}, items(2))])
    template = with_part(make_book(Bill=cells), part, lambda x: x.replace(old, new, 1))
    try:
        fill_workbook(template, context)
    except TemplateRefused as refusal:
        assert refusal.code in set(Refused)


def test_parts_that_refer_to_themselves_are_followed_once():
    def draw(book):
        sheet = book.add_worksheet("Bill")
        write(sheet, {"A1": "{{EACH work NEW PAGE}}x", "A2": "{{END}}"})
        sheet.insert_textbox("C1", "{{NAME_OF_WORK}}")

    name = "xl/drawings/_rels/drawing1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    template = with_part(
        build(draw),
        name,
        lambda _: (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="drawing1.xml"/></Relationships>'
        ),
    )
    filled = fill_workbook(template, works(0, 0))

    drawings = [n for n in parts(filled.content) if n.startswith("xl/drawings/drawing")]
    assert drawings == ["xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml"]


def test_an_encrypted_part_is_refused():
    content = bytearray(make_book(Bill={"A1": "x"}))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)

    with pytest.raises(TemplateRefused) as refusal:
        fill_workbook(bytes(content), one_work())
    assert refusal.value.code is Refused.ENCRYPTED
