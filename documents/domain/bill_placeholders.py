"""The built-in placeholders of the documents of a bill, each with the cell that it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bills.domain.bill_number import parse_bill_number
from bills.domain.money import format_percent
from bills.domain.ordinals import ordinal
from bills.domain.table_header import Role
from bills.domain.words import amount_in_words
from bills.domain.work import FieldValue, Work
from documents.domain.bill_values import BillValues
from documents.domain.filters import blank_day, fy
from documents.domain.ls_fields import stated_mb_details
from documents.domain.placeholders import Kind, Value, format_value

# The header field behind each placeholder. Source: spec documents, section 2.
_HEADER_FIELDS = {
    "NAME_OF_WORK": "name_of_work",
    "NAME_OF_AGENCY": "agency",
    "REF_OF_AGREEMENT": "agreement",
    "MB_DETAILS": "mb_details",
    "CC_HEADER": "cc_header",
    "ESTIMATE_AMOUNT": "estimate_amount",
    "ADMIN_SANCTION": "admin_sanction",
    "TECH_SANCTION": "tech_sanction",
    "DOI": "doi",
    "DOC": "doc",
    "DOMR": "domr",
    "DOBR": "dobr",
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value and the sheet and cell it comes from; no cell where it was typed or summed."""

    value: Value
    sheet: str = ""
    cell: str = ""

    def as_json(self, kind: Kind = Kind.TEXT) -> dict[str, str]:
        """The value as a template of this kind of placeholder prints it."""
        return {
            "value": format_value(self.value, kind),
            "sheet": self.sheet,
            "cell": self.cell,
        }


def compute_placeholders(
    work: Work, values: BillValues, *, on: date
) -> dict[str, Sourced]:
    """The value of every placeholder that a bill gives; "" where the bill leaves it blank.

    `on` is the day of the letter, of which only month and year are printed.
    """
    printed = values.header.fields() | {"mb_details": stated_mb_details(values)}
    found = {
        name: _find_source(printed[field], work.fields.get(field), values.sheet)
        for name, field in _HEADER_FIELDS.items()
    }
    sheet = values.sheet
    premium = work.premium
    number = parse_bill_number(values.header.title)
    amount = _find_total(work, values.amount, sheet)
    return found | {
        "AGENCY_NAME": found["NAME_OF_AGENCY"],
        "AGREEMENT_REF": found["REF_OF_AGREEMENT"],
        "AMOUNT": amount,
        "TOTAL_AMOUNT": amount,
        "AMOUNT_IN_WORDS": replace(amount, value=amount_in_words(values.amount)),
        "PREVIOUS_AMOUNT": _find_total(work, values.previous_total, sheet),
        "TILL_DATE_AMOUNT": _find_total(work, values.till_date_total, sheet),
        "TP_DETAILS": (
            Sourced(
                f"T.P @ {format_percent(premium.percent)} % {premium.type}",
                sheet,
                premium.cell,
            )
            if premium
            else Sourced("", sheet)
        ),
        "BILL_NUMBER": Sourced("" if number is None else ordinal(number), sheet),
        **date_placeholders(on),
    }


def date_placeholders(on: date) -> dict[str, Sourced]:
    """The month and year with the day left for the pen, and the financial year.

    >>> {name: found.value for name, found in date_placeholders(date(2026, 11, 23)).items()}
    {'DATE': '  .11.2026', 'FINANCIAL_YEAR': '2026-27'}
    """
    return {"DATE": Sourced(blank_day(on)), "FINANCIAL_YEAR": Sourced(fy(on))}


def _find_total(work: Work, value: Decimal, sheet: str) -> Sourced:
    """The amount with the cell of the total that states it; none states a computed one."""
    stated = {
        Role.SINCE_AMOUNT: work.stated_since_total,
        Role.PREVIOUS_AMOUNT: work.stated_previous_total,
        Role.AMOUNT: work.stated_total,
    }
    cells = (
        work.total_cells.get(role.value, "")
        for role, total in stated.items()
        if total == value
    )
    return Sourced(value, sheet, next(cells, ""))


def _find_source(printed: str, read: FieldValue | None, sheet: str) -> Sourced:
    """The cell is named only where what is printed is what was read there."""
    if read is None or " ".join(read.value.split()) != " ".join(printed.split()):
        return Sourced(printed, sheet)
    return Sourced(printed, read.sheet, read.cell)
