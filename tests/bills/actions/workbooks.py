"""Workslip workbooks laid out as in spec outputs, section 3, made by another program than ours; and ours read back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bills.domain.bill import BillAction
from bills.domain.inputs import BillInputs, parse_premium
from bills.domain.making import BillOrder, Making
from bills.domain.work import Work
from bills.services import make_bills, read_file
from bills.writers.first_bill import write_first_bills
from tests.golden.works import CREATED, FIELDS, example, first_bill

CABLE = "Supply and run of 2 of 2.5 sq.mm cable"
LIGHT = "Supply and fixing of LED street light"
FAN = "Supply and fixing of ceiling fan 1200 mm"


@dataclass(frozen=True)
class Item:
    """One item: E is the estimated quantity; `executed` has one quantity per phase."""

    description: str
    unit: str
    estimate: str
    rate: str
    executed: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    items: Sequence[Item] = ()
    # The supplemental items of each workslip: of the first, of the second, ...
    supplements: Sequence[Sequence[Item]] = ()
    premium: str = "Deduct T.P @ 4.5 % Less"
    name: str = FIELDS["name_of_work"]
    agreement: str = FIELDS["agreement"]


def example_slip(**changes) -> Slip:
    """Workslip 1 of the worked example (spec outputs, section 10)."""
    return Slip(
        **{
            "items": [
                Item(CABLE, "Mtrs", "100", "134.00", ("120",)),
                Item(LIGHT, "Nos", "20", "1228.50", ("15",)),
            ],
            "supplements": [[Item(FAN, "Nos", "0", "500.00", ("2",))]],
            **changes,
        }
    )


def bill_1(first: str = "60", second: str = "5") -> bytes:
    """Bill 1 of the worked example as our own writer makes it."""
    return write_first_bills([first_bill(example(first, second))], created=CREATED)


def workslip_file(*slips: Slip) -> bytes:
    """A workbook with one sheet per workslip; its formulas have no stored results."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for number, slip in enumerate(slips, 1):
        title = "WorkSlip" if len(slips) == 1 else f"WorkSlip-{number}"
        _SlipSheet(book.create_sheet(title), slip).write()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _SlipSheet:
    """A sheet of 11 + 2k columns being filled from the title down."""

    def __init__(self, sheet: Worksheet, slip: Slip) -> None:
        self.sheet = sheet
        self.slip = slip
        self.phases = max(len(item.executed) for item in slip.items)
        self.row = 9
        self.excess_lines = 0

    def write(self) -> None:
        self._write_header()
        for serial, item in enumerate(self.slip.items, 1):
            self._write_item(str(serial), item)
        serial = len(self.slip.items)
        for number, items in enumerate(self.slip.supplements, 1):
            is_current = number == self.phases
            suffix = "" if self.phases == 1 else f"-{number}"
            self._put(2, f"Supplemental Items{suffix}")
            self.row += 1
            for item in items:
                serial += 1
                remark = "Proposed as per site condition" if is_current else ""
                self._write_item(str(serial), item, remark)
        self._write_totals()

    def _write_header(self) -> None:
        suffix = f"-{self.phases}" if self.phases > 1 else ""
        rows = [
            f"WORKING ESTIMATE{suffix}",
            f"Name of the work : {self.slip.name}",
            "Estimate Amount : 46,000.00",
            "Ref. to Administrative sanction : Procs. 12/2025",
            "Ref. to Technical sanction : T.S. 7/2025-26",
            f"Ref. to Agreement : {self.slip.agreement}",
            "Name of the Agency : Sri Sai Electricals",
        ]
        last = 9 + 2 * self.phases
        for row, text in enumerate(rows, 1):
            self.sheet.cell(row, 1, text)
            self.sheet.merge_cells(
                start_row=row, end_row=row, start_column=1, end_column=last
            )
        headings = ["Sl.No", "Description of Item", "Unit", "Qty (Estimate)"]
        headings += ["Rate (Estimate)", "Amount (Estimate)"]
        if self.phases == 1:
            headings += ["Qty (Execution)", "Amount (Execution)"]
        else:
            for phase in range(1, self.phases + 1):
                headings += [f"Workslip-{phase} Qty", f"Workslip-{phase} Amt"]
        headings += ["More", "Less", "Remarks"]
        for column, text in enumerate(headings, 1):
            self.sheet.cell(8, column, text)

    def _write_item(self, serial: str, item: Item, remark: str = "") -> None:
        estimate = Decimal(item.estimate)
        quantities = [Decimal(quantity or 0) for quantity in item.executed]
        limits = [min(q, estimate) if estimate > 0 else q for q in quantities]
        base_row = self.row
        self._put(1, int(serial))
        self._put(2, item.description)
        self._put(5, Decimal(item.rate))
        if estimate > 0:
            self._put(4, estimate)
            self._put(6, f"=ROUND(D{base_row}*E{base_row},2)")
        self._write_phases(item.unit, limits, base_row, item.executed)
        self._put(9 + 2 * self.phases, remark)
        self.row += 1
        excess = [q - limit for q, limit in zip(quantities, limits, strict=True)]
        if any(excess):
            self.excess_lines += 1
            self._put(2, f"AE{self.excess_lines}")
            self._write_phases(item.unit, excess, base_row, item.executed)
            self.row += 1

    def _write_phases(
        self,
        unit: str,
        quantities: Sequence[Decimal],
        rate_row: int,
        executed: Sequence[str],
    ) -> None:
        self._put(3, unit)
        for phase, quantity in enumerate(quantities):
            if executed[phase] == "":
                continue
            column = 7 + 2 * phase
            letter = get_column_letter(column)
            self._put(column, quantity)
            self._put(column + 1, f"=ROUND({letter}{self.row}*E{rate_row},2)")

    def _write_totals(self) -> None:
        last, sub_total = self.row - 1, self.row
        columns = [6, *(8 + 2 * phase for phase in range(self.phases))]
        letters = [get_column_letter(column) for column in columns]
        self._put(2, "Sub Total Amount")
        for column, letter in zip(columns, letters, strict=True):
            self._put(column, f"=ROUND(SUM({letter}9:{letter}{last}),2)")
        self.row += 1
        if not self.slip.premium:
            return
        self._put(2, self.slip.premium)
        words = self.slip.premium.split("@")[1].replace("%", "")
        premium = parse_premium(words.strip())
        sign = "-" if premium.type == "Less" else ""
        for column, letter in list(zip(columns, letters, strict=True))[1:]:
            product = f"{letter}{sub_total}*{premium.percent}/100"
            self._put(column, f"={sign}ROUND({product},2)")
        self.row += 1
        self._put(2, "Sub Total 1")
        for column, letter in zip(columns, letters, strict=True):
            self._put(column, f"={letter}{sub_total}+{letter}{sub_total + 1}")

    def _put(self, column: int, value: Decimal | int | str) -> None:
        if value != "":
            self.sheet.cell(self.row, column, value)


def make(
    content: bytes,
    action: str,
    *,
    workslip: bytes | None = None,
    filename: str = "source.xlsx",
    **inputs,
) -> Making:
    """What the service makes of a workbook; `tp="4.5 less"` is the typed premium."""
    if "tp" in inputs:
        inputs["premium"] = parse_premium(inputs.pop("tp"))
    return make_bills(
        filename=filename,
        content=content,
        order=BillOrder(action=BillAction(action), inputs=BillInputs(**inputs)),
        workslip=("workslip.xlsx", workslip) if workslip is not None else None,
    )


def made(making: Making) -> bytes:
    """The one file that was made."""
    (file,) = making.files
    return file.content


def read(content: bytes) -> list[Work]:
    """The works of a made workbook as our own reader understands them."""
    return list(read_file(filename="made.xlsx", content=content).works)


def read_one(content: bytes) -> Work:
    (work,) = read(content)
    return work


def told(making: Making, level: str = "warning") -> list[str]:
    """The messages of one level."""
    return [p.message for p in making.problems if p.level == level]
