"""What the papers of an estimate say: its total, its percentages, and several estimates in one letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bills.domain.money import format_indian, format_percent
from bills.domain.work import Work
from documents.domain.bill_placeholders import Sourced, date_placeholders

# Where the sheet states no percentages at all. Source: spec documents, section 9.
USUAL_PERCENTAGES = {
    "gst": Decimal(18),
    "qc": Decimal(1),
    "lc": Decimal(1),
    "nac": Decimal("0.1"),
}


def compute_estimate_placeholders(work: Work) -> dict[str, Sourced]:
    """The values of one estimate; a percentage that it does not charge is ""."""
    field = work.fields.get("name_of_work")
    name = Sourced(field.value, field.sheet, field.cell) if field else Sourced("")
    charged = work.percentages or USUAL_PERCENTAGES
    percentages = {
        f"{key.upper()}_PERCENT": Sourced(
            format_percent(charged[key]) if key in charged else "", work.sheet
        )
        for key in USUAL_PERCENTAGES
    }
    total = work.stated_total if work.stated_total is not None else ""
    return {
        "NAME_OF_WORK": name,
        "EST_GRAND_TOTAL": Sourced(total, work.sheet),
        **percentages,
    }


def compute_forwarding_placeholders(
    works: Sequence[Work], *, on: date
) -> dict[str, Sourced]:
    """What a letter says of all its estimates together.

    The total is "" while one of them has no grand total.
    """
    totals = [work.stated_total for work in works]
    known = [total for total in totals if total is not None]
    is_whole = len(known) == len(totals)
    return {
        "ESTIMATE_COUNT": Sourced(Decimal(len(works))),
        "TOTAL_OF_ESTIMATES": Sourced(
            format_indian(sum(known, Decimal(0))) if is_whole else ""
        ),
        "SUBJECT": Sourced(_subject(works)),
        "MONTH_AND_YEAR": Sourced(f"{on:%m - %Y}"),
        **date_placeholders(on),
    }


def _subject(works: Sequence[Work]) -> str:
    if len(works) > 1:
        return f"Estimates for {len(works)} works"
    field = works[0].fields.get("name_of_work")
    return field.value if field else ""
