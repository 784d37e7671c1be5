"""What no tag concerns leaves the file byte for byte: macros, pictures, themes, other sheets."""

from __future__ import annotations

import io
import struct
import zlib
from decimal import Decimal

from tests.documents.templates.xlsx.books import (
    build,
    fill,
    make_book,
    one_work,
    parts,
    results,
    with_part,
    write,
)


def picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixel)
        + chunk(b"IEND", b"")
    )


def draw(book):
    bill, other = book.add_worksheet("Bill"), book.add_worksheet("Rates")
    write(bill, {"A1": "{{AMOUNT}}", "A2": "=A1*2"})
    write(other, {"A1": "fixed", "B1": 5, "B2": "=B1*2"})
    other.insert_image("D4", "seal.png", {"image_data": picture()})


def with_macros(content: bytes) -> bytes:
    content = with_part(content, "xl/vbaProject.bin", lambda _: "macro code")
    return with_part(
        content,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "ms-excel.sheet.macroEnabled.main+xml",
        ).replace(
            "<Override",
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            "<Override",
            1,
        ),
    )


def test_macros_pictures_and_themes_stay_as_they_are():
    template = with_macros(build(draw))
    filled = fill(template, one_work(AMOUNT=Decimal("12.50")))

    old, new = parts(template), parts(filled.content)
    assert list(new) == list(old)
    same = {name for name in old if old[name] == new[name]}
    assert {"xl/vbaProject.bin", "xl/theme/theme1.xml", "xl/styles.xml"} <= same
    assert {"xl/media/image1.png", "xl/drawings/drawing1.xml"} <= same
    assert "[Content_Types].xml" in same
    changed = set(old) - same - {"docProps/core.xml"}
    assert changed <= {
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # the results of its formulas
    }
    assert results(filled)["Bill"]["A2"].value == 25


def test_a_sheet_whose_results_are_right_is_not_touched():
    cells = {"A1": "fixed", "B1": 5}
    template = make_book(Bill={"A1": "{{AMOUNT}}"}, Rates=cells)
    filled = fill(template, one_work(AMOUNT=Decimal(1)))

    name = "xl/worksheets/sheet2.xml"
    assert parts(filled.content)[name] == parts(template)[name]


def test_a_template_without_tags_keeps_every_part():
    template = make_book(Bill={"A1": "plain", "A2": "=1+1"})

    assert parts(fill(template, one_work()).content) == parts(template)


def test_point_43_the_same_inputs_give_the_same_bytes():
    template = build(draw)
    context = one_work(AMOUNT=Decimal("12.50"))

    assert fill(template, context).content == fill(template, context).content


def test_the_template_itself_is_not_changed():
    template = build(draw)
    before = bytes(template)
    fill(template, one_work(AMOUNT=Decimal(1)))

    assert template == before
