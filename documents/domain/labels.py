"""The 29 labels that a source may state, and where they stand in a line; their values are read in label_values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_REF = r"(?:ref(?:erence)?\.?\s*(?:to|of)\s+(?:the\s+)?)?"
_ADMIN = rf"{_REF}admin(?:istrative)?\.?\s+(?:sanction|approval)"
_TECH = rf"{_REF}tech(?:nical)?\.?\s+sanction"
_NO = r"(?:\s*(?:no|number)(?![a-z])\.?)"

# Source: spec templates, section 2. The longest spelling at one place wins.
LABELS: dict[str, str] = {
    "name_of_work": r"name\s+of\s+(?:the\s+)?work|work\s+name",
    "agreement": (
        rf"{_REF}agreement(?:{_NO}|\s+ref(?:erence)?\.?)?|agt\.?{_NO}|agrmt\.?{_NO}?"
    ),
    "admin_sanction": rf"{_ADMIN}(?:{_NO}|\s+ref\.?)?|a\.\s?[as]\.?{_NO}?",
    "admin_sanction_amount": rf"{_ADMIN}\s+amount|amount\s+of\s+(?:the\s+)?{_ADMIN}",
    "tech_sanction": rf"{_TECH}(?:{_NO}|\s+ref\.?)?|t\.\s?s\.?{_NO}?",
    "tech_sanction_amount": rf"{_TECH}\s+amount|amount\s+of\s+(?:the\s+)?{_TECH}",
    "agency": r"name\s+of\s+(?:the\s+)?(?:agency|firm)|agency(?:\s+name)?|firm",
    "contractor": r"name\s+of\s+(?:the\s+)?contractor|contractor(?:['\u2019]?s)?(?:\s+name)?",
    "contractor_address": (
        r"address(?:\s+of\s+(?:the\s+)?(?:contractor|agency|firm))?"
        r"|(?:contractor|agency|firm)(?:['\u2019]?s)?\s+address"
    ),
    "mb_details": (
        rf"m\.?\s?b\.?(?:{_NO}s?\.?)?\s*details|m\.?\s?b\.?{_NO}s?\.?"
        rf"|measurement\s+book{_NO}?(?:\s*details)?"
    ),
    "tp_details": r"t\.?\s?p\.?\s+details|t\.\s?p\.?",
    "cc_header": r"(?:serial\s+)?(?:no\.?\s+of\s+(?:the\s+)?bill|bill\s+(?:type|title))",
    "amount": (
        r"(?:total\s+|gross\s+|this\s+)?bill\s+amount|amount(?:\s+of\s+(?:the\s+)?"
        r"(?:this\s+)?bill)?|(?:total|gross)\s+amount|value\s+of\s+(?:the\s+)?bill"
    ),
    "estimate_amount": (
        r"estimated?\s+(?:amount|cost|value)|amount\s+of\s+(?:the\s+)?estimate"
        r"|estimate\s+\w*\s*ecv"
    ),
    "bond_no": rf"bond{_NO}",
    "nit_no": rf"(?:n\.?i\.?t\.?|tender(?:\s+notice)?){_NO}",
    "tender_premium": r"tender\s+(?:premium|percentage)",
    "period_of_completion": (
        r"(?:stipulated\s+)?period\s+(?:of|for)\s+completion|stipulated\s+period"
        r"|time\s+(?:of|for)\s+completion|completion\s+period"
    ),
    "earnest_money": r"earnest\s+money(?:\s+deposit)?|e\.?m\.?d\.?(?:\s+amount)?",
    "security_deposit": r"security\s+deposit|f\.?s\.?d\.?|s\.d\.?",
    "work_order_no": rf"work\s+order(?:{_NO}|\s+ref\.?)?",
    "work_order_date": r"(?:date\s+of\s+(?:the\s+)?work\s+order|work\s+order\s+date)",
    "date_of_commencement": (
        r"(?:actual\s+)?date\s+of\s+commencement(?:\s+of\s+(?:the\s+)?work)?"
        r"|commencement\s+date"
    ),
    "date_of_completion": (
        r"(?:actual\s+|stipulated\s+)?date\s+of\s+(?:actual\s+)?completion"
        r"(?:\s+of\s+(?:the\s+)?work)?|completion\s+date"
    ),
    "doi": r"d\.?o\.?i\.?",
    "doc": r"d\.?o\.?c\.?",
    "domr": r"d\.?o\.?m\.?r\.?",
    "dobr": r"d\.?o\.?b\.?r\.?",
    "amount_paid": r"amount\s+(?:already\s+)?paid|paid\s+amount",
}
# Words of ordinary sentences too: they are labels only before a separator.
_NEEDS_SEPARATOR = frozenset(
    {"agency", "contractor", "contractor_address", "amount", "tp_details"}
)
_SHORT_DATES = frozenset({"doi", "doc", "domr", "dobr"})

_NUMBERED = r"(?:\(?(?:[0-9]{1,2}\s*[.)]|(?:[a-z]|[ivx]{1,4})\s*\))\s*)?"
_AT_START = re.compile(rf"\s*{_NUMBERED}", re.IGNORECASE)
_MAY_FOLLOW = re.compile(r"(?:^|[\s,;|&(/]+)")
_SEPARATOR = re.compile(
    r"(?:\s*\(\s*(?:in\s+)?(?:rs\.?|rupees|₹)\s*\)|\s*\(?%\)?(?=\s*[:=]))?"
    r"\s*(?P<mark>[:;]\s*[-\u2013]|[:=]|(?<=\s)[-\u2013](?=\s|$)|[-\u2013]$)?\s*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[0-9]")
_DIGIT_FIRST = re.compile(r"[^:=0-9]*[0-9]")
# Most lines are rows of items: without one of these no label can follow the first.
_HAS_LATER_LABEL = re.compile(r"[:=;]|\s[-\u2013]|\b[dn]\.?[oi]", re.IGNORECASE)
_PATTERNS = {
    key: re.compile(rf"(?:{pattern})(?![^\W\d]|['\u2019&/])", re.IGNORECASE)
    for key, pattern in LABELS.items()
}
_ANY = re.compile("|".join(LABELS.values()), re.IGNORECASE)
LONGEST_LINE = 5_000  # characters; labels further right are not looked for


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a line; its value is the text from `value` to `end`."""

    key: str
    start: int
    value: int
    end: int
    has_separator: bool


