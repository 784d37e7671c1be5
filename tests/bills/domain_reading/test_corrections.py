"""What the office corrects is applied before anything is computed, and told at its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.corrections import Corrections, SheetCorrections
from bills.domain.work import LineKind, RowMark, SheetKind
from tests.bills.domain_reading.text_tables import codes, make_sheet, read_sheets

TABLE = """
Name of work : Lights
Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount
1 | 10 | Nos | Light | 500 | 1 | No | =ROUND(B3*E3,2)
2 | 4  | Nos | Fan   |     | 1 | No | =ROUND(B4*E4,2)
  |    |     | Total |     |   |    | =SUM(H3:H4)
"""


def read(table=TABLE, title="Bill", **corrected):
    corrections = {title: SheetCorrections(**corrected)}
    return read_sheets(make_sheet(title, table), corrections=corrections)


def told(reading):
    return [p.message for p in reading.problems if p.code == "CORRECTED"]


def test_a_blank_rate_typed_takes_the_error_away_and_every_total_follows():
    assert "RATE_MISSING E4" in codes(read())
    reading = read(cells={"E4": "45.50"})
    (work,) = reading.works
    assert work.sum_of_amounts == Decimal("5182.00")
    assert work.stated_total == Decimal("5182.00")
    assert codes(reading) == ["CORRECTED E4"]
    assert told(reading) == ["Bill!E4: corrected from blank to 45.5 by the office"]


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [("1,250", 1250), ("Rs. 12/-", 12), (" 7.5 ", Decimal("7.5"))],
)
def test_a_figure_is_typed_as_offices_type_it(typed, quantity):
    (work,) = read(cells={"B3": typed, "E4": "1"}).works
    assert work.items[0].quantity == quantity


def test_a_formula_is_replaced_and_what_it_gave_is_told():
    reading = read(cells={"H3": "4999", "E4": "1"})
    assert reading.works[0].items[0].stated_amount == 4999
    assert "Bill!H3: corrected from =ROUND(B3*E3,2) to 4999 by the office" in told(
        reading
    )


def test_a_cell_can_be_made_blank():
    reading = read(cells={"B4": "", "E4": "45.50"})
    assert "QTY_MISSING B4" in codes(reading)
    assert "Bill!B4: corrected from 4 to blank by the office" in told(reading)


def test_typed_text_that_begins_with_an_equals_sign_is_no_formula():
    (work,) = read(cells={"D3": "=B3*2", "E4": "1"}).works
    assert work.items[0].description == "=B3*2"


@pytest.mark.parametrize("cell", ["Z9", "B900", "14", "A0", "AAAA1"])
def test_a_cell_that_is_not_there_is_a_warning(cell):
    reading = read(cells={cell: "5"})
    (problem,) = [p for p in reading.problems if p.code == "CORRECTED"]
    assert problem.level == "warning"
    assert cell in problem.message


def test_a_sheet_that_is_not_there_is_a_warning():
    reading = read_sheets(
        make_sheet("Bill", TABLE),
        corrections={"Bil": SheetCorrections(cells={"E4": "5"})},
    )
    (problem,) = [p for p in reading.problems if p.code == "CORRECTED"]
    assert (problem.level, problem.sheet) == ("warning", "Bil")


def test_a_sheet_that_is_not_used_gives_nothing_and_no_error():
    reading = read(kind=SheetKind.REFERENCE)
    assert reading.works == ()
    (sheet,) = reading.sheets
    assert sheet.kind is SheetKind.REFERENCE
    assert not sheet.has_errors
    assert told(reading) == [
        "Bill: corrected from first bill to reference by the office"
    ]


def test_a_sheet_said_to_be_an_estimate_is_one():
    reading = read(kind=SheetKind.ESTIMATE, cells={"E4": "1"})
    assert reading.works[0].kind is SheetKind.ESTIMATE


def test_a_hidden_sheet_that_the_office_names_a_kind_for_is_read():
    sheet = make_sheet("Bill", TABLE)
    sheet.is_hidden = True
    wanted = SheetCorrections(kind=SheetKind.ESTIMATE)
    reading = read_sheets(sheet, corrections={"Bill": wanted})
    assert len(reading.works) == 1


UNKNOWN = """
Lights of the town hall
alpha | beta | gamma | delta | epsilon
1 | Light | 10 | 500 | 5000
2 | Fan   | 4  | 250 | 1000
"""
MEANT = {
    "A": "serial",
    "B": "description",
    "C": "quantity",
    "D": "rate",
    "E": "amount",
}


def test_an_unrecognised_sheet_is_read_by_what_the_office_says_of_it():
    assert not read(UNKNOWN, "Sheet1").works
    reading = read(
        UNKNOWN, "Sheet1", header_row=2, columns=MEANT, kind=SheetKind.ESTIMATE
    )
    (work,) = reading.works
    assert [(i.serial, i.description, i.amount) for i in work.items] == [
        ("1", "Light", Decimal("5000.00")),
        ("2", "Fan", Decimal("1000.00")),
    ]
    assert "Sheet1!A2: corrected from no header to header row 2 by the office" in told(
        reading
    )
    assert "Sheet1!C2: corrected from nothing to quantity by the office" in told(
        reading
    )


def test_a_header_row_alone_is_kept_so_that_its_columns_can_be_told():
    (sheet,) = read(UNKNOWN, "Sheet1", header_row=2).sheets
    assert (sheet.header_row, sheet.kind) == (2, SheetKind.UNRECOGNISED)
    assert sheet.signature


def test_columns_without_a_header_row_are_a_warning():
    reading = read(UNKNOWN, "Sheet1", columns=MEANT)
    assert [p.level for p in reading.problems if p.code == "CORRECTED"] == ["warning"]


def test_two_columns_that_were_taken_for_each_other_are_changed_round():
    table = TABLE.replace("Quantity", "Rate ").replace("| Rate |", "| Quantity |")
    reading = read(table, columns={"B": "quantity", "E": "rate"}, cells={"E4": "2"})
    assert reading.works[0].items[0].quantity == 10
    assert reading.sheets[0].columns["B"] == "quantity"


def test_of_two_columns_of_one_meaning_the_last_given_counts():
    reading = read(columns={"E": "quantity", "B": "quantity", "H": "rate"})
    assert reading.sheets[0].columns["B"] == "quantity"
    assert "E" not in reading.sheets[0].columns


def test_a_column_loses_its_meaning():
    reading = read(columns={"H": ""}, cells={"E4": "1"})
    assert "H" not in reading.sheets[0].columns
    assert reading.works[0].items[0].stated_amount is None


@pytest.mark.parametrize("columns", [{"ZZ": "rate"}, {"E": "price"}, {"5": "rate"}])
def test_a_column_or_a_meaning_that_is_not_there_is_a_warning(columns):
    reading = read(columns=columns)
    assert [p.level for p in reading.problems if p.code == "CORRECTED"] == ["warning"]


def test_a_header_repeated_on_the_next_page_does_not_undo_the_corrected_columns():
    table = TABLE.replace(
        "2 | 4 ", "Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount\n2 | 4 "
    )
    reading = read(table, columns={"C": "quantity", "B": "unit"})
    first, second = reading.works[0].items
    assert (first.unit, second.unit) == ("10", "4")


ROWS = """
Sl.No | Quantity | Unit | Item | Rate | Per | Unit | Amount
1 | 10 | Nos | Light of the hall | 500 | 1 | No | 5000
  | 2  | Nos | Beyond the estimate | 500 | 1 | No | 1000
  |    |     | of all kinds      |     |   |    |
  |    |     | Price of it all   |     |   |    | 6000
