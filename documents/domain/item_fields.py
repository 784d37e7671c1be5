"""The lines of a work as the repeated fields of templates, under their headings."""

from __future__ import annotations

import re

from bills.domain.work import Line, LineKind, Work
from documents.domain.placeholders import Value
from documents.domain.template_findings import Fields, SectionValues

_DAYS = re.compile(r"\bfor\s+([1-9]\d{0,3})\s+days?\b", re.IGNORECASE)


def collect_sections(work: Work) -> list[SectionValues]:
    """The items of a work under each of its headings; items before any have none."""
    sections: list[tuple[str, list[Fields]]] = [("", [])]
    for line in work.lines:
        if line.kind is LineKind.HEADING:
            sections.append((line.description, []))
        else:
            sections[-1][1].append(item_fields(line, is_hired=work.is_temporary))
    return [SectionValues(title, items) for title, items in sections if title or items]


def item_fields(line: Line, *, is_hired: bool = False) -> dict[str, Value]:
    """One line. A hired item has its days beside the unit: `Nos x 3 Days`."""
    days = _DAYS.search(line.description) if is_hired else None
    return {
        "serial": line.serial,
        "description": line.description,
        "unit": f"{line.unit} x {days[1]} Days" if days else line.unit,
        "rate": line.rate,
        "quantity": line.quantity,
        "amount": line.amount,
        "previous_quantity": line.previous_quantity,
        "previous_amount": line.previous_amount,
        "since_quantity": line.since_quantity,
        "since_amount": line.since_amount,
        "remarks": line.remarks,
    }
