"""What is no readable workbook is refused in one sentence, before it can do harm."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from bills.readers import Refusal, WorkbookUnreadable, read_workbook
from tests.bills.reading.office_files import convert, make_first_bill

COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(filename, content):
    with pytest.raises(WorkbookUnreadable) as caught:
        read_workbook(filename, content)
    assert str(caught.value).endswith(".")
    return caught.value.code


def repack(content, changes):
    """The package with parts replaced (bytes), or left out (None)."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), **changes}:
            data = changes[name] if name in changes else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()


@pytest.fixture(scope="module")
def bill():
    return make_first_bill(with_results=True)


def test_an_empty_file_is_refused():
    assert refusal("bill.xlsx", b"") is Refusal.EMPTY


@pytest.mark.parametrize("name", ["~$bill.xlsx", r"C:\works\~$bill.xlsx", "a/~$b.xls"])
def test_a_lock_file_is_refused_by_its_name(name):
    assert refusal(name, b"\x05Asha") is Refusal.LOCK_FILE


@pytest.mark.parametrize(
    "content",
    [b"S.No,Item,Rate\n1,Light,500\n", b"<html><table></table></html>", b"%PDF-1.7"],
    ids=["csv", "html", "pdf"],
)
def test_text_under_an_excel_name_is_refused(content):
    assert refusal("bill.xls", content) is Refusal.NOT_A_WORKBOOK


def test_a_word_document_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="rId1" Type="http://x/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", "<document/>")
    assert refusal("letter.xlsx", stream.getvalue()) is Refusal.NOT_A_WORKBOOK


def test_any_other_zip_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("photo.jpg", b"\xff\xd8")
    assert refusal("photos.xlsx", stream.getvalue()) is Refusal.NOT_A_WORKBOOK


def test_an_encrypted_workbook_is_refused():
    content = COMPOUND_START + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal("bill.xlsx", content) is Refusal.ENCRYPTED


@pytest.mark.office
def test_an_xls_with_a_password_is_refused(bill, tmp_path):
    content = bytearray(convert(bill, "xls", tmp_path))
    # The record after the first BOF becomes FILEPASS, as protection with a password puts it.
    start = content.index(struct.pack("<HHH", 0x809, 16, 0x600))
    struct.pack_into("<H", content, start + 20, 0x2F)
    assert refusal("bill.xls", bytes(content)) is Refusal.ENCRYPTED


@pytest.mark.parametrize("share", [0.2, 0.6, 0.97])
def test_a_truncated_workbook_is_refused(bill, share):
    assert refusal("bill.xlsx", bill[: int(len(bill) * share)]) is Refusal.DAMAGED


@pytest.mark.office
def test_a_truncated_xls_is_refused(bill, tmp_path):
    content = convert(bill, "xls", tmp_path)
    assert refusal("bill.xls", content[:1500]) is Refusal.DAMAGED


def test_a_package_that_lacks_a_sheet_is_refused(bill):
    content = repack(bill, {"xl/worksheets/sheet1.xml": None})
    assert refusal("bill.xlsx", content) is Refusal.DAMAGED


def test_a_zip_bomb_is_refused_before_it_is_unpacked(bill):
    bomb = repack(bill, {"xl/worksheets/sheet1.xml": b" " * (300 << 20)})
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    before = time.perf_counter()
    assert refusal("bill.xlsx", bomb) is Refusal.TOO_LARGE
    assert time.perf_counter() - before < 0.1
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst><si><t>&b;</t></si></sst>"""
OUTSIDE_FILE = b"""<?xml version="1.0"?>
<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"""


@pytest.mark.parametrize("strings", [BILLION_LAUGHS, OUTSIDE_FILE])
def test_entities_are_refused(bill, strings):
    content = repack(bill, {"xl/sharedStrings.xml": strings})
    assert refusal("bill.xlsx", content) is Refusal.UNSAFE