def find_labels(text: str) -> list[Label]:
    """The labels of a line, from left to right.

    One opens the line, after an optional number; those after it have a separator.

    >>> [(label.key, label.value) for label in find_labels("Agt. No. 30/2025-26 DOI: 1.4.2025")]
    [('agreement', 9), ('doi', 25)]
    >>> find_labels("Work of painting name boards for M/s Sri Firm")
    []
    """
    found: list[Label] = []
    for start in _possible_starts(text[:LONGEST_LINE]):
        if found and start < found[-1].value:
            continue
        label = _label_at(text, start, is_first=start == _first(text))
        if label is not None:
            found.append(label)
    if not found:
        return []
    ends = [label.start for label in found[1:]] + [len(text)]
    return [
        Label(each.key, each.start, each.value, end, each.has_separator)
        for each, end in zip(found, ends, strict=True)
    ]


def _first(text: str) -> int:
    match = _AT_START.match(text)
    return match.end() if match else 0


def _possible_starts(text: str) -> Iterator[int]:
    first = _first(text)
    yield first
    if not _HAS_LATER_LABEL.search(text, first):
        return
    for match in _MAY_FOLLOW.finditer(text, first):
        if match.end() > first:
            yield match.end()


def _label_at(text: str, start: int, *, is_first: bool) -> Label | None:
    if not _ANY.match(text, start):
        return None
    matches = (
        (match.end(), key)
        for key, pattern in _PATTERNS.items()
        if (match := pattern.match(text, start))
    )
    end, key = max(matches, default=(0, ""))
    if not key:
        return None
    separator = _SEPARATOR.match(text, end)
    value = separator.end() if separator else end
    ends_line = is_first and value == len(text)
    has_separator = bool(separator and separator["mark"]) or ends_line
    if not has_separator and not _may_stand_alone(key, text, value, is_first):
        return None
    return Label(key, start, value, len(text), has_separator)


def _may_stand_alone(key: str, text: str, value: int, is_first: bool) -> bool:
    """Whether the label counts without a separator: DOI before a date, or the first one.

    >>> find_labels("WORK ORDER AMOUNT RS.: 87588")
    []
    """
    if key in _SHORT_DATES or key == "nit_no":
        return bool(_DIGIT.match(text, value))
    if not is_first or key in _NEEDS_SEPARATOR:
        return False
    # In `Work Order Amount : 5,000` the label goes on; a reference has a digit.
    return key == "name_of_work" or bool(_DIGIT_FIRST.match(text, value))
