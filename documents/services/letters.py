"""Filling the letters of bills and estimates, from the default templates or the office's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Work
from documents.domain.bill_placeholders import (
    Sourced,
    compute_placeholders,
    date_placeholders,
)
from documents.domain.estimate_placeholders import (
    compute_estimate_placeholders,
    compute_forwarding_placeholders,
)
from documents.domain.filters import blank_day
from documents.domain.item_fields import collect_sections
from documents.domain.letters import (
    add_prompts,
    prompt_for,
    report_prompts,
    setting_values,
)
from documents.domain.movement import book_placeholders
from documents.domain.options import DocumentOptions
from documents.domain.template_findings import (
    Filled,
    TemplateContext,
    TemplateRefused,
    WorkValues,
)
from documents.renderers import letters
from documents.renderers.templates.docx.template import fill_docx
from documents.renderers.word_text import finish_letter, repeat_for_each_work
from documents.services.kinds import DocumentKind
from documents.services.sources import Bill

_TEMPLATES = {
    DocumentKind.COVERING: letters.make_covering_template,
    DocumentKind.MOVEMENT: letters.make_movement_template,
    DocumentKind.QUALITY_MEMO: letters.make_quality_memo_template,
    DocumentKind.SPECIFICATION: letters.make_specification_template,
    DocumentKind.FORWARDING: letters.make_forwarding_template,
}
Found = Mapping[str, Sourced]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a workbook in one file; None when the template cannot be used."""

    content: bytes | None
    problems: tuple[Problem, ...]
    found: tuple[dict[str, Sourced], ...]  # of each work, its placeholders
    unknown: tuple[str, ...] = ()  # tags of the template that mean nothing


def default_template(kind: DocumentKind) -> bytes:
    """The template that an office may download, change and put in its place."""
    return _TEMPLATES[kind]()


def fill_bill_letters(
    bills: Sequence[Bill],
    kind: DocumentKind,
    options: DocumentOptions,
    *,
    on: date,
) -> Letters:
    """A letter for each bill, from the office's own template where there is one."""
    of_works = []
    for bill in bills:
        found = compute_placeholders(bill.work, bill.values, on=on)
        of_works.append(found | book_placeholders(found["MB_DETAILS"]))
    common = setting_values(options.letter) | date_placeholders(on)
    works = [bill.work for bill in bills]
    template = options.template or default_template(kind)
    return _fill(template, common, works, of_works, on=on)


def fill_estimate_papers(
    works: Sequence[Work], kind: DocumentKind, options: DocumentOptions, *, on: date
) -> Letters:
    """A report for each estimate, or one letter for all of them."""
    of_works = [compute_estimate_placeholders(work) for work in works]
    common = {
        **setting_values(options.letter),
        **compute_forwarding_placeholders(works, on=on),
        "BODY_OF_LETTER": Sourced(options.body_of_letter),
        "SOR_YEAR": Sourced(options.sor_year),
    }
    return _fill(default_template(kind), common, works, of_works, on=on)


def _fill(
    template: bytes,
    common: Found,
    works: Sequence[Work],
    of_works: Sequence[dict[str, Sourced]],
    *,
    on: date,
) -> Letters:
    context = TemplateContext(
        add_prompts(common),
        [
            WorkValues(add_prompts(found), sections=collect_sections(work))
            for work, found in zip(works, of_works, strict=True)
        ],
    )
    found = tuple({**common, **of_work} for of_work in of_works)
    try:
        if len(works) > 1:
            template = repeat_for_each_work(template)
        filled = fill_docx(template, context)
        names = set().union(*found)
        prompts = {prompt_for(name) for name in names}
        content = finish_letter(filled.content, date=blank_day(on), prompts=prompts)
    except TemplateRefused as error:
        return Letters(None, (_refused(error),), found)
    problems = [*report_template(filled)]
    for work, of_work in zip(works, found, strict=True):
        problems += report_prompts(work.sheet, _used_names(filled), of_work)
    unknown = dict.fromkeys(use.text for use in filled.unknown)
    return Letters(content, tuple(dict.fromkeys(problems)), found, tuple(unknown))


def _used_names(filled: Filled) -> list[str]:
    """The placeholders of the template, a work's field `work.agency` as AGENCY too."""
    return [use.name.rpartition(".")[2].upper() for use in filled.used if use.is_known]


def report_template(filled: Filled) -> list[Problem]:
    """What the filled template leaves open or doubtful, as warnings."""
    unknown = [
        _warning(
            use.text,
            expected=use.nearest or "a known placeholder",
            message=f"Template, {use.place}: {use.text} is not a known placeholder"
            + (f"; {use.nearest} was probably meant" if use.nearest else ""),
        )
        for use in filled.unknown
    ]
    blank = [
        _warning(
            use.text,
            expected=use.name,
            message=f"Template, {use.place}: {use.text} has no value; it is left blank",
        )
        for use in filled.missing
    ]
    doubtful = [
        _warning(
            problem.near,
            expected="",
            message=f"Template, {problem.place}: {problem.message}",
        )
        for problem in filled.problems
    ]
    return unknown + blank + doubtful


def _warning(found: str, *, expected: str, message: str) -> Problem:
    code = Code.LABEL_WITHOUT_VALUE
    return Problem(Level.WARNING, code, "", "", found, expected, message)


def _refused(error: TemplateRefused) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.FILE_UNREADABLE,
        sheet="",
        cell="",
        found="the template",
        expected="a Word template that can be filled",
        message=str(error),
    )
