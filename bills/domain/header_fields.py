"""The header fields of a sheet: name of work, agreement, dates; the item table is not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bills.domain.grid import cell_name
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import SheetView
from bills.domain.work import FieldValue

# Each label opens its cell, after an optional number. Source: spec reading, section 7.
_LABELS: dict[str, str] = {
    "name_of_work": r"name\s+of\s+(?:the\s+)?work|work\s+name",
    "estimate_amount": (
        r"estimate\b[^:=]{0,40}?\becv|estimated?\s+amount|amount\s+of\s+(?:the\s+)?estimate"
    ),
    "admin_sanction": (
        r"(?:ref(?:erence)?\.?\s*(?:to|of)\s+(?:the\s+)?)?"
        r"admin(?:istrative)?\.?\s+(?:sanction|approval)|a\.\s?[sa]\.?"
    ),
    "tech_sanction": (
        r"(?:ref(?:erence)?\.?\s*(?:to|of)\s+(?:the\s+)?)?"
        r"tech(?:nical)?\.?\s+sanction|t\.\s?s\.?"
    ),
    "agreement": (
        r"ref(?:erence)?\.?\s*(?:to|of)\s+(?:the\s+)?(?:work\s+order\s+or\s+)?agreement"
        r"|agreement\s+no\.?|agt\.?\s*no\.?|agrmt\.?(?:\s*no\.?)?|bond\s+no\.?"
    ),
    "agency": (
        r"name\s+of\s+(?:the\s+)?(?:agency|contractor|firm)(?:\s+or\s+supplier)?"
        r"|agency|contractor|firm"
    ),
    "mb_details": r"m\.?\s?b\.?\s*no\.?(?:\s*details)?|measurement\s+book(?:\s+no\.?)?",
}
_SEPARATOR = r"\s*(?:[:;]\s*-|[:=]|(?<=\s)-(?=\s)|-$)?\s*"
_FIELD = {
    name: re.compile(
        rf"(?:\(?[0-9]{{1,2}}\s*[.)]\s*)?(?:{pattern})(?![\w'\u2019&/]){_SEPARATOR}(?P<value>.*)",
        re.IGNORECASE,
    )
    for name, pattern in _LABELS.items()
}
_DATE_LABEL = re.compile(r"\b(DOI|DOC|DOMR|DOBR)\b\s*(?::\s*-|[:=-])?\s*")
_DATE_CELL = re.compile(r"(?:\(?[0-9]{1,2}\s*[.)]\s*)?(?:DOI|DOC|DOMR|DOBR)\b")
_CC_HEADER = re.compile(r"CC\s.*\b(?:bill|part|final)\b.*", re.IGNORECASE)
_ONLY_SEPARATOR = re.compile(r"[:;=\s-]+")
_LEADING_SEPARATOR = re.compile(r"^(?:[:;]\s*-|[:=])\s*")


def parse_fields(text: str) -> list[tuple[str, str]]:
    """The fields that one cell states, with "" where the value stands elsewhere.

    >>> parse_fields("Name of the work : Lights: Block A")
    [('name_of_work', 'Lights: Block A')]
    >>> parse_fields("Work of painting name boards for M/s Sri Firm")
    []
    """
    if _CC_HEADER.fullmatch(text):
        return [("cc_header", text)]
    if _DATE_CELL.match(text):
        return _parse_dates(text)
    for name, pattern in _FIELD.items():
        match = pattern.fullmatch(text)
        if match is not None:
            return [(name, match["value"].strip())]
    return []


def _parse_dates(text: str) -> list[tuple[str, str]]:
    labels = list(_DATE_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return [
        (label[1].lower(), text[label.end() : end].strip(" ,;&"))
        for label, end in zip(labels, ends, strict=True)
    ]


def read_fields(view: SheetView, rows: Iterable[int]) -> dict[str, FieldValue]:
    """The fields stated in those rows; a label without a value is reported."""
    fields: dict[str, FieldValue] = {}
    empty: dict[str, tuple[int, int]] = {}
    allowed = set(rows)
    for row in sorted(allowed):
        for column, name, value in _labels_in(view, row):
            if name in fields:
                continue
            found = _field_value(view, (row, column), name, value, allowed)
            if found is None:
                empty.setdefault(name, (row, column))
            else:
                fields[name] = found
    _report_empty(view, {n: p for n, p in empty.items() if n not in fields})
    return fields


def _report_empty(view: SheetView, empty: dict[str, tuple[int, int]]) -> None:
    """One line per cell, for the four dates often share one."""
    for place in dict.fromkeys(empty.values()):
        names = [name for name, other in empty.items() if other == place]
        view.report(
            Level.INFO,
            Code.LABEL_WITHOUT_VALUE,
            place,
            f'no value was found for "{view.text(*place)}"',
            found=view.text(*place),
            expected=", ".join(names).replace("_", " "),
        )


def _labels_in(view: SheetView, row: int) -> Iterator[tuple[int, str, str]]:
    for column, value in view.row_values(row):
        if isinstance(value, str):
            for name, stated in parse_fields(view.text(row, column)):
                yield column, name, stated


def _field_value(
    view: SheetView,
    place: tuple[int, int],
    name: str,
    stated: str,
    allowed: set[int],
) -> FieldValue | None:
    """The value in the label's own cell, else to its right, else below."""
    if stated:
        if any(other != name for other, _ in parse_fields(stated)):
            return None
        return FieldValue(stated, view.title, cell_name(*place))
    for row, column in _neighbours(view, place, allowed):
        text = _LEADING_SEPARATOR.sub("", view.text(row, column))
        if not text or _ONLY_SEPARATOR.fullmatch(text):
            continue
        if parse_fields(text):
            return None
        return FieldValue(text, view.title, cell_name(row, column))
    return None


def _neighbours(
    view: SheetView, place: tuple[int, int], allowed: set[int]
) -> Iterator[tuple[int, int]]:
    row, column = place
    for other, _ in view.row_values(row):
        if other > column:
            yield row, other
    if row + 1 in allowed:
        yield row + 1, column
