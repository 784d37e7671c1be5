"""Custom mappings, `KEY = label text to find`: read from text and looked up in lines; nothing is opened here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from bills.domain.inputs import parse_date
from bills.domain.number_text import parse_number

# Source: spec templates, section 4.
LEAST_SIMILARITY = 0.55
MOST_MAPPINGS = 200
LONGEST_KEY = 60

_LINE = re.compile(r"\s*(?P<key>[^=(]+?)\s*(?:\((?P<hint>[^)]*)\))?\s*=(?P<label>.*)")
_SEPARATOR = re.compile(r"\s*(?::\s*-|:|=|\t|\s[-\u2013]\s)\s*")
_NUMBER = re.compile(
    r"\(?-?\s*(?:rs\.?|₹)?\s*\d[\d,]*(?:\.\d+)?(?:\s*/\s*-)?\)?", re.IGNORECASE
)
_DATE = re.compile(r"\b\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}\b")


class Hint(StrEnum):
    """What the value of a mapping is read as."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Mapping:
    """One line of a user's own: the placeholder, and the label that its value follows."""

    key: str
    label: str
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no mapping."""

    number: int  # from 1
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class MappedValue:
    """What was found for a mapping, and how like its label the label in the file is."""

    value: str | Decimal | date
    line: int  # index into the lines that were searched
    similarity: Decimal


def parse_mappings(text: str) -> tuple[list[Mapping], list[BadLine]]:
    """The mappings of a text, one per line, and the lines that cannot be read.

    >>> mappings, bad = parse_mappings("# ours\\nGST no = GSTIN\\nEMD (number) = Deposit\\nX")
    >>> [(m.key, m.label, m.hint) for m in mappings]
    [('GST_NO', 'GSTIN', None), ('EMD', 'Deposit', <Hint.NUMBER: 'number'>)]
    >>> bad[0].number, bad[0].text
    (4, 'X')
    """
    mappings: dict[str, Mapping] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        found = _parse_line(stripped, mappings)
        if isinstance(found, Mapping):
            mappings[found.key] = found
        else:
            bad.append(BadLine(number, stripped, found))
    return list(mappings.values()), bad


def find_mapped_values(
    mappings: Iterable[Mapping], lines: Sequence[str]
) -> dict[str, MappedValue]:
    """The value of each mapping whose label some line has; the others are left out.

    Only the label part of a line is compared, and the best wins.

    >>> lines = ["Earnest money deposit : Rs. 12,500/- paid", "GSTIN : 36AAA"]
    >>> mappings, _ = parse_mappings("EMD (number) = Earnest Money\\nGST = GSTIN")
    >>> {key: found.value for key, found in find_mapped_values(mappings, lines).items()}
    {'EMD': Decimal('12500'), 'GST': '36AAA'}
    """
    found = {}
    for mapping in mappings:
        best = _best(mapping, lines)
        if best is not None:
            found[mapping.key] = best
    return found


def normalise_key(text: str) -> str:
    """The key as a placeholder: capitals, digits and underscores.

    >>> normalise_key(" gst-in no. ")
    'GST_IN_NO_'
    """
    return re.sub(r"[^A-Z0-9_]", "_", text.strip().upper())


def _parse_line(line: str, known: dict[str, Mapping]) -> Mapping | str:
    """The mapping, or what is wrong with the line."""
    match = _LINE.fullmatch(line)
    if match is None:
        return "write KEY = label text to find"
    key, label = normalise_key(match["key"]), match["label"].strip()
    hint = (match["hint"] or "").strip().lower()
    if not label:
        return f"the label after {key} = is missing"
    if not key.strip("_") or len(key) > LONGEST_KEY:
        return f"a key has letters and at most {LONGEST_KEY} characters"
    if match["hint"] is not None and hint not in set(Hint):
        return f"({hint}) is not number, date or text"
    if key in known:
        return f"{key} is there already"
    if len(known) >= MOST_MAPPINGS:
        return f"there are more than {MOST_MAPPINGS} mappings"
    return Mapping(key, label, Hint(hint) if hint else None)


def _best(mapping: Mapping, lines: Sequence[str]) -> MappedValue | None:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(mapping.label))
    best: MappedValue | None = None
    for number, line in enumerate(lines):
        label, text = _split(line, mapping.label)
        matcher.set_seq1(_plain(label))
        if not text or matcher.quick_ratio() < LEAST_SIMILARITY:
            continue
        similarity = Decimal(str(round(matcher.ratio(), 3)))
        if similarity < Decimal(str(LEAST_SIMILARITY)):
            continue
        value = _read(text, mapping.hint)
        if value is not None and (best is None or similarity > best.similarity):
            best = MappedValue(value, number, similarity)
    return best


def _split(line: str, label: str) -> tuple[str, str]:
    """The label part of a line and the text after it.

    A line without a separator is divided after as many words as the label has.

    >>> _split("GSTIN :- 36AAA:1", "GSTIN"), _split("GSTIN 36AAA", "GST")
    (('GSTIN', '36AAA:1'), ('GSTIN', '36AAA'))
    """
    parts = _SEPARATOR.split(line.strip(), maxsplit=1)
    if len(parts) == 2:
        return parts[0], parts[1].strip()
    words = line.split()
    count = len(label.split())
    return " ".join(words[:count]), " ".join(words[count:])


def _plain(label: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", label.casefold()).split())


def _read(text: str, hint: Hint | None) -> str | Decimal | date | None:
    if hint is Hint.NUMBER:
        numbers = (parse_number(found[0]) for found in _NUMBER.finditer(text))
        return next((number for number in numbers if number is not None), None)
    if hint is Hint.DATE:
        dates = (
            parse_date(found[0].replace(" ", "")) for found in _DATE.finditer(text)
        )
        return next((day for day in dates if day is not None), None)
    return text
