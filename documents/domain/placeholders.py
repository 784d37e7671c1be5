"""The names that templates may use, how they are spelt and what goes without saying; filling is in renderers.templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum

from bills.domain.money import format_indian, format_quantity, round_to_paisa
from bills.domain.number_text import parse_number
from bills.domain.words import amount_in_words

# None is a known name without a value.
Value = str | Decimal | date | None


class Kind(StrEnum):
    """How a value prints when no filter is given."""

    TEXT = "text"
    AMOUNT = "amount"  # 20,365.37
    NUMBER = "number"  # 10, never 10.
    DATE = "date"  # dd-mm-yyyy


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that every template may use, with its line in the legend."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    # The first of these that has a value stands in where this one has none.
    same_as: tuple[str, ...] = ()


def _amount(name: str, meaning: str, *same_as: str) -> Placeholder:
    return Placeholder(name, meaning, Kind.AMOUNT, same_as)


def _date(name: str, meaning: str) -> Placeholder:
    return Placeholder(name, meaning, Kind.DATE)


def _text(name: str, meaning: str, *same_as: str) -> Placeholder:
    return Placeholder(name, meaning, Kind.TEXT, same_as)


# Source: spec templates, section 3; spec documents, section 2.
PLACEHOLDERS: Mapping[str, Placeholder] = {
    placeholder.name: placeholder
    for placeholder in (
        _text("NAME_OF_WORK", "Name of the work"),
        _text("REF_OF_AGREEMENT", "Agreement", "AGREEMENT_REF"),
        _text("AGREEMENT_REF", "Agreement", "REF_OF_AGREEMENT"),
        _text("BOND_NO", "Bond, else agreement", "REF_OF_AGREEMENT", "AGREEMENT_REF"),
        _text("ADMIN_SANCTION", "Administrative sanction"),
        _amount("ADMIN_SANCTION_AMOUNT", "Amount of the administrative sanction"),
        _text("TECH_SANCTION", "Technical sanction"),
        _amount("TECH_SANCTION_AMOUNT", "Amount of the technical sanction"),
        _text("NAME_OF_AGENCY", "Agency", "AGENCY_NAME"),
        _text("AGENCY_NAME", "Agency", "NAME_OF_AGENCY"),
        _text(
            "CONTRACTOR",
            "Contractor, else agency",
            "NAME_OF_CONTRACTOR",
            "NAME_OF_AGENCY",
            "AGENCY_NAME",
        ),
        _text(
            "NAME_OF_CONTRACTOR",
            "Contractor, else agency",
            "CONTRACTOR",
            "NAME_OF_AGENCY",
            "AGENCY_NAME",
        ),
        _text("CONTRACTOR_ADDRESS", "Address of the contractor"),
        _text("MB_DETAILS", "Measurement books and pages"),
        _text("CC_HEADER", "Title of the bill"),
        _text("TP_DETAILS", "Tender premium as written", "TENDER_PREMIUM"),
        _text("TENDER_PREMIUM", "Tender premium as written", "TP_DETAILS"),
        _amount("ESTIMATE_AMOUNT", "Estimate amount"),
        _amount(
            "EST_GRAND_TOTAL",
            "Grand total of the estimate, else the estimate amount",
            "ESTIMATE_AMOUNT",
        ),
        _text("NIT_NO", "Notice inviting tenders", "TENDER_NO"),
        _text("TENDER_NO", "Notice inviting tenders", "NIT_NO"),
        _text("WORK_ORDER_NO", "Work order"),
        _date("WORK_ORDER_DATE", "Date of the work order"),
        _text("PERIOD_OF_COMPLETION", "Period of completion", "STIPULATED_PERIOD"),
        _text("STIPULATED_PERIOD", "Period of completion", "PERIOD_OF_COMPLETION"),
        _date("DATE_OF_COMMENCEMENT", "Date of commencement"),
        _date("DATE_OF_COMPLETION", "Date of completion"),
        _amount("EARNEST_MONEY", "Earnest money deposit", "EMD"),
        _amount("EMD", "Earnest money deposit", "EARNEST_MONEY"),
        _amount("SECURITY_DEPOSIT", "Security deposit", "SD"),
        _amount("SD", "Security deposit", "SECURITY_DEPOSIT"),
        _amount("AMOUNT", "Amount of the document", "TOTAL_AMOUNT"),
        _amount("TOTAL_AMOUNT", "Amount of the document", "AMOUNT"),
        _text("AMOUNT_RAW", "The amount without commas"),
        _text("AMOUNT_WITH_RS", "The amount with Rs. before it"),
        _text("AMOUNT_IN_WORDS", "The amount in words"),
        _date("DOI", "Date of issue"),
        _date("DOC", "Date of completion"),
        _date("DOMR", "Date of measurement recording"),
        _date("DOBR", "Date of bill raising"),
        _amount("PREVIOUS_AMOUNT", "Total of the bills before this one"),
        _amount("TILL_DATE_AMOUNT", "Total up to this bill"),
        _text("BILL_NUMBER", "Number of the bill as an ordinal"),
        _text("DATE", "Month and year with the day left for the pen"),
    )
}

# Fields of one item of a repeat. Source: spec templates, section 5.
ITEM_FIELDS: Mapping[str, Placeholder] = {
    placeholder.name: placeholder
    for placeholder in (
        _text("serial", "Serial number as printed"),
        _text("description", "Description of the item"),
        _text("unit", "Unit"),
        _amount("rate", "Rate per unit"),
        Placeholder("quantity", "Quantity of this bill, till date", Kind.NUMBER),
        _amount("amount", "Amount of this bill, till date"),
        Placeholder("previous_quantity", "Quantity billed before", Kind.NUMBER),
        _amount("previous_amount", "Amount billed before"),
        Placeholder("since_quantity", "Quantity since last bill", Kind.NUMBER),
        _amount("since_amount", "Amount since last bill"),
        _text("remarks", "Remarks"),
    )
}

# Fields of one section of a repeat, beside the items in it.
SECTION_FIELDS: Mapping[str, Placeholder] = {
    "title": _text("title", "Heading of the section"),
}

# Fields that every repeat has.
LOOP_FIELDS: Mapping[str, Placeholder] = {
    placeholder.name: placeholder
    for placeholder in (
        Placeholder("number", "1 for the first, 2 for the second, ...", Kind.NUMBER),
        _text("first", "true for the first"),
        _text("last", "true for the last"),
        _text("odd", "true for the first, third, fifth, ..."),
        _text("even", "true for the second, fourth, sixth, ..."),
    )
}

_QUOTES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2013": "-",
        "\u2212": "-",
    }
)
# Zero-width characters and the soft hyphen come with text copied from web pages.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_GAPS = re.compile(r"[\s_]+")


def straighten(text: str) -> str:
    """The inside of a tag with plain quotes and dashes and single plain spaces.

    >>> straighten(" AMOUNT\\u00a0| date(\\u201cdd\\u201d) ")
    'AMOUNT | date("dd")'
    """
    return " ".join(_INVISIBLE.sub("", text).translate(_QUOTES).split())


def normalise_name(text: str) -> str:
    """A name as the list of names spells it, whatever spaces and case were typed.

    >>> normalise_name(" name of_ work"), normalise_name("Name\\u00a0_Of Agency")
    ('NAME_OF_WORK', 'NAME_OF_AGENCY')
    """
    return _GAPS.sub("_", straighten(text)).strip("_").upper()


def find_nearest_name(name: str, names: Iterable[str] = PLACEHOLDERS) -> str | None:
    """The known name that was probably meant; None when nothing is near.

    >>> find_nearest_name("NAME_OF_WORKS"), find_nearest_name("GSTIN") is None
    ('NAME_OF_WORK', True)
    """
    by_upper_case = {known.upper(): known for known in names}
    near = get_close_matches(name.upper(), by_upper_case, n=1, cutoff=0.7)
    return by_upper_case[near[0]] if near else None


def format_value(value: Value, kind: Kind = Kind.TEXT) -> str:
    """The value as it prints without a filter; "" for none.

    >>> format_value(Decimal("20365.37"), Kind.AMOUNT), format_value(Decimal("10.00"))
    ('20,365.37', '10')
    >>> format_value(date(2025, 11, 3)), format_value(None)
    ('03-11-2025', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        if kind is Kind.AMOUNT:
            return format_indian(value)
        return format_quantity(value)
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return value


def complete_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with second names, fallbacks and the written forms of the amount added.

    What is given stays as it is, so that an edited value wins.

    >>> full = complete_values({"AGENCY_NAME": "M/s Rao", "AMOUNT": Decimal("5")})
    >>> full["CONTRACTOR"], full["AMOUNT_WITH_RS"], full["AMOUNT_IN_WORDS"]
    ('M/s Rao', 'Rs. 5.00', 'Rupees Five Only')
    """
    full = dict(values)
    for placeholder in PLACEHOLDERS.values():
        if _has_value(full.get(placeholder.name)):
            continue
        for other in placeholder.same_as:
            if _has_value(values.get(other)):
                full[placeholder.name] = values[other]
                break
    amount = full.get("AMOUNT")
    if isinstance(amount, str):  # as typed in the preview
        amount = parse_number(amount)
    if isinstance(amount, Decimal):
        for name, text in (
            ("AMOUNT_RAW", f"{round_to_paisa(amount):f}"),
            ("AMOUNT_WITH_RS", f"Rs. {format_indian(amount)}"),
            ("AMOUNT_IN_WORDS", amount_in_words(amount)),
        ):
            if not _has_value(full.get(name)):
                full[name] = text
    return full


def _has_value(value: Value) -> bool:
    return value is not None and value != ""
