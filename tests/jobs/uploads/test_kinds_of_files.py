"""What a file is, is told by its bytes, and as the readers see it."""

from __future__ import annotations

import pytest

from bills.readers import Refusal, WorkbookUnreadable, read_workbook
from documents.readers import SourceUnreadable, read_source
from documents.readers.errors import Refusal as SourceRefusal
from jobs.domain.file_kinds import FileKind, find_kind
from jobs.services import SOURCE, WORKBOOK
from tests.bills.reading.office_files import convert, make_first_bill
from tests.documents.sources.files import word_file
from tests.jobs.uploads.samples import (
    COMPOUND,
    SAMPLES,
    compound,
    with_embedded_workbook,
    zipped,
)

# What the readers say of a file that is no workbook whatever its state.
NEVER_A_WORKBOOK = {Refusal.EMPTY, Refusal.NOT_A_WORKBOOK, Refusal.ENCRYPTED}


def test_every_kind_has_a_sample_but_the_one_that_its_name_tells():
    assert set(SAMPLES) == {kind.value for kind in FileKind} - {FileKind.LOCK_FILE}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("name", ["bill.xlsx", "bill.xls", "bill.doc", "bill"])
def test_the_bytes_tell_the_kind_and_the_name_does_not(kind, name):
    assert find_kind(name, SAMPLES[kind]) == kind


@pytest.mark.parametrize("name", ["~$bill.xlsx", r"C:\works\~$bill.xlsx"])
def test_a_lock_file_is_told_by_its_name(name):
    assert find_kind(name, b"\x05Asha") is FileKind.LOCK_FILE


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_reader_of_workbooks_agrees(kind):
    """It refuses what a form refuses, and what it could read no form keeps from it."""
    try:
        read_workbook("bill.xlsx", SAMPLES[kind])
        refusal = None
    except WorkbookUnreadable as error:
        refusal = error.code

    if FileKind(kind) in WORKBOOK.kinds:
        assert refusal not in NEVER_A_WORKBOOK
    else:
        assert refusal is not None


@pytest.mark.parametrize(
    "kind",
    # Of a picture the reader says first that Tesseract is not there, when it is not.
    [kind for kind in SAMPLES if kind != "picture"],
)
def test_the_reader_of_sources_reads_nothing_that_a_form_refuses(kind):
    try:
        read_source("facts", SAMPLES[kind])
        is_read = True
    except SourceUnreadable as error:
        is_read = error.code in (SourceRefusal.DAMAGED, SourceRefusal.WORKBOOK)

    if FileKind(kind) in SOURCE.kinds:
        assert is_read
    else:
        with pytest.raises(SourceUnreadable):
            read_source("facts", SAMPLES[kind])


def test_a_letter_that_mentions_a_workbook_is_a_letter():
    text = "Measurement Book, Workbook".encode("utf-16-le")
    content = compound("WordDocument") + text

    assert find_kind("letter.doc", content) is FileKind.DOC


def test_a_word_file_with_a_workbook_in_it_is_a_word_file():
    content = with_embedded_workbook(SAMPLES["docx"])

    assert find_kind("note.docx", content) is FileKind.DOCX


def test_an_old_workbook_that_was_cut_is_left_to_its_reader():
    assert find_kind("bill.xls", COMPOUND) is FileKind.XLS


def test_an_old_office_file_that_holds_no_sheet_is_none():
    assert find_kind("mail.xls", compound("__properties")) is FileKind.UNKNOWN


def test_a_workbook_in_a_folder_of_any_name_is_left_to_its_reader():
    content = zipped("_rels/.rels", "book/workbook.xml")

    assert find_kind("bill.xlsx", content) is FileKind.CUT_PACKAGE


@pytest.mark.parametrize(
    "content",
    ["Name of work : Road", "MZ Constructions", "BM & Sons", "\n<Elec> works", "PK"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_may_begin_with_anything(content, encoding):
    assert find_kind("a.txt", content.encode(encoding)) is FileKind.TEXT


def test_a_word_file_of_another_program_is_one():
    assert find_kind("a.docx", word_file("Name of work : Road")) is FileKind.DOCX


@pytest.mark.office
@pytest.mark.parametrize(
    ("suffix", "kind"), [("xls", FileKind.XLS), ("ods", FileKind.OPEN_DOCUMENT)]
)
def test_what_a_real_program_saves_is_told(suffix, kind, tmp_path):
    content = convert(make_first_bill(with_results=True), suffix, tmp_path)

    assert find_kind("bill.xlsx", content) is kind