"""


@pytest.mark.parametrize(
    ("row", "mark", "found"),
    [
        (2, RowMark.AE, "item"),
        (2, RowMark.HEADING, "item"),
        (2, RowMark.LEFT_OUT, "item"),
        (3, RowMark.ITEM, "heading"),
        (3, RowMark.CONTINUATION, "heading"),
        (2, RowMark.TOTAL, "item"),
        (4, RowMark.TOTAL, "item"),
    ],
)
def test_a_row_is_what_the_office_says_whatever_it_looks_like(row, mark, found):
    number = row + 1
    reading = read(ROWS, "Estimate", rows={number: mark})
    assert reading.sheets[0].marks[number] is mark
    used = mark.value.replace("_", " ")
    assert told(reading) == [
        f"Estimate!D{number}: corrected from {found} to {used} by the office"
    ]


def test_a_row_said_to_be_an_ae_row_belongs_to_the_item_above():
    (work,) = read(ROWS, "Estimate", rows={3: RowMark.AE, 5: RowMark.TOTAL}).works
    assert [line.kind for line in work.items] == [LineKind.ITEM, LineKind.AE]
    assert work.stated_total == 6000
    assert work.sum_of_amounts == Decimal("6000.00")


def test_a_row_said_to_be_a_total_has_its_figures_checked():
    reading = read(ROWS.replace("6000", "6500"), "Estimate", rows={5: RowMark.TOTAL})
    assert "TOTAL_MISMATCH H5" in codes(reading)


def test_a_row_left_out_takes_its_error_along():
    assert codes(read(rows={4: RowMark.LEFT_OUT})) == ["CORRECTED D4"]


def test_a_hidden_row_said_to_be_an_item_is_one():
    sheet = make_sheet("Estimate", ROWS, hidden=(3,))
    wanted = SheetCorrections(rows={3: RowMark.ITEM})
    (work,) = read_sheets(sheet, corrections={"Estimate": wanted}).works
    assert "Beyond the estimate" in [line.description for line in work.items]


def test_text_below_the_totals_said_to_be_a_heading_is_carried():
    table = ROWS.replace("Price of it all", "Total") + "Prepared by | | | Clerk\n"
    (work,) = read(table, "Estimate", rows={6: RowMark.HEADING}).works
    assert [line.description for line in work.headings] == ["of all kinds", "Clerk"]


@pytest.mark.parametrize("row", [1, 40])
def test_a_row_outside_the_table_is_a_warning(row):
    reading = read(rows={row: RowMark.ITEM})
    assert [p.level for p in reading.problems if p.code == "CORRECTED"] == ["warning"]


def test_a_field_typed_is_the_field_of_the_work_and_has_no_cell():
    reading = read(fields={"name_of_work": "Lamps"})
    field = reading.works[0].fields["name_of_work"]
    assert (field.value, field.sheet, field.cell) == ("Lamps", "Bill", "")
    assert told(reading) == [
        'Bill: corrected from name of work "Lights" to name of work "Lamps" '
        "by the office"
    ]


def test_a_field_that_no_header_has_is_a_warning():
    reading = read(fields={"colour": "red"})
    assert [p.level for p in reading.problems if p.code == "CORRECTED"] == ["warning"]


def test_the_title_of_a_bill_can_be_typed():
    (work,) = read(fields={"cc_header": "CC Third & Part Bill"}).works
    assert work.title == "CC Third & Part Bill"


def test_what_is_corrected_on_one_sheet_leaves_the_others_alone():
    reading = read_sheets(
        make_sheet("Bill-1", TABLE),
        make_sheet("Bill-2", TABLE),
        corrections={"Bill-1": SheetCorrections(cells={"E4": "5"})},
    )
    first, second = reading.works
    assert not first.has_errors
    assert second.has_errors


def test_corrections_are_the_same_when_they_come_back_from_json():
    corrections = Corrections(
        {
            "Bill": SheetCorrections(
                kind=SheetKind.ESTIMATE,
                header_row=4,
                columns={"B": "rate", "C": ""},
                rows={7: RowMark.AE},
                cells={"E4": "", "E5": "5"},
                fields={"agency": "Sri"},
            )
        }
    )
    assert Corrections.from_json(corrections.as_json()) == corrections
