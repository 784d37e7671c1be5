"""The sheet of a first bill: page, looks, exact figures, and text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bills.writers.first_bill import write_first_bills
from bills.writers.sheet import MAX_CELL_TEXT, CellTextTooLong
from bills.writers.text_fit import cell_width, count_lines
from tests.golden.sheets import open_formulas, open_results
from tests.golden.works import CREATED, FIELDS, example, first_bill, heading, item, work


def write(*works, **options) -> bytes:
    bills = [first_bill(work) for work in works]
    return write_first_bills(bills, created=CREATED, **options)


def sheet_of(*works, **options):
    return open_formulas(write(*works, **options)).worksheets[0]


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_one_bill_is_on_a_sheet_named_bill() -> None:
    assert open_formulas(write(example())).sheetnames == ["Bill"]


def test_several_bills_are_numbered_and_keep_their_own_totals() -> None:
    book = open_results(write(example(), example("60", "5")))
    assert book.sheetnames == ["Bill-1", "Bill-2"]
    assert [sheet["H15"].value for sheet in book] == [36261.35, 13544.29]


def test_the_page_is_a4_portrait_one_wide_with_the_heading_row_repeated() -> None:
    sheet = sheet_of(example())
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in [
        (None, 0),
        (1, 0),
    ]
    assert sheet.print_title_rows == "$10:$10"
    assert "Page &P of &N" in part(write(example())).replace("&amp;", "&")


def test_every_filled_cell_is_in_times_new_roman_within_borders() -> None:
    for row in sheet_of(work(heading("Part A"), item("Light", "1", "5"))).iter_rows():
        for cell in row:
            assert cell.font.name == "Times New Roman"
            assert cell.border.top.style == cell.border.bottom.style == "thin"


def test_heading_and_totals_rows_are_bold_on_their_fills() -> None:
    sheet = sheet_of(example())
    for rows, fill in (((10,), "FFC8C8C8"), ((13, 14, 15), "FFE6E6E6")):
        for row in rows:
            for cell in sheet[row]:
                assert cell.fill.fgColor.rgb == fill
                assert cell.font.bold


def test_columns_have_the_widths_of_the_specification() -> None:
    dimensions = sheet_of(example()).column_dimensions
    widths = [int(dimensions[letter].width) for letter in "ADH"]
    assert widths == [6, 45, 15]


def test_a_heading_is_text_in_the_item_column_only() -> None:
    sheet = sheet_of(work(heading("Part A"), item("Light", "1", "5")))
    assert [cell.value for cell in sheet[11]] == [None] * 3 + ["Part A"] + [None] * 4


@pytest.mark.parametrize("mark", ["=1+1", "+91 40", "-5 mm cable", "@SUM(A1)", "{=1}"])
def test_text_that_looks_like_a_formula_stays_text(mark) -> None:
    text = f"{mark} light"
    sheet = sheet_of(
        work(
            heading(mark), item(text, "1", "5", mark), fields={**FIELDS, "agency": mark}
        )
    )
    assert sheet["D11"].value == mark
    assert (sheet["D12"].value, sheet["D12"].data_type) == (text, "s")
    assert (sheet["C12"].value, sheet["C12"].data_type) == (mark, "s")
    assert sheet["A7"].value == f"Name of the Agency : {mark}"


def test_an_address_in_a_text_is_not_made_a_link() -> None:
    sheet = sheet_of(work(item("https://example.org/spec", "1", "5")))
    assert sheet["D11"].hyperlink is None


def test_a_rate_for_several_units_divides_and_shows_them() -> None:
    content = write(work(item("Cable", "250", "1200.00", "Mtrs", per="100")))
    sheet = open_formulas(content).worksheets[0]
    assert sheet["F11"].value == 100
    assert sheet["H11"].value == "=ROUND(B11*E11/F11,2)"
    assert open_results(content).worksheets[0]["H11"].value == 3000


quantities = st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(quantities, min_size=1, max_size=20))
def test_quantities_are_stored_as_their_shortest_decimal_text(figures) -> None:
    lines = [item("Light", str(figure), "9.95") for figure in figures]
    xml = part(write(work(*lines)))
    for row, figure in enumerate(figures, start=11):
        (stored,) = re.findall(rf'<c r="B{row}"[^>]*><v>([^<]*)</v>', xml)
        assert Decimal(stored) == figure
        assert stored == format(figure.normalize() + 0, "f")
        assert re.findall(rf'<c r="E{row}"[^>]*><v>([^<]*)</v>', xml) == ["9.95"]


def test_plain_serials_are_numbers_and_others_are_text() -> None:
    lines = [item("Light", "1", "5", serial=serial) for serial in ("3", "2a", "007")]
    sheet = sheet_of(work(*lines))
    assert [sheet[f"A{row}"].value for row in (11, 12, 13)] == [3, "2a", "007"]


def test_the_option_groups_amounts_in_lakhs() -> None:
    sheet = sheet_of(example(), indian_grouping=True)
    expected = r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00"
    assert sheet["H15"].number_format == expected


def test_the_same_bill_written_twice_has_the_same_bytes() -> None:
    assert write(example()) == write(example())


LONG = "Supplying, erecting and testing of distribution board with bus bars. "
TELUGU = "వరంగల్ అతిథి గృహములో వీధి దీపాల ఏర్పాటు "


@pytest.mark.parametrize("text", [LONG * 4, TELUGU * 12, "x" * 400, "a\nb\nc\nd\ne"])
def test_a_row_is_as_high_as_its_wrapped_text(text) -> None:
    sheet = sheet_of(work(item(text, "1", "5")))
    lines = count_lines(text, cell_width([45], indent=1), 11)
    assert lines >= 5
    assert sheet.row_dimensions[11].height >= lines * 13


def test_a_text_too_long_for_the_highest_row_is_set_smaller() -> None:
    sheet = sheet_of(work(item(LONG * 40, "1", "5")))
    assert sheet.row_dimensions[11].height <= 409
    size = int(sheet["D11"].font.size)
    assert 6 <= size < 11
    assert count_lines(LONG * 40, cell_width([45], indent=1), size) * size <= 409


def test_a_long_name_of_work_gets_a_higher_row_of_the_header_block() -> None:
    named = work(item("Light", "1", "5"), fields={"name_of_work": LONG * 12})
    heights = sheet_of(named).row_dimensions
    assert heights[2].height > 4 * heights[3].height


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut() -> None:
    with pytest.raises(CellTextTooLong):
        write(work(item("x" * (MAX_CELL_TEXT + 1), "1", "5")))
