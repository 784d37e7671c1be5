"""Columns come from the words of the header, wherever it stands."""

from __future__ import annotations

import pytest

from bills.domain.table_header import Role, find_role
from tests.bills.domain_reading.text_tables import (
    codes,
    make_sheet,
    read_sheets,
    read_table,
)

SPELLINGS = {
    Role.SERIAL: "Sl|Sl.|Sl.No|Sl. No.|Sl No|S.No|S. No.|S No|Sr.No|Sr. No.|Serial No|#",
    Role.QUANTITY: "Quantity|Qty|Qty.|Quantity (Unit)|Qty (Estimate)|Quantity Till Date",
    Role.DESCRIPTION: "Item|Item Description|Description|Description of Item|"
    "Description of work|Description of item of work|Particulars",
    Role.RATE: "Rate|Rate per Unit|Rate (Estimate)|Rate in Rs.",
    Role.PER: "Per|Per Unit",
    Role.UNIT: "Unit",
    Role.AMOUNT: "Amount|Amount in Rs.|Amt|Amount (Estimate)|Total Value till date",
    Role.EXECUTED_QUANTITY: "Qty (Execution)|Workslip-2 Qty|Executed Quantity|Exec. Qty",
    Role.EXECUTED_AMOUNT: "Amount (Execution)|Workslip-2 Amt",
    Role.MORE: "More",
    Role.LESS: "Less",
    Role.REMARKS: "Remarks",
}


@pytest.mark.parametrize(
    ("text", "role"),
    [(text, role) for role, texts in SPELLINGS.items() for text in texts.split("|")],
)
def test_every_accepted_spelling_names_its_column(text, role):
    assert find_role(text) is role
    assert find_role(f"  {text.upper()} ") is role


@pytest.mark.parametrize(
    ("text", "role"),
    [("Particualrs", Role.DESCRIPTION), ("Discription", Role.DESCRIPTION)],
)
def test_a_misspelt_long_word_is_understood(text, role):
    assert find_role(text) is role


@pytest.mark.parametrize("text", ["Nos", "Mtrs", "More than 5 m", "Location", "Lights"])
def test_other_words_name_no_column_of_figures(text):
    assert find_role(text) in (None, Role.MEASUREMENT)


def test_a_merged_header_covers_its_columns_from_left_to_right():
    work = read_table(
        """
ESTIMATE
Name of the work : Lights
Sl.No | Quantity (Unit) | | Item Description | Rate | Per Unit | | Amount
1 | 10 | Nos | Light | 100 | 10 | No | 100
""",
        merges="A1:H1 A2:H2 B3:C3 F3:G3",
    )
    assert work.columns == {
        "serial": "A",
        "quantity": "B",
        "unit": "C",
        "description": "D",
        "rate": "E",
        "per": "F",
        "unit_singular": "G",
        "amount": "H",
    }
    (line,) = work.items
    assert (line.unit, line.unit_singular, line.per, line.amount) == (
        "Nos",
        "No",
        10,
        100,
    )


def test_a_row_of_column_numbers_below_the_header_is_no_item():
    for numbers in ("1|2|3|4|5|6", '"(1)"|"(2)"|"(3)"|"(4)"|"(5)"|"(6)"'):
        work = read_table(f"""
S.No | Description | Quantity | Unit | Rate | Amount
{numbers}
1 | Light | 10 | Nos | 100 | 1000
""")
        assert len(work.items) == 1
        assert work.headings == ()


def test_a_header_repeated_on_a_later_page_is_no_item():
    work = read_table("""
S.No | Description | Quantity | Rate | Amount
1 | Light | 10 | 100 | 1000
S.No | Description | Quantity | Rate | Amount
2 | Fan | 10 | 100 | 1000
""")
    assert [line.description for line in work.lines] == ["Light", "Fan"]


def test_a_later_header_with_other_columns_is_followed_and_told():
    work = read_table("""
S.No | Description | Quantity | Rate | Amount
1 | Light | 10 | 100 | 1000
S.No | Quantity | Description | Rate | Amount
2 | 3 | Fan | 200 | 600
""")
    assert [(i.description, i.quantity) for i in work.items] == [
        ("Light", 10),
        ("Fan", 3),
    ]
    assert codes(work) == ["HEADER_NOT_FOUND A3", "TOTAL_NOT_FOUND"]


def test_a_second_quantity_column_is_a_doubt_that_is_told():
    work = read_table("""
S.No | Description | Quantity | Quantity | Rate | Amount
1 | Light | 10 | 12 | 100 | 1000
""")
    assert work.items[0].quantity == 10
    assert "HEADER_NOT_FOUND D1" in codes(work)


def test_a_column_item_beside_a_description_holds_the_serial():
    work = read_table("""
Item | Description | Unit | Quantity | Rate | Amount
1.1 | Light | Nos | 10 | 100 | 1000
""")
    assert (work.items[0].serial, work.items[0].description) == ("1.1", "Light")


def test_the_unnamed_column_before_the_first_heading_holds_the_serials():
    work = read_table("""
 | Description | Qty | Rate | Amount
1.1 | Light | 10 | 100 | 1000
""")
    assert work.items[0].serial == "1.1"


def test_an_unnamed_column_of_units_beside_the_quantity_is_the_unit():
    work = read_table("""
S.No. | Particulars. | Quantity | | Rate | Unit | Amount
1 | Brick work | 2 | Cum | 1186 | P Cum | 2372
2 | Labour | 3 | Nos | 100 | Each | 300
""")
    assert [(i.unit, i.unit_singular) for i in work.items] == [
        ("Cum", "Cum"),
        ("Nos", "Each"),
    ]


def test_units_on_the_row_below_belong_to_the_item_above():
    work = read_table("""
S. No. | Particualrs | Qty. | Rate | Amount
1 | Earthwork | 1534 | 150 | 230100
  |           | cum  | per cum |
2 | Joints | 10 | 1500 | 150
  |        | RM | per 100 RM |
""")
    assert [(i.unit, i.per, i.unit_singular, i.amount) for i in work.items] == [
        ("cum", 1, "cum", 230100),
        ("RM", 100, "RM", 150),
    ]
    assert codes(work) == ["TOTAL_NOT_FOUND"]


@pytest.mark.parametrize(
    ("per", "amount", "expected"),
    [
        ("100", 1000, 100),
        ("per 100 Nos", 1000, 100),
        ("P Cum", 100000, 1),
        ("Each", 100000, 1),
    ],
)
def test_a_rate_may_be_for_many_units(per, amount, expected):
    work = read_table(f"""
S.No | Description | Quantity | Rate | Per | Amount
1 | Bricks | 1000 | 100 | {per} | {amount}
""")
    assert (work.items[0].per, work.items[0].amount) == (expected, amount)


@pytest.mark.parametrize(("amount", "per"), [(3000, 100), (300000, 1)])
def test_a_number_in_the_unit_column_counts_as_the_amount_says(amount, per):
    work = read_table(f"""
S.No | Description | Quantity | Unit | Rate | Amount
1 | Bricks | 250 | 100 Nos | 1200 | {amount}
""")
    assert work.items[0].per == per


def test_a_sheet_of_measurements_is_no_estimate():
    reading = read_sheets(
        make_sheet(
            "MES",
            """
S.N. | Particulars | Nos. | | Length | | Breadth | | Height | | Qty. | Units
1 | Brick work | | | | | | | | | |
  | Long walls | 2 | x | 45.85 | x | 0.23 | x | 3.65 | = | 76.98 | Cum
""",
        )
    )
    assert reading.works == ()
    assert codes(reading) == ["FILE_UNREADABLE", "SHEET_SKIPPED"]
