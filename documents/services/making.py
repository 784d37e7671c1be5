"""Making the documents of a workbook; forms are rendered, letters are filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from bills.domain.inputs import BillInputs
from bills.domain.making import MadeFile, Making, Report, ignore_progress
from bills.domain.problems import Problem
from bills.domain.work import Work
from bills.services import read_file
from documents.domain.bill_placeholders import Sourced, compute_placeholders
from documents.domain.ls_final import compute_ls_form_final
from documents.domain.ls_form import compute_ls_form_part
from documents.domain.options import DocumentOptions
from documents.domain.placeholders import format_value
from documents.renderers.ls_final import render_ls_finals
from documents.renderers.ls_form import render_ls_forms
from documents.services.kinds import DocumentKind
from documents.services.letters import (
    Letters,
    fill_bill_letters,
    fill_estimate_papers,
)
from documents.services.sources import Bill, collect_bills, collect_estimates

USUAL = DocumentOptions()


@dataclass(frozen=True, slots=True)
class DocumentMaking(Making):
    """`values`: for each work, every placeholder with the cell that it was read from."""

    values: tuple[Mapping[str, Sourced], ...] = ()


def make_documents(
    *,
    filename: str,
    content: bytes,
    kind: DocumentKind,
    inputs: BillInputs,
    options: DocumentOptions = USUAL,
    report: Report = ignore_progress,
) -> DocumentMaking:
    """The documents of every bill or estimate of the workbook, in one file."""
    report(10, "Reading bill file...")
    reading = read_file(filename=filename, content=content)
    report(20, "Extracting header data...")
    today = timezone.localdate()
    if kind.is_of_estimate:
        works, problems = collect_estimates(reading)
        if not works:
            return DocumentMaking((), problems)
        report(40, f"Generating {kind.label} document...")
        papers = fill_estimate_papers(works, kind, options, on=today)
        summaries = [_summarise_estimate(work) for work in works]
        return _make_letters(kind, papers, summaries, problems)
    bills, problems = collect_bills(reading, inputs)
    if not bills:
        return DocumentMaking((), problems)
    report(40, f"Generating {kind.label} document...")
    if kind.is_form:
        return _make_forms(kind, bills, options, problems, on=today)
    papers = fill_bill_letters(bills, kind, options, on=today)
    return _make_letters(kind, papers, [b.summarise() for b in bills], problems)


def _make_forms(
    kind: DocumentKind,
    bills: Sequence[Bill],
    options: DocumentOptions,
    problems: tuple[Problem, ...],
    *,
    on: date,
) -> DocumentMaking:
    now = timezone.now()
    if kind is DocumentKind.LS_FINAL:
        finals = [compute_ls_form_final(bill.values, options) for bill in bills]
        content = render_ls_finals(finals, created=now)
        found = [problem for form in finals for problem in form.problems]
    else:
        parts = [compute_ls_form_part(bill.values, options) for bill in bills]
        content = render_ls_forms(parts, created=now)
        found = [problem for form in parts for problem in form.problems]
    return DocumentMaking(
        tuple(bill.summarise() for bill in bills),
        tuple(dict.fromkeys([*problems, *found])),
        (MadeFile(kind.filename(len(bills)), content),),
        tuple(compute_placeholders(b.work, b.values, on=on) for b in bills),
    )


def _make_letters(
    kind: DocumentKind,
    papers: Letters,
    summaries: Sequence[dict[str, Any]],
    problems: tuple[Problem, ...],
) -> DocumentMaking:
    count = len(summaries)
    files = (
        ()
        if papers.content is None
        else (MadeFile(kind.filename(count), papers.content),)
    )
    return DocumentMaking(
        tuple(summaries),
        tuple(dict.fromkeys([*problems, *papers.problems])),
        files,
        papers.found,
    )


def _summarise_estimate(work: Work) -> dict[str, Any]:
    field = work.fields.get("name_of_work")
    return {
        "sheet": work.sheet,
        "kind": work.kind.value,
        "title": field.value if field else "",
        "items": len(work.items),
        "total": format_value(work.stated_total),
    }
