"""The value of each label in the lines of a source, then the usual phrases of letters; workbooks are read in source_works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from documents.domain.amounts_in_text import find_amounts, find_date
from documents.domain.labels import Label, find_labels
from documents.domain.phrases import find_phrases
from documents.domain.placeholders import Value
from documents.domain.scan_suggestions import suggest_digits
from documents.domain.source_lines import Place, SourceLine

AMOUNT_KEYS = frozenset(
    {
        "admin_sanction_amount",
        "tech_sanction_amount",
        "amount",
        "estimate_amount",
        "earnest_money",
        "security_deposit",
        "amount_paid",
    }
)
DATE_KEYS = frozenset(
    {
        "work_order_date",
        "date_of_commencement",
        "date_of_completion",
        "doi",
        "doc",
        "domr",
        "dobr",
    }
)
# Values that may go on for several lines. Source: spec templates, section 2.
LONG_KEYS = frozenset({"name_of_work", "contractor_address", "mb_details"})
MOST_FOLLOWING_LINES = 5

SURE, LIKELY, BELOW, PHRASE, SUGGESTED = 0.95, 0.8, 0.75, 0.7, 0.4

_GRAND_TOTAL = re.compile(r"\bgrand\s+total\b", re.IGNORECASE)
# `Total station survey 3 Nos` is no total: only words of a sum may stand before it.
_TOTAL = re.compile(
    r"(?<!sub )(?<!sub-)\btotal\b"
    r"(?=(?:\s*(?:bill|amount|value|cost|payable|in|rs\.?|rupees|₹|[():=-]))*\s*[0-9])",
    re.IGNORECASE,
)
# A line that opens another label, though none of ours: `3. Location : Hanamkonda`.
_NUMBERED_LABEL = re.compile(r"\(?[0-9]{1,2}\s*[.)]\s*[^\W\d][^:=]{0,60}[:=]")
_OTHER_LABEL = re.compile(r"[^\W\d][^:=0-9]{0,40}[:=]")
_ITS_DATE = re.compile(
    r"[\s,;]*\b(?:dt|dated?)\b\s*[.:]?\s*-?\s*(?=[0-9])", re.IGNORECASE
)
_TRAILING = " \t,;|&"
_HAS_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Extracted:
    """A value, where it comes from and how sure that is, 0-1."""

    value: Value
    file: str = ""
    sheet: str = ""
    cell: str = ""
    page: int | None = None
    line: int | None = None
    confidence: float = 1.0
    hint: str = ""  # how it was found, in words for the office

    @classmethod
    def from_line(
        cls,
        value: Value,
        file: str,
        line: SourceLine,
        *,
        offset: int = 0,
        confidence: float = SURE,
        hint: str = "",
    ) -> Extracted:
        """A value that stands in a line; what a scan makes doubtful is less sure."""
        place: Place = line.place
        sure = 1.0 if line.recognised is None else line.recognised
        scan = "" if line.recognised is None else "recognised from a picture"
        where = ", ".join(filter(None, (hint, place.part, scan)))
        return cls(
            value,
            file,
            place.sheet,
            line.cell_at(offset),
            place.page,
            place.line,
            round(confidence * sure, 2),
            where,
        )

    def used_for(self, value: Value, hint: str) -> Extracted:
        """The same source for another value that follows from this one."""
        return replace(self, value=value, hint=hint)

    def as_json(self, text: str) -> dict[str, Any]:
        """The value as it prints, with its source."""
        return {
            "value": text,
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "page": self.page,
            "line": self.line,
            "confidence": self.confidence,
            "hint": self.hint,
        }


def find_label_values(file: str, lines: Sequence[SourceLine]) -> dict[str, Extracted]:
    """The value of each of the 29 keys that the lines state; the first good one of a key wins."""
    found: dict[str, Extracted] = {}
    labels = [find_labels(line.text) for line in lines]
    for number, in_line in enumerate(labels):
        for label in in_line:
            for key, each in _read_label(file, lines, labels, number, label):
                if key not in found or found[key].confidence < each.confidence:
                    found[key] = each
    for key, text, number, offset in find_phrases(lines):
        if key not in found:
            hint = "phrase of a letter"
            value = _read_value(key, text)
            found[key] = Extracted.from_line(
                value, file, lines[number], offset=offset, confidence=PHRASE, hint=hint
            )
    if "amount" not in found:
        total = find_total(file, lines)
        if total is not None:
            found["amount"] = total
    return found


def find_total(file: str, lines: Sequence[SourceLine]) -> Extracted | None:
    """The last number of the last Grand Total, else of the last Total; None without either."""
    return _last_number(file, lines, _GRAND_TOTAL) or _last_number(file, lines, _TOTAL)


def find_grand_total(file: str, lines: Sequence[SourceLine]) -> Extracted | None:
    return _last_number(file, lines, _GRAND_TOTAL)


def _last_number(
    file: str, lines: Sequence[SourceLine], words: re.Pattern[str]
) -> Extracted | None:
    for line in reversed(lines):
        match = words.search(line.text)
        amounts = find_amounts(line.text[match.end() :]) if match else []
        if match and amounts:
            hint = " ".join(match[0].split()).title()
            return Extracted.from_line(
                amounts[-1],
                file,
                line,
                offset=len(line.text),
                confidence=LIKELY,
                hint=hint,
            )
    return None


def _read_label(
    file: str,
    lines: Sequence[SourceLine],
    labels: Sequence[Sequence[Label]],
    number: int,
    label: Label,
) -> Iterable[tuple[str, Extracted]]:
    """The value of one label, and those that its text states besides."""
    line = lines[number]
    text = line.text[label.value : label.end].strip(_TRAILING)
    confidence = SURE if label.has_separator else LIKELY
    offset = label.value
    if not _HAS_CONTENT.search(text):
        text, line = _following(lines, labels, number, label.key)
        confidence, offset = BELOW, 0
    if not text:
        return
    hint = f"label “{lines[number].text[label.start : label.value].strip(' :=-;')}”"
    for key, part in _split_off(label.key, text):
        value = _read_value(key, part)
        if value is None and line.recognised is not None:
            yield from _suggest(file, line, key, part, offset)
        elif value is not None:
            yield (
                key,
                Extracted.from_line(
                    value, file, line, offset=offset, confidence=confidence, hint=hint
                ),
            )


def _following(
    lines: Sequence[SourceLine],
    labels: Sequence[Sequence[Label]],
    number: int,
    key: str,
) -> tuple[str, SourceLine]:
    """The text under a label without one of its own, with the line that it begins in."""
    taken: list[SourceLine] = []
    most = MOST_FOLLOWING_LINES if key in LONG_KEYS else 1
    last = lines[number]
    for at in range(number + 1, min(number + 1 + most, len(lines))):
        line = lines[at]
        ends = labels[at] or _opens_another(line.text, key)
        if ends or not _goes_on(last, line, is_first=not taken):
            break
        taken.append(line)
        last = line
        if line.cells:
            break
    text = " ".join(line.text for line in taken).strip(_TRAILING)
    return text, taken[0] if taken else lines[number]


def _opens_another(text: str, key: str) -> bool:
    """Whether the line states something else; a name of work may hold a colon."""
    if _NUMBERED_LABEL.match(text):
        return True
    return key not in LONG_KEYS and bool(_OTHER_LABEL.match(text))


def _goes_on(above: SourceLine, line: SourceLine, *, is_first: bool) -> bool:
    """Whether the line belongs to the one above: no blank line between, but at first."""
    mine, other = line.place, above.place
    if (mine.sheet, mine.page, mine.part) != (other.sheet, other.page, other.part):
        return False
    if mine.line is None or other.line is None:
        return True
    return mine.line - other.line <= (2 if is_first else 1)


def _split_off(key: str, text: str) -> Iterable[tuple[str, str]]:
    """The text of the key, with what belongs to another: a date, an amount after Rs."""
    if key in ("admin_sanction", "tech_sanction"):
        yield key, text
        if find_amounts(text, with_rupees=True):
            yield f"{key}_amount", text
    elif key == "work_order_no":
        match = _ITS_DATE.search(text)
        yield key, text[: match.start()] if match else text
        if match:
            yield "work_order_date", text[match.end() :]
    elif key == "mb_details" and text[:1].isdigit():
        yield key, f"MB.No. {text}"
    else:
        yield key, text


def _read_value(key: str, text: str) -> Value:
    """The value of a text; None when an amount or a date is wanted and there is none.

    A deposit that is no amount, such as a percentage, is kept as text.
    """
    if key in AMOUNT_KEYS:
        amounts: list[Decimal] = find_amounts(text)
        if amounts:
            return amounts[0]
        return text if key in ("earnest_money", "security_deposit") else None
    if key in DATE_KEYS:
        return find_date(text) or None
    return text.lstrip("@ ").strip(_TRAILING) or None


def _suggest(
    file: str, line: SourceLine, key: str, text: str, offset: int
) -> Iterable[tuple[str, Extracted]]:
    """What a scan may have misread; a suggestion only, so that somebody looks."""
    value = _read_value(key, suggest_digits(text))
    if value is not None:
        hint = f"suggestion: the scan reads “{text}”"
        yield (
            key,
            Extracted.from_line(
                value, file, line, offset=offset, confidence=SUGGESTED, hint=hint
            ),
        )
