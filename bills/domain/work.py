"""A work as read from one sheet: its lines, header fields and totals; how it is read or billed is not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bills.domain.problems import Level, Problem


class SheetKind(StrEnum):
    ESTIMATE = "estimate"
    FIRST_BILL = "first_bill"
    NTH_BILL = "nth_bill"
    WORKSLIP = "workslip"
    TEMPORARY_WORKS = "temporary_works"
    ITEM_BLOCKS = "item_blocks"
    REFERENCE = "reference"
    UNRECOGNISED = "unrecognised"


class LineKind(StrEnum):
    ITEM = "item"
    AE = "ae"  # quantity beyond the estimate, at the rate of the item above
    HEADING = "heading"  # text only, carried through to the output


class RowMark(StrEnum):
    """What a row of a sheet was taken for; a row without a mark is blank or free text."""

    FIELD = "field"  # states a header field: name of work, agreement, ...
    HEADER = "header"  # heads the columns, or numbers them
    ITEM = "item"
    AE = "ae"
    HEADING = "heading"
    CONTINUATION = "continuation"  # belongs to the item above: its text or unit
    TOTAL = "total"  # a sum, the premium or another calculation row
    LEFT_OUT = "left_out"  # looked at and not used: hidden, notes, measurements


# What a user may say that a row is.
ROW_CHOICES = (
    RowMark.ITEM,
    RowMark.AE,
    RowMark.HEADING,
    RowMark.CONTINUATION,
    RowMark.TOTAL,
    RowMark.LEFT_OUT,
)


class PremiumType(StrEnum):
    EXCESS = "Excess"
    LESS = "Less"


# The header fields of a sheet. Source: spec reading, section 7.
FIELD_NAMES = (
    "name_of_work",
    "estimate_amount",
    "admin_sanction",
    "tech_sanction",
    "agreement",
    "agency",
    "mb_details",
    "doi",
    "doc",
    "domr",
    "dobr",
    "cc_header",
)


@dataclass(frozen=True, slots=True)
class Phase:
    """What one workslip phase says of one line, or of a total."""

    name: str  # the heading of its quantity column, "Workslip-2 Qty"
    quantity: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the item table.

    A heading has a description and nothing else. An item or AE line has a quantity and
    a rate, unless a problem of level error says which is missing.
    `amount` is ROUND(quantity x rate / per, 2); `stated_amount` is what the sheet says.

    In a workslip the quantity is that of the current (last) phase, 0 when not executed.
    In an Nth bill the quantity and amount are those till date.
    """

    kind: LineKind
    row: int  # 1-based row of the sheet
    description: str
    serial: str = ""
    quantity: Decimal | None = None
    unit: str = ""  # the plural unit, after the quantity
    rate: Decimal | None = None
    per: Decimal = Decimal(1)  # rate is for so many units
    unit_singular: str = ""  # the unit after Per; "" when the sheet has none
    amount: Decimal | None = None
    stated_amount: Decimal | None = None
    section: int | None = None  # number of the supplemental section; None before any
    remarks: str = ""
    code: str = ""  # of the item in a schedule of rates, where a column states it
    # "Extra Items!D7": where its quantity stands when a work is read from several
    # sheets; its row is then its place among the lines of the work.
    place: str = ""
    # Workslips only.
    estimate_quantity: Decimal | None = None
    estimate_amount: Decimal | None = None
    phases: tuple[Phase, ...] = ()
    # Nth bills only; the amounts as the sheet states them.
    previous_quantity: Decimal | None = None
    previous_amount: Decimal | None = None
    since_quantity: Decimal | None = None
    since_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TenderPremium:
    percent: Decimal
    type: PremiumType
    cell: str = ""  # where it was read; "" when typed by the user


@dataclass(frozen=True, slots=True)
class FieldValue:
    value: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Work:
    """What one sheet of a workbook says about one work."""

    sheet: str
    kind: SheetKind
    title: str  # "CC First & Part Bill", "ESTIMATE", or ""
    header_row: int
    columns: dict[str, str]  # role ("quantity", "rate", ...) -> column letter
    lines: tuple[Line, ...]
    premium: TenderPremium | None = None
    stated_sub_total: Decimal | None = None
    stated_premium: Decimal | None = None  # positive magnitude
    stated_total: Decimal | None = None  # the total that the sheet itself gives
    # Role value of the column -> cell of the row that states the total.
    total_cells: Mapping[str, str] = field(default_factory=dict)
    old_material: Decimal | None = (
        None  # positive magnitude of "Deduct Old Material Cost"
    )
    fields: dict[str, FieldValue] = field(default_factory=dict)
    # "lc", "qc", "nac", "gst": the percentages that the sheet's own rows state
    percentages: dict[str, Decimal] = field(default_factory=dict)
    stated_previous_total: Decimal | None = None  # of an Nth bill
    stated_since_total: Decimal | None = None  # of an Nth bill
    # Of a work order with its bill quantity: paid before, as its title page says.
    stated_last_bill: Decimal | None = None
    is_temporary: bool = False  # temporary works: item headings with events beneath
    problems: tuple[Problem, ...] = ()

    @property
    def items(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is not LineKind.HEADING)

    @property
    def headings(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is LineKind.HEADING)

    @property
    def sum_of_amounts(self) -> Decimal:
        return sum((line.amount or Decimal(0) for line in self.items), Decimal("0.00"))

    @property
    def sum_of_stated_amounts(self) -> Decimal:
        """As the sheet itself adds up, where offices round their rows in other ways."""
        return sum(
            (line.stated_amount or Decimal(0) for line in self.items), Decimal(0)
        )

    @property
    def has_errors(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)

    @property
    def can_be_billed(self) -> bool:
        return bool(self.items) and not self.has_errors


@dataclass(frozen=True, slots=True)
class SummaryRow:
    text: str
    amount: Decimal
    cell: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a general abstract says; it is no work and nothing is billed from it."""

    sheet: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet of the workbook, used or not, with what each of its rows was taken for."""

    sheet: str
    kind: SheetKind
    reason: str  # why nothing is read from it, "" when it gave a work
    header_row: int = 0  # 0 when none was found
    columns: Mapping[str, str] = field(default_factory=dict)  # letter -> Role value
    signature: str = ""  # of the header row, by which a corrected layout is remembered
    is_remembered: bool = False  # read by a layout that the office corrected before
    marks: Mapping[int, RowMark] = field(default_factory=dict)
    fields: Mapping[str, FieldValue] = field(default_factory=dict)  # its own only
    work: Work | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """Everything one uploaded workbook gave: a work per usable sheet, and every problem of the file.

    `problems` holds those of the file and of sheets that gave no work, then those of each
    work, in sheet order: the whole report.
    """

    filename: str
    works: tuple[Work, ...]
    problems: tuple[Problem, ...]
    summaries: tuple[Summary, ...] = ()
    sheets: tuple[SheetReading, ...] = ()  # every sheet of the file, in its order
