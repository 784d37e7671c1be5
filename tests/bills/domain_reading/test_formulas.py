"""Formulas are calculated in Decimal, with or without a stored result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bills.domain.formulas import UNSUPPORTED, NoteKind, Workings
from bills.domain.grid import Cell, CellError, Grid, Sheet
from tests.bills.domain_reading.text_tables import make_sheet

DATA = make_sheet("Datas", "10 | 20 | 30\n1.5 | 2.5 | text\n | | ")
OTHER = make_sheet("Ward's 5", "7")


def calculate(formula, stored=None, table='4 | 5 | 6\n-2 | hello | \n100 | "1,250" |'):
    sheet = make_sheet("Home", table)
    sheet.rows[99] = {26: Cell(stored, formula)}
    workings = Workings(Grid("t", [sheet, DATA, OTHER]))
    return workings.value(sheet, 99, 26), workings.take_notes()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("2^-1", "0.5"),
        ("10%", "0.1"),
        ("A1*10.615%", "0.4246"),
        ("A1-B1-C1", "-7"),
        ("100/7*7", "100"),
        ("1/3*3", "1"),
        (".5+1E2", "100.5"),
        ("+A1", "4"),
        ("--A1", "4"),
        ("$A$1+A$1+$A1", "12"),
        ("Datas!B1", "20"),
        ("'Datas'!$B$2*2", "5"),
        ("'Ward''s 5'!A1", "7"),
        ("SUM(A1:C1)", "15"),
        ("SUM(A1:C2)", "13"),
        ("SUM(A1,B1,2)", "11"),
        ("SUM(A:A)", "102"),
        ("SUM($1:$1)", "15"),
        ("SUM(Datas!A1:B2)", "34"),
        ("SUM(A1*B1/2)", "10"),
        ("ROUND(2.5,0)", "3"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(100.255,2)", "100.26"),
        ("ROUND(1234.5,-2)", "1200"),
        ("ROUND(2.345,)", "2"),
        ("MROUND(125,10)", "130"),
        ("MROUND(124.9,10)", "120"),
        ("ROUNDUP(1.001,2)", "1.01"),
        ("ROUNDDOWN(-1.009,2)", "-1"),
        ("IF(A1>B1,1,2)", "2"),
        ("IF(A1=4,SUM(A1:B1))", "9"),
        ("IF(A1<>4,1/0,3)", "3"),
        ("INT(-1.5)", "-2"),
        ("ABS(A2)", "2"),
        ("MIN(A1:C1,A2)", "-2"),
        ("MAX(A1:C2)", "6"),
        ("COUNT(A1:C3)", "5"),
        ("A3*B3", "125000"),
        ("Z1", "0"),
        ("IFERROR(1/0,9)", "9"),
        (" ROUND( A1 * B1 , 2 ) ", "20"),
    ],
)
def test_a_formula_has_its_value(formula, value):
    assert calculate(formula)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('IF(Z1="","",Z1*2)', ""),
        ('A1&" Nos"', "4 Nos"),
        ('IF("a"="A","same","other")', "same"),
        ('"say ""A1"""', 'say "A1"'),
        ("A1>=4", True),
        ("A1<>4", False),
    ],
)
def test_text_and_comparison_have_their_value(formula, value):
    assert calculate(formula)[0] == value


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("1/0", "#DIV/0!"),
        ("0/0", "#DIV/0!"),
        ("#REF!*2", "#REF!"),
        ("SUM(A1,#REF!)", "#REF!"),
        ("B2*2", "#VALUE!"),
        ("MROUND(5,-2)", "#NUM!"),
        ("10^400", "#NUM!"),
        ("10^9^9^9", "#NUM!"),
    ],
)
def test_an_error_is_a_value_that_names_where_it_began(formula, error):
    value, _ = calculate(formula)
    assert isinstance(value, CellError)
    assert (value.text, value.where) == (error, "Home!Z99")


