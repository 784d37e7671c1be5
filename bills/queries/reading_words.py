"""What kinds of sheet, columns, rows and fields are called on the preview page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bills.domain.corrections import SheetCorrections
from bills.domain.table_header import Role
from bills.domain.work import FIELD_NAMES, RowMark, SheetKind

KIND_WORDS = {
    SheetKind.ESTIMATE: "Estimate",
    SheetKind.WORKSLIP: "Workslip",
    SheetKind.FIRST_BILL: "First bill",
    SheetKind.NTH_BILL: "Later bill",
    SheetKind.TEMPORARY_WORKS: "Temporary works",
    SheetKind.ITEM_BLOCKS: "Item blocks",
    SheetKind.REFERENCE: "Not used",
    SheetKind.UNRECOGNISED: "Not recognised",
}
# What a user may say that a sheet is.
SAYABLE_KINDS = (
    SheetKind.ESTIMATE,
    SheetKind.WORKSLIP,
    SheetKind.FIRST_BILL,
    SheetKind.NTH_BILL,
    SheetKind.REFERENCE,
)
ROLE_WORDS = {
    Role.SERIAL: "Serial",
    Role.CODE: "Code",
    Role.DESCRIPTION: "Description",
    Role.QUANTITY: "Quantity",
    Role.UNIT: "Unit of quantity",
    Role.RATE: "Rate",
    Role.PER: "Rate is per",
    Role.UNIT_SINGULAR: "Unit of rate",
    Role.AMOUNT: "Amount",
    Role.EXECUTED_QUANTITY: "Executed quantity",
    Role.EXECUTED_AMOUNT: "Executed amount",
    Role.PREVIOUS_QUANTITY: "Previous quantity",
    Role.PREVIOUS_AMOUNT: "Previous amount",
    Role.SINCE_QUANTITY: "Quantity since last",
    Role.SINCE_AMOUNT: "Amount since last",
    Role.MORE: "More",
    Role.LESS: "Less",
    Role.REMARKS: "Remarks",
    Role.MEASUREMENT: "Measurement",
}
MARK_WORDS = {
    RowMark.FIELD: "Field",
    RowMark.HEADER: "Header",
    RowMark.ITEM: "Item",
    RowMark.AE: "AE line",
    RowMark.HEADING: "Heading",
    RowMark.CONTINUATION: "Continues",
    RowMark.TOTAL: "Total",
    RowMark.LEFT_OUT: "Left out",
}
FIELD_WORDS = {
    "name_of_work": "Name of work",
    "estimate_amount": "Estimate amount",
    "admin_sanction": "Administrative sanction",
    "tech_sanction": "Technical sanction",
    "agreement": "Agreement",
    "agency": "Agency",
    "mb_details": "M.B. details",
    "doi": "DOI",
    "doc": "DOC",
    "domr": "DOMR",
    "dobr": "DOBR",
    "cc_header": "Title of the bill",
}


def role_word(meaning: str) -> str:
    """What a column means, "" for nothing that counts.

    >>> role_word("since_amount"), role_word("")
    ('Amount since last', '')
    """
    return ROLE_WORDS[Role(meaning)] if meaning else ""


def name_fields(
    found: Sequence[Mapping[str, str]], corrections: SheetCorrections
) -> list[dict[str, Any]]:
    """Every header field in the order of the specification, found or not."""
    by_name = {field["name"]: field for field in found}
    return [
        {
            "name": name,
            "label": FIELD_WORDS[name],
            "value": by_name.get(name, {}).get("value", ""),
            "place": by_name.get(name, {}).get("place", ""),
            "is_corrected": name in corrections.fields,
        }
        for name in FIELD_NAMES
    ]


def describe_corrections(corrections: SheetCorrections) -> list[tuple[str, str]]:
    """Each correction of a sheet as (name for undoing it, what it says).

    >>> describe_corrections(SheetCorrections(cells={"E14": "45.50"}))
    [('cells:E14', 'E14 is 45.50')]
    """
    return list(_describe(corrections))


def _describe(corrections: SheetCorrections) -> Iterator[tuple[str, str]]:
    if corrections.kind:
        yield "kind", f"The sheet is: {KIND_WORDS[corrections.kind].lower()}"
    if corrections.header_row:
        yield "header_row", f"Row {corrections.header_row} heads the columns"
    if corrections.columns:
        said = ", ".join(
            f"{letter} {role_word(meaning).lower() or 'not used'}"
            for letter, meaning in corrections.columns.items()
        )
        yield "columns", f"Columns: {said}"
    for name, value in corrections.fields.items():
        yield f"fields:{name}", f"{FIELD_WORDS[name]} is {value or 'left empty'}"
    for row, mark in corrections.rows.items():
        yield f"rows:{row}", f"Row {row} is: {MARK_WORDS[mark].lower()}"
    for cell, text in corrections.cells.items():
        yield f"cells:{cell}", f"{cell} is {text or 'blank'}"
