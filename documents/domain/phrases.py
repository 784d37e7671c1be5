"""Values that letters state in phrases without a label; labels are found first, in labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from bills.domain.texts import squeeze
from documents.domain.source_lines import SourceLine

# "for the work of “Providing lights ...” duly": looked for in two steps, because one
# pattern would look ahead from every beginning again.
_WORK_OF = re.compile(r"for\s+the\s+work\s+of\b\s*[:-]?\s*", re.IGNORECASE)
_DULY = re.compile(r"\bduly\b", re.IGNORECASE)
_LONGEST_NAME = 600
_QUOTES = " \u201c\u201d\"'\u2018\u2019,"

# Each gives its value as the group "value". Source: spec templates, section 2.
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        (
            "agency",
            r"(?P<value>\bM/s\b\.?\s*[^\s,;:][^,;:\u201d\"]{1,120}?)"
            r"(?=\s*(?:[,;:\u201d\"]|\n|$|\.(?:\s|$)"
            r"|\s(?:for|towards|duly|vide|has|have|is|was|dt|as\s+per|under)\b))",
        ),
        (
            "nit_no",
            r"\bNIT\b\.?\s*No(?![a-z])\.?\s*:?\s*(?P<value>[^\s,;]*[0-9][^\s,;]*(?:,?\s*(?:Dt|Dated)\b\s*[.:]*\s*[0-9./-]+[0-9])?)",
        ),
        (
            "tp_details",
            r"(?<!unused )(?P<value>\bT\s?\.?\s?P\b\.?\s*@?\s*[0-9]+(?:\.[0-9]+)?\s*%\s*"
            r"(?:less|excess|above|below)\b)",
        ),
        (
            "cc_header",
            r"(?P<value>\bCC\s[^\n,;:]{0,60}?\bBill\b|\bL\.?\s?S\.?\s+(?:[\w&.]+\s+){0,6}?Bill\b"
            r"|\b(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth"
            r"|seventh|eighth|ninth|tenth)\s+(?:(?:and|&)\s+)?(?:part|final)\s+Bill\b"
            r"|\bFinal\s+Bill\b)",
        ),
        (
            "agreement",
            r"\b(?:agreement|agt|agrmt)\b\.?\s*(?:No\b)?\.?\s*:?\s*"
            r"(?P<value>[0-9][\w/&.-]{0,60}/[\w/&-]{0,60}[0-9])",
        ),
        (
            "mb_details",
            r"(?P<value>\bM\.?\s?B\.?\s*Nos?\b\.?\s*[0-9]+[^\n;]{0,120}?\((?:abstract|measurements?)\)"
            r"|\bM\.?\s?B\.?\s*Nos?\b\.?\s*[0-9]+(?:,?\s*P(?:age)?\.?\s*Nos?\b\.?\s*[0-9]+"
            r"(?:\s*(?:to|-)\s*[0-9]+)?)?)",
        ),
        (
            "period_of_completion",
            r"\b(?:period|within|complet\w+|time)\b[^.\n]{0,60}?"
            r"(?P<value>\b[0-9]{1,3}\s*(?:\([^)\n]{1,20}\)\s*)?(?:months?|days?|weeks?|years?)\b)",
        ),
        (
            "amount",
            r"\b(?:amount|sum|bill)\s+(?:of|for)\s+(?P<value>(?:Rs\b\.?|₹)\s*[0-9][0-9,]*(?:\.[0-9]+)?(?:\s*/\s*-)?)",
        ),
    )
)
# The same words inside another amount: "estimate amount of Rs. ..." is no amount of a bill.
_OTHER_AMOUNT = re.compile(
    r"\b(?:estimated?|sanction\w*|deposit|paid|penalty)\s+$", re.IGNORECASE
)
LONGEST_TEXT = 400_000  # characters of one page or sheet


def find_phrases(lines: Sequence[SourceLine]) -> Iterator[tuple[str, str, int, int]]:
    """Each phrase as (key, text, number of its line, offset in it); one may go over lines."""
    numbered = list(enumerate(lines))
    for _, group in groupby(numbered, lambda pair: _page(pair[1])):
        yield from _find_in(list(group))


def _page(line: SourceLine) -> tuple[str, int | None]:
    return line.place.sheet, line.place.page


def _find_in(
    lines: Sequence[tuple[int, SourceLine]],
) -> Iterator[tuple[str, str, int, int]]:
    starts, pieces, length = [], [], 0
    for _, line in lines:
        starts.append(length)
        pieces.append(line.text)
        length += len(line.text) + 1
        if length > LONGEST_TEXT:
            break
    text = "\n".join(pieces)
    for key, value, start in (*_find_names(text), *_find_values(text)):
        at = bisect_right(starts, start) - 1
        yield key, value, lines[at][0], start - starts[at]


def _find_names(text: str) -> Iterator[tuple[str, str, int]]:
    """The names of works, which may go on in the next lines."""
    for match in _WORK_OF.finditer(text):
        end = _DULY.search(text, match.end(), match.end() + _LONGEST_NAME)
        name = text[match.end() : end.start()] if end else ""
        if name.strip(_QUOTES):
            yield "name_of_work", squeeze(name).strip(_QUOTES), match.end()


def _find_values(text: str) -> Iterator[tuple[str, str, int]]:
    """Every other phrase, which ends with its line."""
    for key, pattern in _PHRASES:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            if key != "amount" or not _OTHER_AMOUNT.search(before):
                yield key, squeeze(match["value"]), match.start("value")
