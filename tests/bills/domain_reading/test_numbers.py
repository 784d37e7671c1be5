"""Numbers as offices type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bills.domain.grid import CellError
from bills.domain.money import format_indian
from bills.domain.number_text import parse_number, parse_quantity
from bills.domain.problems import Code
from bills.domain.sheet_view import parse_number_cell


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,250", "1250"),
        ("1,25,000.50", "125000.50"),
        ("12,50,00,000", "125000000"),
        ("1,250,000", "1250000"),
        ("Rs. 1,000/-", "1000"),
        ("Rs 500", "500"),
        ("Rs.500/=", "500"),
        ("₹ 500", "500"),
        ("₹500.50", "500.50"),
        ("1,000.00", "1000.00"),
        ("(500)", "-500"),
        ("(Rs. 1,500)", "-1500"),
        ("500-", "-500"),
        ("-500", "-500"),
        ("\u2212500", "-500"),
        ("\u00a01,250\u00a0", "1250"),
        ("Rs.\u00a0500", "500"),
        ("1\u00a0250", "1250"),
        (".5", "0.5"),
        ("5.", "5"),
        ("  42 ", "42"),
    ],
)
def test_a_number_typed_as_text_is_that_number(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1.250,00",
        "as per site",
        "12,50",
        "1,2345",
        "1 250",
        "1.2.3",
        "(500",
        "500)",
        "(-500)",
        "-500-",
        "5 x 3",
        "10%",
        "Rs.",
        "-",
        "",
        "1e5",
        "\u0967\u0968",
        "10/20",
    ],
)
def test_a_doubtful_text_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("10 Nos", "10", "Nos"),
        ("1,250.5 Cum.", "1250.5", "Cum."),
        ("4Sets", "4", "Sets"),
    ],
)
def test_a_quantity_may_carry_its_unit(text, number, unit):
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)


def test_a_quantity_may_carry_the_unit_of_its_own_row_whatever_it_is():
    assert parse_quantity("3 Drums") is None
    quantity = parse_quantity("3 Drums", unit="Drums")
    assert quantity is not None
    assert quantity.number == 3


@pytest.mark.parametrize("text", ["10 to 12", "2 or 3 Nos", "10 approx", "Nos 10"])
def test_words_around_a_quantity_make_it_unreadable(text):
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (CellError("#REF!"), Code.CELL_ERROR),
        ("#DIV/0!", Code.CELL_ERROR),
        ("as per site", Code.NUMBER_UNREADABLE),
        (True, Code.NUMBER_UNREADABLE),
    ],
)
def test_what_is_no_number_says_why(value, code):
    cell = parse_number_cell(value)
    assert (cell.value, cell.code) == (None, code)


def test_no_break_spaces_between_thousands_are_no_doubt_in_a_cell():
    assert parse_number_cell("1\u00a0250\u00a0").value == 1250
    assert parse_number_cell("1 250").is_bad


def test_a_long_run_of_spaces_is_refused_at_once():
    assert parse_number("(" + " " * 30_000 + "x") is None


def test_a_blank_is_blank_and_not_zero():
    assert parse_number_cell("  ").is_blank
    assert parse_number_cell(Decimal(0)).value == 0


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_figure_in_indian_grouping_reads_back_to_itself(number):
    assert parse_number(format_indian(number)) == number


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_without_an_exception(text):
    quantity = parse_quantity(text)
    assert quantity is None or quantity.number.is_finite()
