"""A short run of the fuzz in every test run, and proof that it would tell a fault."""

from __future__ import annotations

import time

from bills.readers import Refusal, WorkbookUnreadable
from tests.bills.malice import fuzz as fuzzing
from tests.bills.malice.fuzz import fuzz, packages

COUNT = 40


def test_mutated_workbooks_are_billed_or_refused():
    result = fuzz(list(packages()), seed=1_000_000, count=COUNT)

    assert result.faults == []
    assert sum(result.ends.values()) == COUNT
    assert len(result.ends) > 1  # some were read, some were not


def test_a_reader_that_breaks_is_told_with_its_seed(monkeypatch):
    def broken(*_):
        raise IndexError("no such cell")

    monkeypatch.setattr(fuzzing, "read_workbook", broken)
    result = fuzz(list(packages())[:1], seed=7, count=1)

    assert result.ends["broken"] == 1
    assert result.faults[0].startswith("seed 7, estimate")
    assert "no such cell" in result.faults[0]


def test_a_reader_that_hangs_is_told_and_not_taken_for_a_refusal(monkeypatch):
    def hanging(*_):
        try:
            time.sleep(60)
        except Exception as error:
            raise WorkbookUnreadable(Refusal.DAMAGED) from error

    monkeypatch.setattr(fuzzing, "read_workbook", hanging)
    monkeypatch.setattr(fuzzing, "MOST_SECONDS", 1)
    result = fuzz(list(packages())[:1], seed=7, count=1)

    assert result.ends["broken"] == 1
    assert "HangsError" in result.faults[0]
