"""Items of two sheets are matched by code, then by description; a doubt says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bills.domain.matching import match_lines
from bills.domain.work import Line, LineKind


def line(row, description, *, code="", serial="", unit="Nos", rate="10"):
    return Line(
        LineKind.ITEM,
        row,
        description,
        serial=serial,
        unit=unit,
        rate=Decimal(rate),
        code=code,
    )


def pairs(earlier, current):
    matches = match_lines(earlier, current)
    return sorted((m.earlier, m.current, bool(m.doubt)) for m in matches)


def test_the_same_names_are_told_apart_by_their_codes():
    earlier = [line(1, "8 Way", code="6.1"), line(2, "8 Way", code="6.2")]
    current = [line(1, "8 Way", code="6.2"), line(2, "8 Way", code="6.1")]
    assert pairs(earlier, current) == [(0, 1, False), (1, 0, False)]


def test_a_code_that_one_item_has_on_each_side_counts_before_the_name():
    earlier = [line(1, "Pole 9 m", code="14.2"), line(2, "Fan", code="15.1")]
    current = [line(1, "Fan", code="14.2"), line(2, "Lamp", code="15.1")]
    assert pairs(earlier, current) == [(0, 0, True), (1, 1, True)]


def test_a_name_written_a_little_differently_under_one_code_is_no_doubt():
    earlier = [line(1, "LED street light 40 W", code="7.1")]
    current = [line(1, "LED street lights, 40 W", code="7.1")]
    assert pairs(earlier, current) == [(0, 0, False)]


def test_a_code_written_before_the_description_counts_like_one_in_a_column():
    earlier = [line(1, "1.5.2 Medium point"), line(2, "1.5.3 Long point")]
    current = [
        line(1, "Long point", code="1.5.3"),
        line(2, "Medium point", code="1.5.2"),
    ]
    assert pairs(earlier, current) == [(0, 1, False), (1, 0, False)]


def test_a_sheet_without_codes_is_matched_by_description():
    earlier = [line(1, "Fan", code="15.1"), line(2, "Lamp", code="15.2")]
    current = [line(1, "Lamp"), line(2, "Fan")]
    assert pairs(earlier, current) == [(0, 1, False), (1, 0, False)]


def test_one_name_under_two_contrary_codes_is_doubtful():
    (match,) = match_lines([line(1, "Fan", code="15.1")], [line(1, "Fan", code="4.7")])
    assert match.doubt == "although their codes are 15.1 and 4.7"


def test_a_code_that_lost_its_last_zero_as_a_number_is_no_contradiction():
    earlier, current = [line(1, "MCB", code="6.10")], [line(1, "MCB", code="6.1")]
    assert pairs(earlier, current) == [(0, 0, False)]


def test_a_code_of_several_items_is_not_enough():
    earlier = [
        line(1, "Pole", code="6.1", rate="5"),
        line(2, "Mast", code="6.1", rate="7"),
    ]
    current = [line(1, "Fan", code="6.1", rate="9")]
    assert pairs(earlier, current) == []


def test_serial_numbers_are_no_codes():
    earlier = [line(1, "Pole", serial="1", rate="5"), line(2, "Fan", serial="2")]
    current = [line(1, "Fan", serial="1"), line(2, "Cable", serial="2", rate="7")]
    assert pairs(earlier, current) == [(1, 0, False)]


@pytest.mark.parametrize("count", [1, 3])
def test_items_of_one_name_that_differ_in_number_are_paired_by_place_with_a_doubt(
    count,
):
    earlier = [line(1, "Point"), line(2, "Point")]
    current = [line(n, "Point") for n in range(count)]
    matches = match_lines(earlier, current)
    assert len(matches) == min(count, 2)
    assert all("by its place" in match.doubt for match in matches)


def test_as_many_items_of_one_name_on_each_side_are_paired_in_their_order():
    lines = [line(1, "Point"), line(2, "Point")]
    assert pairs(lines, lines) == [(0, 0, False), (1, 1, False)]