def test_an_error_keeps_its_first_place_through_other_sheets():
    first = make_sheet("First", "#REF!")
    second = make_sheet("Second", "=First!A1*2\n=SUM(A1:A1)+1")
    value = Workings(Grid("t", [first, second])).value(second, 2, 1)
    assert isinstance(value, CellError)
    assert value.where == "First!A1"


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,B1:C9,2)",
        "A1:B2",
        "Missing!A1",
        "SUM(A1",
        "my_name*2",
        "{1,2}",
        "((" * 80 + "1" + "))" * 80,
    ],
)
def test_an_unsupported_formula_gives_its_stored_result_with_a_note(formula):
    value, notes = calculate(formula, Decimal(12))
    assert value == 12
    assert [note.kind for note in notes] == [NoteKind.STORED_USED]


def test_an_unsupported_formula_without_result_is_an_error_and_never_zero():
    value, _ = calculate("VLOOKUP(A1,B1:C9,2)")
    assert value == CellError(UNSUPPORTED)


def test_a_stored_result_that_differs_is_noted_and_the_computed_one_used():
    value, notes = calculate("A1*B1", Decimal("20.01"))
    assert value == 20
    assert [(n.kind, n.stored) for n in notes] == [
        (NoteKind.STORED_DIFFERS, Decimal("20.01"))
    ]
    assert calculate("A1*B1", Decimal("20.009"))[1] == []


def test_a_link_to_another_workbook_uses_the_stored_result_with_a_note():
    value, notes = calculate("[1]Datas!B1", Decimal(21))
    assert value == 21
    assert [note.kind for note in notes] == [NoteKind.STORED_USED]


def test_a_link_without_result_uses_the_sheet_of_that_name_with_a_note():
    for formula in ("[1]Datas!B1", r"'C:\works\[rates.xlsx]Datas'!B1"):
        value, notes = calculate(formula)
        assert value == 20
        assert [note.kind for note in notes] == [NoteKind.LINK_FOLLOWED]


def test_cells_that_depend_on_each_other_are_an_error():
    sheet = make_sheet("Home", "=B1+1 | =A1+1")
    value = Workings(Grid("t", [sheet])).value(sheet, 1, 1)
    assert isinstance(value, CellError)


def test_a_chain_down_seven_thousand_rows_is_followed():
    rows = ["1"] + [f"=A{row}+1" for row in range(1, 7000)]
    sheet = make_sheet("Home", "\n".join(rows))
    assert Workings(Grid("t", [sheet])).value(sheet, 7000, 1) == 7000


def test_a_sum_of_two_thousand_terms_is_no_deep_formula():
    assert calculate("+".join(["A1"] * 2000))[0] == 8000


def test_sums_over_sums_without_end_are_given_up_and_not_waited_for():
    sheet = Sheet("Home")
    for row in range(1, 401):
        sheet.rows[row] = {1: Cell(Decimal(1)), 2: Cell(None, f"SUM(A$1:A${row})")}
    sheet.rows[401] = {2: Cell(None, "SUM(B1:B400)")}
    grid = Grid("t", [sheet])
    assert Workings(grid).value(sheet, 401, 2) == 80200
    value = Workings(grid, most_cell_visits=50_000).value(sheet, 401, 2)
    assert isinstance(value, CellError)


numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


@given(numbers, numbers, numbers)
def test_arithmetic_is_exact(a, b, c):
    table = f"{a} | {b} | {c}"
    assert calculate("A1+B1-C1", table=table)[0] == a + b - c
    assert calculate("ROUND(A1*B1,2)", table=table)[0] == (a * b).quantize(
        Decimal("0.01"), "ROUND_HALF_UP"
    )


@given(st.text(alphabet="A1:$!'\"()+-*/^%&=<>,. SUMIF#REF[]", max_size=30))
def test_any_formula_text_gives_a_value_and_no_exception(formula):
    calculate(formula)
