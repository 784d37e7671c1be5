"""A layout that the office corrected once is read so wherever its header comes again."""

from __future__ import annotations

from bills.domain.corrections import SheetCorrections
from bills.domain.work import SheetKind
from tests.bills.domain_reading.text_tables import make_sheet, read_sheets

HEADER = "alpha | beta | gamma | delta | epsilon"
MEANT = {
    "A": "serial",
    "B": "description",
    "C": "quantity",
    "D": "rate",
    "E": "amount",
}


def sheet(rows="1 | Light | 10 | 500 | 5000", header=HEADER, above="", title="Sheet1"):
    return make_sheet(title, f"{above}{header}\n{rows}")


def remember(of):
    wanted = SheetCorrections(header_row=min(of.rows), columns=MEANT)
    (read,) = read_sheets(of, corrections={of.title: wanted}).sheets
    return {read.signature: dict(read.columns)}


def test_the_same_header_in_another_workbook_at_another_row_is_read_so():
    layouts = remember(sheet())
    reading = read_sheets(
        sheet("7 | Fan | 2 | 30 | 60", above="A town hall\n\nIts fans\n"),
        layouts=layouts,
    )
    (work,) = reading.works
    assert (work.kind, work.header_row) == (SheetKind.ESTIMATE, 4)
    assert (work.items[0].description, work.items[0].amount) == ("Fan", 60)
    (read,) = reading.sheets
    assert read.is_remembered
    assert dict(read.columns) == MEANT
    (problem,) = [p for p in reading.problems if p.code == "CORRECTED"]
    assert (problem.level, problem.cell) == ("info", "A4")


def test_case_dots_and_spaces_of_a_header_do_not_matter():
    layouts = remember(sheet())
    other = "ALPHA. | Beta |  gamma | delta: | epsilon"
    assert read_sheets(sheet(header=other), layouts=layouts).works


def test_the_same_headings_in_other_columns_are_another_layout():
    layouts = remember(sheet())
    other = "beta | alpha | gamma | delta | epsilon"
    assert not read_sheets(sheet(header=other), layouts=layouts).works


def test_a_remembered_header_goes_before_what_its_words_say():
    known = sheet(header="Sl.No | Item | Quantity | Rate | Amount")
    first = read_sheets(known).sheets[0]
    layouts = {first.signature: {**MEANT, "C": "rate", "D": "quantity"}}
    (work,) = read_sheets(known, layouts=layouts).works
    assert (work.items[0].quantity, work.items[0].rate) == (500, 10)


def test_a_correction_of_the_sheet_goes_before_what_is_remembered():
    layouts = remember(sheet())
    wanted = SheetCorrections(columns={"C": "rate", "D": "quantity"})
    (work,) = read_sheets(
        sheet(), corrections={"Sheet1": wanted}, layouts=layouts
    ).works
    assert work.items[0].rate == 10


def test_a_header_below_row_60_is_not_looked_for():
    layouts = remember(sheet())
    far = sheet(above="\n".join(["words"] * 61) + "\n")
    assert not read_sheets(far, layouts=layouts).works


def test_a_workslip_keeps_all_its_phases_in_the_remembered_columns():
    workslip = make_sheet(
        "WorkSlip",
        "Sl.No | Description | Unit | Qty (Estimate) | Rate | Amount | "
        "Workslip-1 Qty | Workslip-1 Amt | Workslip-2 Qty | Workslip-2 Amt\n"
        "1 | Light | Nos | 10 | 5 | 50 | 4 | 20 | 6 | 30",
    )
    first = read_sheets(workslip).sheets[0]
    assert [first.columns[letter] for letter in "GHIJ"] == [
        "executed_quantity",
        "executed_amount",
    ] * 2
    layouts = {first.signature: first.columns}
    (work,) = read_sheets(workslip, layouts=layouts).works
    assert [(p.name, p.quantity) for p in work.items[0].phases] == [
        ("Workslip-1 Qty", 4),
        ("Workslip-2 Qty", 6),
    ]
    assert work.kind is SheetKind.WORKSLIP


def test_a_sheet_without_any_text_in_its_header_has_no_signature():
    wanted = SheetCorrections(header_row=1, columns=MEANT)
    numbers = make_sheet("Sheet1", "1 | 2 | 3 | 4 | 5\n1 | Light | 10 | 500 | 5000")
    (read,) = read_sheets(numbers, corrections={"Sheet1": wanted}).sheets
    assert read.signature == ""
