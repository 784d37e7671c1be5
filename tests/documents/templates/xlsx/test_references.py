"""How formulas follow repeated rows."""

from __future__ import annotations

import pytest

from documents.renderers.templates.xlsx.references import (
    Home,
    Moves,
    SheetCopy,
    move_areas,
)
from documents.renderers.templates.xlsx.row_map import PlacedRow, Repeat, RowMap

# Two sections of three items: template rows 4 (heading), 5 (item), 6 (section total).
SECTION, ITEM = 0, 1


def two_sections_of_three() -> RowMap:
    placed = [PlacedRow(1), PlacedRow(2), PlacedRow(3)]
    for section in range(2):
        around = ((SECTION, section),)
        placed.append(PlacedRow(4, around))
        placed += [PlacedRow(5, (*around, (ITEM, n))) for n in range(3)]
        placed.append(PlacedRow(6, around))
    return RowMap(placed, 6, [Repeat(SECTION, 4, 6), Repeat(ITEM, 5, 5)])


def moved(formula: str, home: PlacedRow | None = None) -> str:
    moves = Moves()
    moves.add("Bill", SheetCopy("Bill", two_sections_of_three()))
    moves.add("Summary", SheetCopy("Summary", RowMap()))
    moves.add("Old", SheetCopy("New name", RowMap()))
    return moves.formula(formula, Home("Bill", 0, home))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(F5:F5)", "SUM(F5:F7,F10:F12)"),
        ("SUM(F5)", "SUM(F5:F7,F10:F12)"),
        ("SUM(F6:F6)", "SUM(F8:F8,F13:F13)"),
        ("SUM(F4:F6)", "SUM(F4:F13)"),
        ("SUM(F3:F9)/2", "SUM(F3:F16)/2"),
        ("SUM($F$5:$F$5)", "SUM($F$5:$F$7,$F$10:$F$12)"),
        ("ROUND(F9*Old!B2,2)", "ROUND(F16*'New name'!B2,2)"),
        ('IF(A5="F5",F7,0)', 'IF(A5="F5",F14,0)'),
        ("VLOOKUP(A7,F4:H9,2)", "VLOOKUP(A14,F4:H16,2)"),
        ("SUM(F:F)+Summary!F5", "SUM(F:F)+Summary!F5"),
        ("SUM([1]Bill!F5)+SUM(Table1[F5])", "SUM([1]Bill!F5)+SUM(Table1[F5])"),
        ("LOG10(F7)+F5_rate", "LOG10(F14)+F5_rate"),
    ],
)
def test_a_formula_below_the_repeats_follows_them(formula, expected):
    assert moved(formula, PlacedRow(7)) == expected


def test_a_section_total_sums_the_items_of_its_own_section():
    home = PlacedRow(6, ((SECTION, 1),))

    assert moved("SUM(F5:F5)", home) == "SUM(F10:F12)"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("C5*D5", "C12*D12"),
        ("C5*$H$1", "C12*$H$1"),
        ("G4+F5", "G11+F12"),  # a running total goes on from the copy before
        ("SUM(F$5:F5)", "SUM(F$10:F12)"),
        ("F5/SUM(F$5:F$5)", "F12/SUM(F$10:F$12)"),
        ("F5/F6", "F12/F13"),
        ("F5/F$7", "F12/F$14"),
    ],
)
def test_a_formula_in_a_repeated_row_means_its_own_copy(formula, expected):
    third_of_second = PlacedRow(5, ((SECTION, 1), (ITEM, 2)))

    assert moved(formula, third_of_second) == expected


def test_the_first_copy_of_a_running_total_starts_from_the_row_above():
    assert moved("G4+F5", PlacedRow(5, ((SECTION, 1), (ITEM, 0)))) == "G9+F10"


def test_rows_that_are_gone_count_as_nothing():
    gone = RowMap([PlacedRow(1)], 2, [Repeat(0, 2, 2)])
    moves = Moves()
    moves.add("Bill", SheetCopy("Bill", gone))

    assert moves.formula("SUM(F2:F2)+F2+F3", Home("Bill")) == "SUM(0)+0+F2"


def test_a_list_of_ranges_is_spread_over_the_copies():
    assert move_areas("A5:C5 D1", two_sections_of_three()) == "A5:C7 A10:C12 D1"
    assert move_areas("A4:A6", two_sections_of_three()) == "A4:A13"
