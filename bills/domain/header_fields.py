"""The header fields of a sheet: name of work, agreement, dates; the item table is not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import NamedTuple

from bills.domain.corrections import tell_corrected, tell_unused
from bills.domain.grid import cell_name
from bills.domain.problems import Code, Level
from bills.domain.sheet_view import SheetView
from bills.domain.work import FIELD_NAMES, FieldValue

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
# The currency belongs to the label, as in `Estimate Amount (Rs.) : 4,50,000`.
_SEPARATOR = r"(?:\s*\(\s*(?:in\s+)?(?:rs\.?|rupees|₹)\s*\))?\s*(?:[:;]\s*-|[:=]|(?<=\s)-(?=\s)|-$)?\s*"
_FIELD = {
    name: re.compile(
        rf"(?:\(?[0-9]{{1,2}}\s*[.)]\s*)?(?:{pattern})(?![\w'\u2019&/]){_SEPARATOR}(?P<value>.*)",
        re.IGNORECASE,
    )
    for name, pattern in _LABELS.items()
}
# `Reference to work order or Agreement` may state the work order.
_WORK_ORDER = re.compile(r"work\s+order", re.IGNORECASE)
_DATE_LABEL = re.compile(r"\b(DOI|DOC|DOMR|DOBR)\b\s*(?::\s*-|[:=-])?\s*")
_DATE_CELL = re.compile(r"(?:\(?[0-9]{1,2}\s*[.)]\s*)?(?:DOI|DOC|DOMR|DOBR)\b")
_CC_HEADER = re.compile(r"CC\s.*\b(?:bill|part|final)\b.*", re.IGNORECASE)
# The same label in an Indian script before the English one.
_OTHER_SCRIPT = re.compile(r"^[\u0900-\u0dff][\u0900-\u0dff\u200c\u200d\s.]*[/|(-]\s*")
_ONLY_SEPARATOR = re.compile(r"[:;=\s-]+")
_LEADING_SEPARATOR = re.compile(r"^(?:[:;]\s*-|[:=])\s*")


def parse_fields(text: str) -> list[tuple[str, str]]:
    """The fields that one cell states, with "" where the value stands elsewhere.

    >>> parse_fields("Name of the work : Lights: Block A")
    [('name_of_work', 'Lights: Block A')]
    >>> parse_fields("Work of painting name boards for M/s Sri Firm")
    []
    """
    text = _OTHER_SCRIPT.sub("", text)
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


@dataclass(slots=True)
class HeaderFields:
    """The fields of a sheet, and the rows that state them."""

    values: dict[str, FieldValue] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)


def read_fields(view: SheetView, rows: Iterable[int]) -> HeaderFields:
    """The fields stated in those rows; a label without a value is reported."""
    header = HeaderFields()
    fields = header.values
    empty: dict[str, tuple[int, int]] = {}
    allowed = set(rows)
    labels = [label for row in sorted(allowed) for label in _labels_in(view, row)]
    labels.sort(key=lambda label: label.is_weak)
    for label in labels:
        header.rows.add(label.row)
        if label.name in fields:
            continue
        found = _field_value(view, label, allowed)
        if found is None:
            empty.setdefault(label.name, (label.row, label.column))
        else:
            fields[label.name] = found
            header.rows.add(_row_of(found))
    _report_empty(view, {n: p for n, p in empty.items() if n not in fields})
    return header


def _row_of(value: FieldValue) -> int:
    return int(value.cell.lstrip(ascii_uppercase))


def correct_fields(
    view: SheetView, fields: dict[str, FieldValue], wanted: Mapping[str, str]
) -> None:
    """Replaces fields by what the office says; a blank says that there is no value."""
    for name, value in wanted.items():
        if name not in FIELD_NAMES:
            reason = f"{name!r} is no header field"
            view.problems.append(tell_unused(view.title, "", reason))
            continue
        found = fields[name].value if name in fields else ""
        fields[name] = FieldValue(value, view.title, "")
        what = name.replace("_", " ")
        found, used = (
            f'{what} "{text}"' if text else f"no {what}" for text in (found, value)
        )
        view.problems.append(tell_corrected(view.title, "", found, used))


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


class _Label(NamedTuple):
    row: int
    column: int
    name: str
    stated: str  # what its own cell states; "" where the value stands elsewhere
    is_weak: bool  # counts only where no other label of the field has a value


def _labels_in(view: SheetView, row: int) -> Iterator[_Label]:
    for column, value in view.row_values(row):
        if isinstance(value, str):
            text = view.text(row, column)
            for name, stated in parse_fields(text):
                is_weak = name == "agreement" and bool(_WORK_ORDER.search(text))
                yield _Label(row, column, name, stated, is_weak)


def _field_value(
    view: SheetView, label: _Label, allowed: set[int]
) -> FieldValue | None:
    """The value in the label's own cell, else to its right, else below."""
    place = label.row, label.column
    if label.stated:
        if any(other != label.name for other, _ in parse_fields(label.stated)):
            return None
        return FieldValue(label.stated, view.title, cell_name(*place))
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
