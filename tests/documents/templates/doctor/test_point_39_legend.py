"""The legend lists every tag with today's value."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl

from documents.domain.filters import FILTERS
from documents.domain.placeholders import ITEM_FIELDS, PLACEHOLDERS
from documents.renderers.templates.legend import make_legend


def rows(content: bytes, title: str) -> dict[str, list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[title]
    return {
        str(first.value): [cell.value for cell in rest]
        for first, *rest in sheet.iter_rows(min_row=2)
    }


def test_every_placeholder_field_and_filter_is_listed():
    content = make_legend({})

    assert set(rows(content, "Placeholders")) == {f"{{{{{n}}}}}" for n in PLACEHOLDERS}
    repeats = rows(content, "Repeats")
    assert {f"{{{{item.{name}}}}}" for name in ITEM_FIELDS} <= set(repeats)
    assert len(rows(content, "Filters")) == len(FILTERS)


def test_todays_values_stand_beside_their_tags():
    listed = rows(
        make_legend(
            {"AMOUNT": Decimal("20365.37"), "GSTIN": "36AAA"}, {"GSTIN": "GST no"}
        ),
        "Placeholders",
    )

    assert listed["{{AMOUNT}}"][1] == "20,365.37"
    assert "Rupees Twenty Thousand" in str(listed["{{AMOUNT_IN_WORDS}}"][1])
    assert listed["{{GSTIN}}"] == ["What follows “GST no”", "36AAA"]


def test_a_value_that_looks_like_a_formula_is_text():
    book = openpyxl.load_workbook(io.BytesIO(make_legend({"NAME_OF_WORK": "=1+1"})))

    assert book["Placeholders"]["C2"].value == "=1+1"
    assert book["Placeholders"]["C2"].data_type in ("s", "f")
    assert b"<f>" not in _sheet(make_legend({"NAME_OF_WORK": "=1+1"}))


def _sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")
