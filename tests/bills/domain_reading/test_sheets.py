"""Which sheets of a workbook are read, as what, and what is said of the others."""

from __future__ import annotations

from bills.domain.grid import Cell, CellStyle
from bills.domain.work import SheetKind
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)

TABLE = """
5: S.No | Description | Quantity | Rate | Amount
1 | Light | 10 | 100 | 1000
  | Total | | | 1000
"""


def kinds(*sheets):
    return [(work.sheet, work.kind) for work in read_sheets(*sheets).works]


def test_a_bill_is_known_by_its_title_or_its_sheet():
    assert kinds(
        make_sheet("Sheet1", "1: CC First & Part Bill" + TABLE),
        make_sheet("Bill-2", TABLE),
        make_sheet("Estimate", "1: ESTIMATE" + TABLE),
        make_sheet("Sheet4", "1: THIRD RUNNING BILL" + TABLE),
    ) == [
        ("Sheet1", SheetKind.FIRST_BILL),
        ("Bill-2", SheetKind.FIRST_BILL),
        ("Estimate", SheetKind.ESTIMATE),
        ("Sheet4", SheetKind.FIRST_BILL),
    ]


def test_several_works_are_read_in_sheet_order_and_never_added():
    reading = read_sheets(*(make_sheet(f"Estimate {n}", TABLE) for n in (3, 1, 2)))
    assert [work.sheet for work in reading.works] == [
        "Estimate 3",
        "Estimate 1",
        "Estimate 2",
    ]
    assert [work.stated_total for work in reading.works] == [1000, 1000, 1000]


def test_item_blocks_and_reference_sheets_are_told_and_not_read():
    blocks = make_sheet("Datas", "DATAS")
    red_on_yellow = CellStyle(yellow_fill=True, red_font=True)
    blocks.rows[3] = {4: Cell("Cable", None, red_on_yellow)}
    reading = read_sheets(
        make_sheet("Estimate", TABLE), blocks, make_sheet("LEAD", "Sand | 12")
    )
    assert [(p.level, p.code, p.sheet) for p in reading.problems] == [
        ("info", "SHEET_SKIPPED", "Datas"),
        ("info", "SHEET_SKIPPED", "LEAD"),
    ]


def test_a_sheet_that_matches_nothing_is_told_as_unrecognised():
    reading = read_sheets(make_sheet("Estimate", TABLE), make_sheet("Notes", "Pending"))
    assert [(p.level, p.code, p.sheet) for p in reading.problems] == [
        ("warning", "HEADER_NOT_FOUND", "Notes")
    ]


def test_a_hidden_sheet_is_not_billed_but_its_cells_serve_formulas():
    hidden = make_sheet("Rates", TABLE)
    hidden.is_hidden = True
    shown = make_sheet(
        "Estimate", TABLE.replace("| 100 |", "| =Rates!D6*2 |").replace("1000", "2000")
    )
    reading = read_sheets(shown, hidden)
    assert [(w.sheet, w.items[0].rate) for w in reading.works] == [("Estimate", 200)]
    assert [(p.level, p.code, p.sheet) for p in reading.problems] == [
        ("warning", "SHEET_SKIPPED", "Rates")
    ]


def test_a_workbook_without_any_items_is_an_error():
    reading = read_sheets(make_sheet("Sheet1", "Hello"), make_sheet("Sheet2", ""))
    assert reading.works == ()
    assert codes(reading) == ["FILE_UNREADABLE", "HEADER_NOT_FOUND", "SHEET_SKIPPED"]
    assert reading.problems[0].level == "error"


def test_errors_of_one_sheet_do_not_touch_another():
    broken = make_sheet("Estimate 1", TABLE.replace("| 100 |", "| #REF! |"))
    reading = read_sheets(broken, make_sheet("Estimate 2", TABLE))
    assert [work.has_errors for work in reading.works] == [True, False]


def test_error_cells_of_a_sheet_that_is_not_read_are_named_with_their_source():
    summary = make_sheet("Abstract", "Civil work | | =Estimate!Z1*2")
    estimate = make_sheet("Estimate", TABLE)
    estimate.rows[1] = {26: Cell(None, "#REF!")}
    reading = read_sheets(summary, estimate)
    (problem,) = [p for p in reading.problems if p.code == "CELL_ERROR"]
    assert problem.place == "Abstract!C1"
    assert "Estimate!Z1" in problem.message


def test_the_figures_of_a_general_abstract_are_kept_with_their_cells():
    abstract = make_sheet(
        "General Abstract", "1 | Part A Civil | Rs. | 1000\n | TOTAL | Rs. | 1000"
    )
    (summary,) = read_sheets(abstract, make_sheet("Estimate", TABLE)).summaries
    assert [(row.text, row.amount, row.cell) for row in summary.rows] == [
        ("Part A Civil", 1000, "D1"),
        ("TOTAL", 1000, "D2"),
    ]


def test_a_header_in_one_cell_is_laid_over_the_columns_below_it():
    sheet = make_sheet(
        "Table 1",
        "1: x\n2 | Earthwork | 10 | Cum | | 92 | P Cum | 920\n3 | Filling | 5 | Sqm | | 44 | P Sqm | 220\nTotal   Rs.  1,140.00",
    )
    sheet.rows[1] = {
        1: Cell("S.No      Particulars.     Quantity    Rate   Unit   Amount")
    }
    sheet.rows[5] = {1: Cell("S.N.   Particulars   Nos.   Length   Breadth   Qty.")}
    sheet.rows[6] = {1: Cell("Long walls")}
    (work,) = read_sheets(sheet).works
    assert [(i.quantity, i.unit, i.rate, i.amount) for i in work.items] == [
        (10, "Cum", 92, 920),
        (5, "Sqm", 44, 220),
    ]
    assert work.stated_total == 1140
    assert codes(work) == ["SHEET_SKIPPED A5"]


def test_two_works_in_one_sheet_are_never_added_together():
    header = "S.No | Quantity | Unit | Item | Rate | Amount"
    work = read_table(
        "\n".join(
            (
                "Name of work : Lights",
                header,
                "1 | 10 | Nos | Light | 100 | 1000",
                "||| Total || 1000",
                "Name of work : Pumps",
                header,
                "1 | 5 | Nos | Pump | 100 | 500",
                "||| Total || 500",
            )
        )
    )
    assert "ITEM_AFTER_TOTAL A5" in codes(work)
    assert work.has_errors


def test_the_name_of_the_work_repeated_on_the_next_page_is_no_second_work():
    header = "S.No | Quantity | Unit | Item | Rate | Amount"
    work = read_table(
        "\n".join(
            (
                "Name of work : Lights",
                header,
                "1 | 10 | Nos | Light | 100 | 1000",
                "Name of work : Lights.",
                header,
                "2 | 5 | Nos | Fan | 100 | 500",
                "||| Total || 1500",
            )
        )
    )
    assert not work.has_errors
    assert len(work.items) == 2
