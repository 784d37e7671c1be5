"""The tender premium as estimates and bills write it; where its row stands is found in labels.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bills.domain.money import compute_premium, round_to_paisa
from bills.domain.texts import squeeze
from bills.domain.work import PremiumType

_TYPES = {
    "add": PremiumType.EXCESS,
    "excess": PremiumType.EXCESS,
    "above": PremiumType.EXCESS,
    "plus": PremiumType.EXCESS,
    "deduct": PremiumType.LESS,
    "less": PremiumType.LESS,
    "below": PremiumType.LESS,
    "minus": PremiumType.LESS,
}
_PERCENT = r"(?:(?P<percent>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*%?|%\s*(?P<percent2>[0-9]+(?:\.[0-9]*)?)|%)"
_LEAD = r"(?P<leads>(?:(?:add|deduct|excess|less)\b\s*[/:.,-]?\s*)*)"
_TRAIL = r"(?:\(?\b(?P<trail>excess|less|above|below)\b\)?)"
_TENDER_PREMIUM = re.compile(
    rf"{_LEAD}(?:t\s*\.\s*p\b\.?|t\s+p\b|tp\b|tender\s+premium\b)\s*"
    rf"(?:[@:=-]+\s*)?{_PERCENT}?\s*{_TRAIL}?\s*(?:on\b.*)?[.:]*",
    re.IGNORECASE,
)
_PERCENT_FIRST = re.compile(
    rf"{_LEAD}(?:@\s*)?(?P<percent>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*%\s*"
    rf"(?:t\s*\.\s*p\b\.?|tp\b|tender\s+premium\b)\s*{_TRAIL}?[.:]*",
    re.IGNORECASE,
)
# As other offices write it: "Less 0.1% below BSR", "Add 5 % above".
_ABOVE_OR_BELOW = re.compile(
    rf"{_LEAD}(?:@\s*)?(?P<percent>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*%\s*{_TRAIL}"
    r"(?:\s+(?:on\s+|the\s+)*[a-z.-]+){0,4}",
    re.IGNORECASE,
)
_UNUSED = re.compile(r"\bunused\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:t\s*\.?\s*p|tender\s+premium)\b", re.IGNORECASE)

MOST_PLACES = 4
LONGEST_PREMIUM = 160  # characters; anything longer is the text of an item


@dataclass(frozen=True, slots=True)
class PremiumText:
    """What a T.P row says; None is what it leaves open."""

    percent: Decimal | None
    type: PremiumType | None


def is_unused_premium(text: str) -> bool:
    """Whether the row is the part of the sanctioned premium that was not consumed.

    >>> is_unused_premium("Unused T.P @ 4.5 % on ECV"), is_unused_premium("Unused pipes")
    (True, False)
    """
    return bool(_UNUSED.search(text) and _NAMED.search(text))


def parse_premium(text: str) -> PremiumText | None:
    """The premium that a whole row text states, None when the text is no T.P row.

    Source: spec reading, section 6.

    >>> parse_premium("T.P @ 7.86 % Less")
    PremiumText(percent=Decimal('7.86'), type=<PremiumType.LESS: 'Less'>)
    >>> parse_premium("UPS output efficiency 95%") is None
    True
    """
    text = squeeze(text)
    if len(text) > LONGEST_PREMIUM or is_unused_premium(text):
        return None
    patterns = (_TENDER_PREMIUM, _PERCENT_FIRST, _ABOVE_OR_BELOW)
    matches = (pattern.fullmatch(text) for pattern in patterns)
    match = next(filter(None, matches), None)
    if match is None:
        return None
    groups = match.groupdict()
    percent = groups.get("percent") or groups.get("percent2")
    return PremiumText(
        Decimal(percent) if percent else None,
        _find_type(match["leads"], match["trail"]),
    )


def _find_type(leads: str, trail: str | None) -> PremiumType | None:
    """The trailing word, else the lead words when they all say the same."""
    if trail:
        return _TYPES[trail.casefold()]
    types = {_TYPES[word] for word in re.findall(r"[a-z]+", leads.casefold())}
    return types.pop() if len(types) == 1 else None


def derive_percent(amount: Decimal, sub_total: Decimal) -> Decimal | None:
    """The shortest percentage of up to 4 places whose premium is the amount's magnitude.

    >>> derive_percent(Decimal("-638.21"), Decimal("14182.50"))
    Decimal('4.5')
    """
    if sub_total == 0:
        return None
    exact = abs(amount) * 100 / abs(sub_total)
    for places in range(MOST_PLACES + 1):
        percent = exact.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
        if compute_premium(abs(sub_total), percent) == round_to_paisa(abs(amount)):
            return percent
    return None
