"""The rows stand in the preview as Excel shows them, each with what it was taken for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bills.domain.corrections import Corrections
from bills.domain.formulas import Workings
from bills.domain.grid import CellStyle, Grid, Sheet
from bills.domain.reading import read_works
from bills.domain.sheet_view import SheetView
from bills.queries.reading_rows import RowView, view_row
from bills.services import build_preview
from bills.services.preview_rows import MOST_ROWS_UNREAD, RowWriter
from tests.bills.domain_reading.text_tables import make_sheet
from tests.bills.preview.workbooks import CABLE, estimate

TABLE = """
    1: *ESTIMATE*
    2: Name of work : Street lights
    3: Sl.No | Quantity | Unit | Description of item | Rate | Amount
    4: *PART A*
    5: 1 | 1500 | Nos | LED street light with bracket | 1228.5 | =ROUND(B5*E5,2)
    6: 2 | 2.345 | Cum | Concrete in foundation | 0.125 | =ROUND(B6*E6,2)
    7: 3 | 5 | Nos | Not wanted any more | 10 | 50
    8: | | | Total | | =SUM(F5:F6)
    9: Signature of the engineer
"""


@pytest.fixture
def sheet() -> Sheet:
    return make_sheet("Estimate", TABLE, merges="A1:F1", hidden=(7,))


def rows(sheet: Sheet, corrections: Corrections | None = None) -> dict[int, RowView]:
    """The rows of the sheet as the page shows them."""
    grid = Grid("test.xlsx", [sheet])
    workings = Workings(grid)
    said = corrections or Corrections()
    reading = read_works(grid, corrections=said, workings=workings)
    (understood,) = reading.sheets
    writer = RowWriter(SheetView(sheet, workings), understood, said.of("Estimate"))
    parts = list(writer.write_parts(list(reading.problems)))
    documents: list[dict[str, Any]] = [
        row for part in parts for row in json.loads(part)
    ]
    return {row["row"]: view_row(row, writer.columns) for row in documents}


def texts(row: RowView) -> list[str]:
    return [cell.text for cell in row.cells]


def test_every_row_says_what_it_was_taken_for(sheet):
    marks = {number: row.mark_word for number, row in rows(sheet).items()}

    assert marks == {
        1: "",
        2: "Field",
        3: "Header",
        4: "Heading",
        5: "Item",
        6: "Item",
        7: "Left out",
        8: "Total",
        9: "Left out",
    }


def test_amounts_are_calculated_and_grouped_as_in_india(sheet):
    row = rows(sheet)[5]

    assert texts(row)[4:] == ["1,228.50", "18,42,750.00"]
    assert row.cells[5].look == "figure"


def test_quantities_and_small_rates_stand_as_typed(sheet):
    assert texts(rows(sheet)[6])[1:5] == [
        "2.345",
        "Cum",
        "Concrete in foundation",
        "0.125",
    ]


def test_a_hidden_row_is_shown_and_named(sheet):
    assert [number for number, row in rows(sheet).items() if row.is_hidden] == [7]


def test_a_merged_title_covers_its_columns(sheet):
    (title,) = rows(sheet)[1].cells

    assert (title.text, title.span) == ("ESTIMATE", 6)


def test_text_outside_the_table_runs_over_the_blank_cells_after_it(sheet):
    (name,) = rows(sheet)[2].cells
    total = rows(sheet)[8].cells

    assert name.span == 6
    assert [cell.letter for cell in total][-1] == "F"


def test_a_cell_knows_its_meaning_and_what_is_wrong_with_it(sheet):
    sheet.rows[5].pop(5)

    rate = rows(sheet)[5].cells[4]

    assert (rate.letter, rate.meaning, rate.text) == ("E", "Rate", "")
    assert rate.level == "error"
    assert rows(sheet)[5].level == "error"


def test_a_corrected_cell_tells_what_stood_there(sheet):
    said = Corrections.from_json({"Estimate": {"cells": {"B5": "1600"}}})

    row = rows(sheet, said)[5]

    assert row.cells[1].text == "1600"
    assert row.cells[1].was == "1500"
    assert row.cells[5].text == "19,65,600.00"


def test_a_percentage_is_shown_as_one(sheet):
    sheet.rows[9][2] = sheet.rows[6][5]
    sheet.rows[9][2].style = CellStyle(is_percent=True)

    assert "12.5%" in texts(rows(sheet)[9])


def test_of_a_sheet_that_is_not_read_only_the_beginning_is_shown():
    lines = [["Measured", n] for n in range(MOST_ROWS_UNREAD + 50)]
    content = estimate([CABLE], lines, header=("Sl.No", "Quantity"))

    document = build_preview(filename="book.xlsx", content=content)

    unread = document["sheets"][1]
    assert unread["reason"]
    assert unread["row_count"] == MOST_ROWS_UNREAD
    assert unread["totals"]["rows_left"] == 54
