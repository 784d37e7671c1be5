"""Letters made from the bills of the example, and what is read back from them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from docx import Document

from bills.domain.inputs import BillInputs
from bills.domain.work import FieldValue, SheetKind
from documents.domain.bill_values import compute_bill_values
from documents.domain.options import DocumentOptions, LetterSettings
from documents.services.kinds import DocumentKind
from documents.services.letters import Letters, fill_bill_letters
from documents.services.sources import Bill
from tests.documents.test_bill_values import TYPED_MB, bill_1

ON = date(2026, 11, 23)
SETTINGS = LetterSettings(
    government_name="GOVERNMENT OF TELANGANA",
    department_name="ROADS AND BUILDINGS DEPARTMENT",
    officer_name="Officer One",
    officer_qualification="B.Tech",
    officer_designation="Asst. Executive Engineer (R&B)",
    sub_division="R&B Sub-division No. 2",
    office_address="Hanamkonda",
    recipient_designation="The Executive Engineer [R&B]",
    recipient_division="R&B Division",
    recipient_address="Warangal",
    office_code="AEE/R&B",
    superior_designation="Superintending Engineer",
    copy_to_designation="Asst. Engineer",
    copy_to_section="Section II",
)
SET = DocumentOptions(letter=SETTINGS)


def bill(sheet: str = "Bill", **fields: str) -> Bill:
    """Bill 1 of the example with these header fields."""
    work = bill_1(sheet=sheet)
    stated = {"mb_details": TYPED_MB, "cc_header": work.title} | fields
    read = {
        name: FieldValue(value, sheet, f"A{row}")
        for row, (name, value) in enumerate(stated.items(), start=20)
    }
    work = replace(work, fields={**work.fields, **read})
    return Bill(work, compute_bill_values(work, BillInputs()))


def final_bill() -> Bill:
    """Bill 2 of the example, as far as its letters go."""
    work = replace(
        bill().work,
        kind=SheetKind.NTH_BILL,
        title="CC Second & Final Bill",
        stated_total=Decimal("33909.66"),
        stated_previous_total=Decimal("13544.29"),
        stated_since_total=Decimal("20365.37"),
    )
    return Bill(work, compute_bill_values(work, BillInputs()))


def letters(
    *bills: Bill,
    kind: DocumentKind = DocumentKind.COVERING,
    options: DocumentOptions = SET,
) -> Letters:
    return fill_bill_letters(bills, kind, options, on=ON)


def open_letter(made: Letters | bytes) -> Any:
    """The made file as python-docx opens it, once every XML part is well-formed."""
    content = made if isinstance(made, bytes) else made.content
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file
                assert b"{{" not in archive.read(name)
    return Document(io.BytesIO(content))


def text_of(made: Letters | bytes) -> str:
    """Every line of the body, the cells of tables included, in the order of the page."""
    body = open_letter(made).element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(
            "\t" if each.tag == f"{name}tab" else each.text or ""
            for each in p.iter(f"{name}t", f"{name}tab")
        )
        for p in body.iter(f"{name}p")
    )
