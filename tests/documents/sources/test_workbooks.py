"""Workbooks as sources: bills with their items, a work for each sheet, rows of two cells."""

from __future__ import annotations

import pytest

from documents.readers import Refusal, SourceUnreadable, read_source
from tests.documents.sources.files import bill_rows, extract, workbook


def test_a_row_of_two_cells_is_a_label_and_its_value_with_its_cell():
    found = extract(
        workbook(Data=[[], ["Name of work", "Lights"], ["Period", "x"]]), "data.xlsx"
    )
    name = found.values["NAME_OF_WORK"]
    assert (name.value, name.sheet, name.cell) == ("Lights", "Data", "B2")
    assert name.file == "data.xlsx"


def test_a_formula_is_calculated():
    rows: list[list[object]] = [["Estimate amount", "=A2*2"], [225000, "x", "y"]]
    found = extract(workbook(Data=rows), "data.xlsx")
    assert found.values["ESTIMATE_AMOUNT"].value == 450000


def test_a_bill_gives_its_header_its_items_and_what_only_labels_state():
    found = extract(workbook(Bill=bill_rows("Lights")), "bill.xlsx")
    assert found.values["NAME_OF_WORK"].cell == "A2"
    assert found.values["REF_OF_AGREEMENT"].value == "30/2025-26"
    assert found.values["CC_HEADER"].value == "CC First & Part Bill"
    assert found.values["NIT_NO"].value == "14/EE/R&B/2025-26, Dt:04.04.2025"
    (item,) = found.as_context().works[0].all_items()
    assert (item["description"], item["quantity"]) == ("LED street light", 10)


def test_each_sheet_is_a_work_of_its_own():
    content = workbook(
        One=bill_rows("Lights"), Two=bill_rows("Fans", quantity=2), Notes=[["x"]]
    )
    works = extract(content, "bills.xlsx").works
    assert [work.sheet for work in works] == ["One", "Two"]
    assert [work.values["NAME_OF_WORK"].value for work in works] == ["Lights", "Fans"]
    assert works[1].values["AMOUNT"].value == 19855


def test_sheets_without_items_that_name_a_work_are_works():
    content = workbook(
        A=[["Name of work", "Lights"]],
        B=[["Name of work", "Fans"]],
        C=[["Period of completion", "6 months"]],
    )
    works = extract(content, "data.xlsx").works
    assert [work.values["NAME_OF_WORK"].value for work in works] == ["Lights", "Fans"]
    assert {w.values["PERIOD_OF_COMPLETION"].value for w in works} == {"6 months"}


def test_a_damaged_workbook_is_refused_in_a_sentence():
    with pytest.raises(SourceUnreadable) as refused:
        read_source("bill.xlsx", workbook(A=[["x"]])[:200])
    assert refused.value.code is Refusal.WORKBOOK
    assert "damaged" in str(refused.value)
