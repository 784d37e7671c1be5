"""The works of the continuing example (spec outputs, section 10) as values, and their bills."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bills.domain.bill import BillAction, FirstBill, compute_first_bill
from bills.domain.inputs import BillInputs
from bills.domain.work import (
    FieldValue,
    Line,
    LineKind,
    PremiumType,
    SheetKind,
    TenderPremium,
    Work,
)
from documents.domain.ls_final import LSFormFinal
from documents.domain.ls_form import LSFormPart
from documents.domain.options import DocumentOptions

CREATED = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
LESS_4_5 = TenderPremium(Decimal("4.5"), PremiumType.LESS)
INPUTS = BillInputs(
    mb_no="112",
    mb_from="3",
    mb_to="18",
    abs_mb_no="114",
    abs_mb_from="5",
    abs_mb_to="9",
    doi=date(2026, 4, 1),
    doc=date(2026, 9, 30),
    domr=date(2026, 10, 12),
    dobr=date(2026, 10, 20),
)
FIELDS = {
    "name_of_work": "Providing LED street lights at the guest house, Warangal",
    "estimate_amount": "Rs. 46,000.00",
    "admin_sanction": "G.O.Rt.No. 112, dt. 04-05-2026",
    "tech_sanction": "41/2026-27",
    "agreement": "30/2026-27",
    "agency": "M/s Sri Lakshmi Electricals",
}


def item(
    description: str,
    quantity: str,
    rate: str,
    unit: str = "Nos",
    *,
    serial: str = "",
    per: str = "1",
    kind: LineKind = LineKind.ITEM,
) -> Line:
    return Line(
        kind=kind,
        row=4,
        description=description,
        serial=serial,
        quantity=Decimal(quantity),
        unit=unit,
        rate=Decimal(rate),
        per=Decimal(per),
    )


def heading(text: str) -> Line:
    return Line(kind=LineKind.HEADING, row=4, description=text)


def work(
    *lines: Line,
    kind: SheetKind = SheetKind.ESTIMATE,
    premium: TenderPremium | None = LESS_4_5,
    fields: dict[str, str] = FIELDS,
    **more,
) -> Work:
    return Work(
        sheet="Estimate",
        kind=kind,
        title=more.pop("title", ""),
        header_row=3,
        columns={},
        lines=lines,
        premium=premium,
        fields={
            name: FieldValue(value, "Estimate", "A2") for name, value in fields.items()
        },
        **more,
    )


def example(first: str = "100", second: str = "20") -> Work:
    """The two items of the example, with these quantities; 60 and 5 are those of bill 1."""
    return work(
        item("Supply and run of 2 of 2.5 sq.mm cable", first, "134.00", "Mtrs"),
        item("Supply and fixing of LED street light", second, "1228.50"),
    )


def first_bill(work: Work, inputs: BillInputs = INPUTS) -> FirstBill:
    return compute_first_bill(work, BillAction.ESTIMATE_FIRST_PART, inputs)


def ls_form(total: str = "13544.29", previous: str = "0.00", **changes) -> LSFormPart:
    """The LS Form of a bill with this till-date total."""
    return LSFormPart(**_form_values(total, previous) | changes)


def ls_final(
    total: str = "33909.66", previous: str = "13544.29", **changes
) -> LSFormFinal:
    """The LS Form (Final) of a bill with this till-date total; bill 2 of the example."""
    values = _form_values(total, previous) | {
        "cc_header": "CC Second & Final Bill",
        "completed_on": "30-09-2026",
        "signatures": DocumentOptions().final_signatures,
    }
    return LSFormFinal(**values | changes)


def _form_values(total: str, previous: str) -> dict[str, Any]:
    return {
        "sheet": "Bill",
        "agency": FIELDS["agency"],
        "name_of_work": FIELDS["name_of_work"],
        "agreement": FIELDS["agreement"],
        "cc_header": "CC First & Part Bill",
        "mb_details": "MB.No. 112 P.No. 3 to 18 (Measurements)"
        " & MB.No. 114 P.No. 5 to 9 (Abstract)",
        "till_date_total": Decimal(total),
        "previous_total": Decimal(previous),
        "since_last_total": Decimal(total) - Decimal(previous),
    }
