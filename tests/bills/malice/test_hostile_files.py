"""Files made to bring a reader down, or not what their names say, are read right or refused in one sentence."""

from __future__ import annotations

import io
import re
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest

from bills.domain.reading import read_works
from bills.domain.work import WorkbookReading
from bills.readers import Refusal, WorkbookUnreadable, read_workbook
from tests.bills.reading.office_files import convert, make_first_bill

SHEET = "xl/worksheets/sheet1.xml"
MOST_MEMORY = 60 << 20


@pytest.fixture(scope="module")
def bill() -> bytes:
    return make_first_bill(with_results=True)


@pytest.fixture(scope="module")
def figures(bill: bytes) -> list[object]:
    return figures_of(read(bill))


def read(content: bytes, name: str = "bill.xlsx") -> WorkbookReading:
    return read_works(read_workbook(name, content))


def figures_of(reading: WorkbookReading) -> list[object]:
    return [(work.sum_of_amounts, len(work.items)) for work in reading.works]


def refusal(content: bytes, name: str = "bill.xlsx") -> Refusal:
    with pytest.raises(WorkbookUnreadable) as caught:
        read(content, name)
    assert str(caught.value).endswith(".")
    return caught.value.code


def with_part(content: bytes, change: Callable[[str], str], name: str = SHEET) -> bytes:
    """The package with the XML of one part changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            if part == name:
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            new.writestr(part, data)
    return stream.getvalue()


def with_more(content: bytes, parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
    return stream.getvalue()


def with_row(content: bytes, cells: str) -> bytes:
    """The sheet with one more row at its end."""
    row = f'<row r="900">{cells}</row></sheetData>'
    return with_part(content, lambda xml: xml.replace("</sheetData>", row))


def is_thrifty(action: Callable[[], object]) -> bool:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_bomb_inside_a_part_that_nobody_needs_is_not_unpacked(bill, figures):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", b"0" * (20 << 20))
    content = with_more(bill, {"xl/media/more.zip": inner.getvalue()})

    assert is_thrifty(lambda: read(content))
    assert figures_of(read(content)) == figures


def test_thousands_of_parts_do_no_harm(bill, figures):
    content = with_more(bill, {f"xl/more/{n}.xml": b"<a/>" for n in range(5_000)})

    try:
        assert figures_of(read(content)) == figures
    except WorkbookUnreadable as error:
        assert error.code is Refusal.TOO_LARGE


def test_a_part_that_is_there_twice_is_read_once_or_refused(bill):
    content = with_more(bill, {SHEET: b"<worksheet/>"})

    try:
        read(content)
    except WorkbookUnreadable as error:
        assert error.code in (Refusal.DAMAGED, Refusal.UNSAFE)


def test_a_sheet_that_claims_every_cell_there_can_be_is_read_by_those_it_has(
    bill, figures
):
    claim = '<dimension ref="A1:XFD1048576"/>'
    content = with_part(
        bill,
        lambda xml: re.sub("<dimension [^>]*/>", "", xml).replace(
            "<sheetData>", f"{claim}<sheetData>"
        ),
    )
    assert is_thrifty(lambda: read(content))
    assert figures_of(read(content)) == figures


def test_cells_with_a_format_and_nothing_in_them_cost_nothing(bill, figures):
    empty = '<c s="1"/>' * 2_000
    rows = "".join(f'<row r="{row}">{empty}</row>' for row in range(200, 300))
    content = with_part(
        bill, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>")
    )
    assert is_thrifty(lambda: read(content))
    assert figures_of(read(content)) == figures


def test_a_merge_over_the_whole_sheet_is_survived(bill):
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = with_part(
        bill,
        lambda xml: re.sub("<mergeCells.*?</mergeCells>", "", xml).replace(
            "</sheetData>", f"</sheetData>{merge}"
        ),
    )
    assert is_thrifty(lambda: read(content))


def test_a_formula_of_ten_thousand_brackets_is_survived(bill, figures):
    formula = "(" * 10_000 + "1" + ")" * 10_000
    content = with_row(bill, f'<c r="K900"><f>{formula}</f></c>')

    assert figures_of(read(content)) == figures


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("".join(f"{n:x} " for n in range(9_000)), Refusal.TEXT_TOO_LONG),
        ("x" * (10 << 20), Refusal.TOO_LARGE),  # it unpacks a thousandfold
    ],
    ids=["forty thousand characters", "ten megabytes"],
)
def test_a_text_longer_than_excel_allows_is_refused(bill, text, code):
    content = with_row(bill, f'<c r="D900" t="inlineStr"><is><t>{text}</t></is></c>')

    assert refusal(content) is code


@pytest.mark.parametrize("value", ["1E308", "-1E308", "1E309", "NaN", "INF", "1E-320"])
def test_a_number_beyond_all_bounds_is_survived(bill, value):
    content = with_row(bill, f'<c r="B900"><v>{value}</v></c>')

    try:
        read(content)
    except WorkbookUnreadable as error:
        assert error.code is Refusal.DAMAGED


@pytest.mark.parametrize("value", ["-5", "0", "2958466"])
def test_a_day_before_or_after_the_calendar_is_survived(bill, value):
    dated = f'<c r="K900" s="1"><v>{value}</v></c>'
    styles = "xl/styles.xml"
    content = with_part(
        with_row(bill, dated),
        lambda xml: re.sub(
            r"(<cellXfs[^>]*>.*?<xf )", r'\1applyNumberFormat="1" ', xml, count=1
        ).replace('numFmtId="0"', 'numFmtId="14"'),
        styles,
    )
    read(content)


def test_a_workbook_with_macros_is_read_and_they_are_not_looked_at(bill, figures):
    content = with_more(bill, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no macro"})

    assert figures_of(read(content, "bill.xlsm")) == figures


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"<html><table><tr><td>Total</td></tr></table></html>",
        b"MZ\x90\x00",
    ],
    ids=["pdf", "jpg", "png", "html", "program"],
)
def test_another_kind_of_file_under_the_name_of_a_workbook_is_refused(content):
    assert refusal(content) is Refusal.NOT_A_WORKBOOK


def test_a_new_workbook_under_an_old_name_is_read_by_what_it_is(bill, figures):
    assert figures_of(read(bill, "bill.xls")) == figures


@pytest.mark.office
def test_an_old_workbook_under_a_new_name_is_read_by_what_it_is(
    bill, figures, tmp_path
):
    assert figures_of(read(convert(bill, "xls", tmp_path), "bill.xlsx")) == figures


@pytest.mark.parametrize("share", range(10, 100, 10))
def test_a_file_cut_anywhere_is_refused(bill, share):
    assert refusal(bill[: len(bill) * share // 100]) in (
        Refusal.DAMAGED,
        Refusal.NOT_A_WORKBOOK,
    )
