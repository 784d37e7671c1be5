"""The legend: a workbook that lists every tag with its meaning and today's value; filling is elsewhere."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from documents.domain.filters import FILTERS
from documents.domain.placeholders import (
    ITEM_FIELDS,
    LOOP_FIELDS,
    PLACEHOLDERS,
    SECTION_FIELDS,
    Placeholder,
    complete_values,
    format_value,
)
from documents.domain.template_findings import Fields
from documents.renderers.templates.scope import find_kind

_Row = Sequence[str]

TAGS: Sequence[_Row] = (
    ("{{AMOUNT}}", "A value. Spaces, small letters and curly quotes do no harm."),
    ("{{AMOUNT|words}}", "A value through a filter; see the sheet Filters."),
    (
        "{{EACH item}} ... {{END}}",
        "Once for each item. In a table or sheet: EACH in the first cell of the row "
        "and END in its last, or each in a row of its own above and below.",
    ),
    ("{{EACH section}} ... {{END}}", "Once for each section, with its items inside."),
    (
        "{{EACH work NEW PAGE}} ... {{END}}",
        "Once for each work: on a new page in Word, on a sheet of its own in Excel.",
    ),
    (
        "{{EACH item}} ... {{ELSE}} ... {{END}}",
        "What follows ELSE is printed when there are no items, such as a Nil row.",
    ),
    ("{{IF AMOUNT > 0}} ... {{ELSE}} ... {{END}}", "Only where the condition holds."),
    ("{{{{ and }}}}", "The braces themselves."),
)


def make_legend(values: Fields, custom: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx of three sheets: placeholders with their values today, repeats, filters.

    `custom` are the keys of the user's own mappings with their labels.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        _write(
            book,
            "Placeholders",
            ("Write", "It stands for", "Today"),
            _placeholders(complete_values(values), custom or {}),
        )
        _write(book, "Repeats", ("Write", "What it does"), [*TAGS, *list_fields()])
        _write(
            book,
            "Filters",
            ("Write", "It prints"),
            [(known.example, known.result) for known in FILTERS.values()],
        )
    return target.getvalue()


def _placeholders(values: Fields, custom: Mapping[str, str]) -> Iterable[_Row]:
    for name, placeholder in PLACEHOLDERS.items():
        yield f"{{{{{name}}}}}", placeholder.meaning, _today(values, name)
    for name, label in custom.items():
        if name not in PLACEHOLDERS:
            yield f"{{{{{name}}}}}", f"What follows “{label}”", _today(values, name)


def _today(values: Fields, name: str) -> str:
    return format_value(values.get(name), find_kind(name))


def list_fields() -> Iterable[_Row]:
    """The fields of what a format repeats, with what they stand for."""
    for variable, fields in (("item", ITEM_FIELDS), ("section", SECTION_FIELDS)):
        yield from _field_rows(variable, fields)
    yield "{{work.name_of_work}}", "Any placeholder of the work, in small letters"
    yield from _field_rows("item", LOOP_FIELDS)


def _field_rows(variable: str, fields: Mapping[str, Placeholder]) -> Iterable[_Row]:
    for name, field in fields.items():
        yield f"{{{{{variable}.{name}}}}}", field.meaning


def _write(
    book: xlsxwriter.Workbook, title: str, head: _Row, rows: Iterable[_Row]
) -> None:
    """Every cell as text: a value that begins with = is no formula."""
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 2, 56)
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, wrapped)
