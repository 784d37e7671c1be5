"""The papers of bills and estimates that have been read: forms are rendered, letters are filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from bills.domain.making import MadeFile, Making
from bills.domain.problems import Problem
from bills.domain.work import Work
from documents.domain.bill_placeholders import Sourced, compute_placeholders
from documents.domain.ls_fields import is_final
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
from documents.services.sources import Bill


@dataclass(frozen=True, slots=True)
class DocumentMaking(Making):
    """`values`: for each work, every placeholder with the cell that it was read from."""

    values: tuple[Mapping[str, Sourced], ...] = ()
    unknown: tuple[str, ...] = ()  # tags of a letter that mean nothing


def make_bill_papers(
    bills: Sequence[Bill], kind: DocumentKind, options: DocumentOptions, *, on: date
) -> DocumentMaking:
    """The paper of this kind of every bill, in one file; LS Forms of both kinds in two."""
    if kind is DocumentKind.LS_FORM:
        return _make_forms_by_title(bills, options, on=on)
    if kind.is_form:
        return _make_forms(kind, bills, options, on=on)
    papers = fill_bill_letters(bills, kind, options, on=on)
    return _make_letters(kind, papers, [bill.summarise() for bill in bills])


def make_estimate_papers(
    works: Sequence[Work], kind: DocumentKind, options: DocumentOptions, *, on: date
) -> DocumentMaking:
    papers = fill_estimate_papers(works, kind, options, on=on)
    return _make_letters(kind, papers, [_summarise_estimate(work) for work in works])


def _make_forms_by_title(
    bills: Sequence[Bill], options: DocumentOptions, *, on: date
) -> DocumentMaking:
    """Each bill on the form that its own title asks for."""
    finals = [bill for bill in bills if is_final(bill.values.header.title)]
    if len(finals) in (0, len(bills)):
        kind = DocumentKind.LS_FINAL if finals else DocumentKind.LS_PART
        return _make_forms(kind, bills, options, on=on)
    parts = [bill for bill in bills if bill not in finals]
    running = _make_forms(DocumentKind.LS_PART, parts, options, on=on)
    final = _make_forms(DocumentKind.LS_FINAL, finals, options, on=on)
    by_sheet = {
        bill.work.sheet: found
        for made, group in ((running, parts), (final, finals))
        for bill, found in zip(group, made.values, strict=True)
    }
    return DocumentMaking(
        tuple(bill.summarise() for bill in bills),
        tuple(dict.fromkeys([*running.problems, *final.problems])),
        (*_rename(running, "Part"), *_rename(final, "Final")),
        tuple(by_sheet[bill.work.sheet] for bill in bills),
    )


def _rename(made: DocumentMaking, which: str) -> list[MadeFile]:
    return [
        replace(file, filename=file.filename.replace(".", f"_{which}."))
        for file in made.files
    ]


def _make_forms(
    kind: DocumentKind,
    bills: Sequence[Bill],
    options: DocumentOptions,
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
        tuple(dict.fromkeys(found)),
        (MadeFile(kind.filename(len(bills)), content),),
        tuple(compute_placeholders(b.work, b.values, on=on) for b in bills),
    )


def _make_letters(
    kind: DocumentKind, papers: Letters, summaries: Sequence[dict[str, Any]]
) -> DocumentMaking:
    files: tuple[MadeFile, ...] = ()
    if papers.content is not None:
        files = (MadeFile(kind.filename(len(summaries)), papers.content),)
    return DocumentMaking(
        tuple(summaries), papers.problems, files, papers.found, papers.unknown
    )


def add_problems(made: DocumentMaking, problems: Sequence[Problem]) -> DocumentMaking:
    """With these problems before its own, each once."""
    return replace(made, problems=tuple(dict.fromkeys([*problems, *made.problems])))


def _summarise_estimate(work: Work) -> dict[str, Any]:
    field = work.fields.get("name_of_work")
    return {
        "sheet": work.sheet,
        "kind": work.kind.value,
        "title": field.value if field else "",
        "items": len(work.items),
        "total": format_value(work.stated_total),
    }
