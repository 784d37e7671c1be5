"""Bill 1 of the example, cell by cell."""

from __future__ import annotations

from pathlib import Path

from bills.writers.first_bill import write_first_bills
from tests.golden.sheets import as_text
from tests.golden.works import CREATED, example, first_bill

GOLDEN = Path(__file__).with_name("first_bill.txt")


def test_bill_1_has_every_cell_value_formula_and_format_of_the_golden_table() -> None:
    bill = first_bill(example("60", "5"))
    assert as_text(write_first_bills([bill], created=CREATED)) == GOLDEN.read_text()
