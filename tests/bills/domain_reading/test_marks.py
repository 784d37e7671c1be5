"""Every row of every sheet says what it was taken for."""

from __future__ import annotations

from bills.domain.work import RowMark, SheetKind
from tests.bills.domain_reading.text_tables import make_sheet, read_sheets

ESTIMATE = """
Office of the Executive Engineer
Name of work : Lights
Agency |
M/s Sri
Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

  |   |     | *Part A* | | | |
1 | 2 | | Light | 500 | 1 |    | 1000
  | "Nos" | | | | | |
  |   |     | of the kind that the office has approved | | | |
  | 1 | Nos | AE1 | 500 | 1 | No | 500
2 | 9 | Nos | Switched off | 5 | 1 | No | 45
Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount
3 | 1 | No | Fan | 100 | 1 | No | 100
  |   |     | Total | | | | 1600
  |   |     | | | | | 77
  |   |     | Deduct T.P @ 5 % Less | | | | 80
  |   |     | Grand Total | | | | 1520
  |   |     | Assistant Engineer | | | |
"""


def read(table=ESTIMATE, title="Estimate", **options):
    (sheet,) = read_sheets(make_sheet(title, table, **options)).sheets
    return sheet


def test_each_row_has_its_mark_and_blank_and_free_rows_have_none():
    marks = read(hidden=(13,)).marks
    assert {row: mark.value for row, mark in sorted(marks.items())} == {
        2: "field",
        3: "field",
        4: "field",
        5: "header",
        6: "header",
        8: "heading",
        9: "item",
        10: "continuation",
        11: "heading",
        12: "ae",
        13: "left_out",
        14: "header",
        15: "item",
        16: "total",
        17: "left_out",
        18: "total",
        19: "total",
        20: "left_out",
    }


def test_a_specification_under_its_item_is_a_continuation():
    sheet = read(
        "Sl.No | Item | Quantity | Rate | Amount\n"
        "1 | Light | 2 | 500 | 1000\n"
        "  | of the kind that the office has approved | | |"
    )
    assert sheet.marks[3] is RowMark.CONTINUATION


def test_a_supplemental_heading_is_a_heading():
    sheet = read(
        "Sl.No | Item | Quantity | Rate | Amount\n"
        "1 | Light | 2 | 500 | 1000\n"
        "  | Supplemental Items | | |\n"
        "2 | Fan | 1 | 100 | 100"
    )
    assert sheet.marks[3] is RowMark.HEADING


def test_measurements_below_the_items_are_left_out_to_the_end():
    sheet = read(
        "Sl.No | Item | Quantity | Rate | Amount\n"
        "1 | Light | 2 | 500 | 1000\n"
        "  | Particulars | Nos | Length | Contents\n"
        "2 | Hall | 2 | 3 | 6"
    )
    assert sheet.marks[3] is RowMark.LEFT_OUT
    assert sheet.marks[4] is RowMark.LEFT_OUT


def test_a_sheet_that_is_not_read_still_says_its_kind_and_its_fields():
    reading = read_sheets(
        make_sheet("Title", "Name of work | Lights\nAgency | M/s Sri"),
        make_sheet("Notes", "Some words"),
        make_sheet("Empty", ""),
    )
    title, notes, empty = reading.sheets
    assert (title.kind, title.marks[1]) == (SheetKind.REFERENCE, RowMark.FIELD)
    assert title.fields["agency"].cell == "B2"
    assert (notes.kind, dict(notes.marks)) == (SheetKind.UNRECOGNISED, {})
    assert empty.reason == "the sheet is empty"


def test_the_scrutiny_card_that_we_write_is_no_work():
    sheet = read(
        "Scrutiny card\nCC First & Part Bill\n"
        "No. | Check | Finding | Verdict | Cells\n"
        "1 | Amounts | 4 of 4 amounts are right | right | Bill!H12",
        title="Scrutiny",
    )
    assert sheet.kind is SheetKind.REFERENCE
    assert [p.level for p in sheet.problems] == ["info"]


def test_a_sheet_in_error_tells_it_on_itself_and_not_on_the_others():
    bad = ESTIMATE.replace("| 500 | 1 |    |", "|     | 1 |    |").replace("1000", "")
    first, second = read_sheets(
        make_sheet("One", bad), make_sheet("Two", ESTIMATE)
    ).sheets
    assert first.has_errors
    assert not second.has_errors
