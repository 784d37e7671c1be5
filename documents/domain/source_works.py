"""The works of a source: the bills and estimates of a workbook as bills reads them, else what the labels say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bills.domain.bill import WorkHasErrors
from bills.domain.inputs import BillInputs
from bills.domain.problems import Problem
from bills.domain.work import SheetKind, Work
from documents.domain.bill_placeholders import (
    Sourced,
    compute_placeholders,
    date_placeholders,
)
from documents.domain.bill_values import NotABill, compute_bill_values
from documents.domain.estimate_placeholders import compute_estimate_placeholders
from documents.domain.item_fields import collect_sections
from documents.domain.label_values import (
    SURE,
    Extracted,
    find_grand_total,
    find_label_values,
)
from documents.domain.source_lines import SourceLine, SourceText
from documents.domain.template_findings import SectionValues

# The placeholder of each label key; the other names follow from these.
PLACEHOLDER_OF = {
    "name_of_work": "NAME_OF_WORK",
    "agreement": "REF_OF_AGREEMENT",
    "admin_sanction": "ADMIN_SANCTION",
    "admin_sanction_amount": "ADMIN_SANCTION_AMOUNT",
    "tech_sanction": "TECH_SANCTION",
    "tech_sanction_amount": "TECH_SANCTION_AMOUNT",
    "agency": "NAME_OF_AGENCY",
    "contractor": "CONTRACTOR",
    "contractor_address": "CONTRACTOR_ADDRESS",
    "mb_details": "MB_DETAILS",
    "tp_details": "TP_DETAILS",
    "cc_header": "CC_HEADER",
    "amount": "AMOUNT",
    "estimate_amount": "ESTIMATE_AMOUNT",
    "bond_no": "BOND_NO",
    "nit_no": "NIT_NO",
    "tender_premium": "TENDER_PREMIUM",
    "period_of_completion": "PERIOD_OF_COMPLETION",
    "earnest_money": "EARNEST_MONEY",
    "security_deposit": "SECURITY_DEPOSIT",
    "work_order_no": "WORK_ORDER_NO",
    "work_order_date": "WORK_ORDER_DATE",
    "date_of_commencement": "DATE_OF_COMMENCEMENT",
    "date_of_completion": "DATE_OF_COMPLETION",
    "doi": "DOI",
    "doc": "DOC",
    "domr": "DOMR",
    "dobr": "DOBR",
    "amount_paid": "AMOUNT_PAID",
}
_CALCULATED = 0.9


@dataclass(frozen=True, slots=True)
class ExtractedWork:
    """One work of the source, with its items under their headings."""

    sheet: str  # "" where the source has no sheets
    values: Mapping[str, Extracted]
    sections: tuple[SectionValues, ...] = ()


def extract_works(
    source: SourceText, today: date
) -> tuple[tuple[ExtractedWork, ...], tuple[Problem, ...]]:
    """Each work in the order of the file, and what is wrong in its sheets.

    In a workbook without items each sheet that names a work is one.
    """
    always = {
        name: Extracted(each.value, hint="month of today; the day is left for the pen")
        for name, each in date_placeholders(today).items()
    }
    if not source.works:
        parts = [_from_labels(source, lines) for lines in _parts(source)]
        return tuple(_with(always, part) for part in parts), source.problems
    problems = list(source.problems)
    works = []
    common = _labelled(source, _common_lines(source))
    for work in source.works:
        extracted, found = _from_work(source, work, today, common)
        works.append(_with(always, extracted))
        problems += found
    return tuple(works), tuple(dict.fromkeys(problems))


def _with(always: Mapping[str, Extracted], work: ExtractedWork) -> ExtractedWork:
    return ExtractedWork(work.sheet, {**work.values, **always}, work.sections)


def _from_labels(source: SourceText, lines: Sequence[SourceLine]) -> ExtractedWork:
    values = _labelled(source, lines)
    grand_total = find_grand_total(source.filename, lines)
    if grand_total is not None:
        values["EST_GRAND_TOTAL"] = grand_total
    sheets = {line.place.sheet for line in lines if line.place.sheet}
    return ExtractedWork(sheets.pop() if len(sheets) == 1 else "", values)


def _labelled(source: SourceText, lines: Sequence[SourceLine]) -> dict[str, Extracted]:
    found = find_label_values(source.filename, lines)
    values = {PLACEHOLDER_OF[key]: each for key, each in found.items()}
    if "NAME_OF_AGENCY" not in values and "CONTRACTOR" in values:
        values["NAME_OF_AGENCY"] = values["CONTRACTOR"]
    return values


def _parts(source: SourceText) -> list[Sequence[SourceLine]]:
    """The lines of each work: each sheet that names one, with the sheets that name none."""
    sheets = source.sheets
    if len(sheets) < 2:
        return [source.lines]
    by_sheet = {title: _lines_of(source, title) for title in sheets}
    named = [
        title
        for title, lines in by_sheet.items()
        if "name_of_work" in find_label_values(source.filename, lines)
    ]
    if len(named) < 2:
        return [source.lines]
    common = [
        line for title in sheets if title not in named for line in by_sheet[title]
    ]
    return [[*by_sheet[title], *common] for title in named]


def _lines_of(source: SourceText, title: str) -> list[SourceLine]:
    return [line for line in source.lines if line.place.sheet == title]


def _from_work(
    source: SourceText, work: Work, today: date, common: Mapping[str, Extracted]
) -> tuple[ExtractedWork, tuple[Problem, ...]]:
    """A work as bills reads it; labels, its own first, give what bills does not look for."""
    problems: tuple[Problem, ...] = ()
    read: dict[str, Sourced] = {}
    try:
        values = compute_bill_values(work, BillInputs())
        read = compute_placeholders(work, values, on=today)
        problems = values.problems
    except WorkHasErrors as error:
        problems = tuple(error.problems)
        read = _fields(work)
    except NotABill:
        read = _not_a_bill(work)
    shown = {
        name: _from_cell(source, each)
        for name, each in read.items()
        if each.value not in (None, "")
    }
    labelled = {**common, **_labelled(source, _lines_of(source, work.sheet))}
    # The amount of a work is never taken from elsewhere, such as a stray total.
    labelled.pop("AMOUNT", None)
    return (
        ExtractedWork(work.sheet, {**labelled, **shown}, tuple(collect_sections(work))),
        problems,
    )


def _common_lines(source: SourceText) -> list[SourceLine]:
    """The lines of the sheets that are no work."""
    works = {work.sheet for work in source.works}
    return [line for line in source.lines if line.place.sheet not in works]


def _not_a_bill(work: Work) -> dict[str, Sourced]:
    """An estimate has no amount of a bill; a workslip has that of its current phase."""
    found = _fields(work)
    if work.kind is SheetKind.ESTIMATE:
        return found | compute_estimate_placeholders(work)
    if work.stated_total is not None:
        found["AMOUNT"] = Sourced(work.stated_total, work.sheet)
    return found


def _fields(work: Work) -> dict[str, Sourced]:
    return {
        PLACEHOLDER_OF[name]: Sourced(field.value, field.sheet, field.cell)
        for name, field in work.fields.items()
    }


def _from_cell(source: SourceText, each: Sourced) -> Extracted:
    is_read = bool(each.cell)
    return Extracted(
        each.value,
        file=source.filename if each.sheet else "",
        sheet=each.sheet,
        cell=each.cell,
        confidence=SURE if is_read or not each.sheet else _CALCULATED,
        hint="read as a bill workbook" if is_read else "worked out from the sheet",
    )
