"""Text that a spreadsheet program would run stays text in everything that is made of it."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from bills.domain.bill import BillAction
from bills.domain.inputs import BillInputs
from bills.domain.making import BillOrder
from bills.services import make_bills
from documents.services import DocumentKind, make_documents
from tests.bills.actions.workbooks import (
    CABLE,
    LIGHT,
    example_slip,
    made,
    make,
    workslip_file,
)

MARK = "calc"
STARTS = ("=", "+", "-", "@", "\t=", "'=")


def armed(start: str) -> bytes:
    """A workslip whose names, units and item texts begin like a formula."""
    book = openpyxl.load_workbook(io.BytesIO(workslip_file(example_slip())))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                arm(cell, start)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def arm(cell, start: str) -> None:
    if cell.value in (CABLE, LIGHT):
        text = f"{start}{MARK}|' /C {MARK}'!A0 {cell.value}"
    elif cell.value in ("Mtrs", "Nos"):
        text = f"{start}{MARK}"
    elif isinstance(cell.value, str) and ":" in cell.value:
        label, _, value = cell.value.partition(":")
        text = f"{label}: {start}{MARK}() {value.strip()}"
    else:
        return
    cell.value = text
    cell.data_type = "s"


def formulas_and_texts(content: bytes) -> tuple[list[str], list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    return formulas, texts


def check(content: bytes) -> None:
    """No formula has the mark, and the armed texts are there, as text."""
    formulas, texts = formulas_and_texts(content)
    assert any(MARK in text for text in texts)
    assert not [formula for formula in formulas if runs(formula)]


def runs(formula: str) -> bool:
    """Whether the mark stands outside the quoted strings of the formula."""
    return MARK in re.sub(r'"(?:[^"]|"")*"', "", formula)


@pytest.fixture(scope="module", params=STARTS, ids=repr)
def slip(request) -> bytes:
    return armed(request.param)


@pytest.fixture(scope="module")
def first_bill(slip) -> bytes:
    order = BillOrder(BillAction.WORKSLIP_FIRST_PART, BillInputs(), with_scrutiny=True)
    return made(make_bills(filename="slip.xlsx", content=slip, order=order))


@pytest.fixture(scope="module")
def later_bill(slip, first_bill) -> bytes:
    return made(make(first_bill, "firstpart_nth_part", workslip=slip))


def test_in_a_first_bill_and_its_scrutiny_sheet(first_bill):
    check(first_bill)


def test_in_a_later_bill(later_bill):
    check(later_bill)


@pytest.mark.parametrize("kind", [DocumentKind.LS_PART, DocumentKind.LS_FINAL])
def test_in_an_ls_form(kind, first_bill):
    making = make_documents(
        filename="Bills.xlsx", content=first_bill, kind=kind, inputs=BillInputs()
    )
    (form,) = making.files
    check(form.content)


@pytest.mark.parametrize("kind", [DocumentKind.COVERING, DocumentKind.MOVEMENT])
def test_in_a_letter_it_is_no_field_that_word_would_run(kind, first_bill):
    making = make_documents(
        filename="Bills.xlsx", content=first_bill, kind=kind, inputs=BillInputs()
    )
    (letter,) = making.files
    with zipfile.ZipFile(io.BytesIO(letter.content)) as package:
        document = package.read("word/document.xml").decode()
    assert MARK in document
    assert not re.findall(rf"<w:instrText[^>]*>[^<]*{MARK}", document)
