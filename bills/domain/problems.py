"""What is wrong or doubtful in a workbook, as values that name their cell; how they are shown is not here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"  # stops the output of the sheet it is on
    WARNING = "warning"  # the output is made; somebody must look
    INFO = "info"  # said so that nothing is dropped in silence


class Code(StrEnum):
    """The closed list of problem codes. Source: spec reading, section 9; decision 6."""

    FILE_UNREADABLE = "FILE_UNREADABLE"
    SHEET_SKIPPED = "SHEET_SKIPPED"
    HEADER_NOT_FOUND = "HEADER_NOT_FOUND"
    RATE_MISSING = "RATE_MISSING"
    QTY_MISSING = "QTY_MISSING"
    NUMBER_UNREADABLE = "NUMBER_UNREADABLE"
    CELL_ERROR = "CELL_ERROR"
    FORMULA_UNSUPPORTED = "FORMULA_UNSUPPORTED"
    VALUE_DERIVED = "VALUE_DERIVED"
    AMOUNT_MISMATCH = "AMOUNT_MISMATCH"
    TOTAL_MISMATCH = "TOTAL_MISMATCH"
    TOTAL_NOT_FOUND = "TOTAL_NOT_FOUND"
    ITEM_AFTER_TOTAL = "ITEM_AFTER_TOTAL"
    ITEM_UNMATCHED = "ITEM_UNMATCHED"
    TP_NOT_FOUND = "TP_NOT_FOUND"
    TP_AMBIGUOUS = "TP_AMBIGUOUS"
    LABEL_WITHOUT_VALUE = "LABEL_WITHOUT_VALUE"
    DATE_ORDER = "DATE_ORDER"
    NOT_CARRIED = "NOT_CARRIED"  # a row of the source that the output has no place for
    KIND_DIFFERS = "KIND_DIFFERS"  # the choice on the form is contrary to the sheet
    NOT_MADE = "NOT_MADE"  # a paper of several that is not there; the others were made
    CORRECTED = "CORRECTED"  # read differently because the office says so


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, complete enough to be acted on without opening the program.

    `cell` is an A1 reference or "" for a whole sheet; `sheet` is "" for a whole file.
    `message` is one sentence in office language that starts with where it is
    (`Bill!E14: rate is blank for item 3 "LED street light"`).
    """

    level: Level
    code: Code
    sheet: str
    cell: str
    found: str
    expected: str
    message: str

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def as_json(self) -> dict[str, str]:
        return {key: str(value) for key, value in asdict(self).items()}
