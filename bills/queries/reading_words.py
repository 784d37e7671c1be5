"""What kinds of sheet, columns, rows and fields are called on the preview page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bills.domain.corrections import SheetCorrections
from bills.domain.table_header import Role
from bills.domain.work import FIELD_NAMES, RowMark, SheetKind

KIND_WORDS = {
    SheetKind.ESTIMATE: _("Estimate"),
    SheetKind.WORKSLIP: _("Workslip"),
    SheetKind.FIRST_BILL: _("First bill"),
    SheetKind.NTH_BILL: _("Later bill"),
    SheetKind.TEMPORARY_WORKS: _("Temporary works"),
    SheetKind.ITEM_BLOCKS: _("Item blocks"),
    SheetKind.REFERENCE: _("Not used"),
    SheetKind.UNRECOGNISED: _("Not recognised"),
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
    Role.SERIAL: _("Serial"),
    Role.CODE: _("Code"),
    Role.DESCRIPTION: _("Description"),
    Role.QUANTITY: _("Quantity"),
    Role.UNIT: _("Unit of quantity"),
    Role.RATE: _("Rate"),
    Role.PER: _("Rate is per"),
    Role.UNIT_SINGULAR: _("Unit of rate"),
    Role.AMOUNT: _("Amount"),
    Role.EXECUTED_QUANTITY: _("Executed quantity"),
    Role.EXECUTED_AMOUNT: _("Executed amount"),
    Role.PREVIOUS_QUANTITY: _("Previous quantity"),
    Role.PREVIOUS_AMOUNT: _("Previous amount"),
    Role.SINCE_QUANTITY: _("Quantity since last"),
    Role.SINCE_AMOUNT: _("Amount since last"),
    Role.MORE: _("More"),
    Role.LESS: _("Less"),
    Role.REMARKS: _("Remarks"),
    Role.MEASUREMENT: _("Measurement"),
}
MARK_WORDS = {
    RowMark.FIELD: _("Field"),
    RowMark.HEADER: _("Header"),
    RowMark.ITEM: _("Item"),
    RowMark.AE: _("AE line"),
    RowMark.HEADING: _("Heading"),
    RowMark.CONTINUATION: _("Continues"),
    RowMark.TOTAL: _("Total"),
    RowMark.LEFT_OUT: _("Left out"),
}
FIELD_WORDS = {
    "name_of_work": _("Name of work"),
    "estimate_amount": _("Estimate amount"),
    "admin_sanction": _("Administrative sanction"),
    "tech_sanction": _("Technical sanction"),
    "agreement": _("Agreement"),
    "agency": _("Agency"),
    "mb_details": _("M.B. details"),
    "doi": _("DOI"),
    "doc": _("DOC"),
    "domr": _("DOMR"),
    "dobr": _("DOBR"),
    "cc_header": _("Title of the bill"),
}


def role_word(meaning: str) -> str:
    """What a column means, "" for nothing that counts.

    >>> role_word("since_amount"), role_word("")
    ('Amount since last', '')
    """
    return str(ROLE_WORDS[Role(meaning)]) if meaning else ""


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
        yield (
            "kind",
            gettext("The sheet is: %(kind)s")
            % {"kind": KIND_WORDS[corrections.kind].lower()},
        )
    if corrections.header_row:
        yield (
            "header_row",
            gettext("Row %(header_row)s heads the columns")
            % {"header_row": corrections.header_row},
        )
    if corrections.columns:
        unused = gettext("not used")  # which extraction would not find in an f-string
        said = ", ".join(
            f"{letter} {role_word(meaning).lower() or unused}"
            for letter, meaning in corrections.columns.items()
        )
        yield "columns", gettext("Columns: %(said)s") % {"said": said}
    for name, value in corrections.fields.items():
        yield (
            f"fields:{name}",
            gettext("%(field)s is %(value)s")
            % {"field": FIELD_WORDS[name], "value": value or gettext("left empty")},
        )
    for row, mark in corrections.rows.items():
        yield (
            f"rows:{row}",
            gettext("Row %(row)s is: %(mark)s")
            % {"row": row, "mark": MARK_WORDS[mark].lower()},
        )
    for cell, text in corrections.cells.items():
        yield (
            f"cells:{cell}",
            gettext("%(cell)s is %(text)s")
            % {"cell": cell, "text": text or gettext("blank")},
        )
