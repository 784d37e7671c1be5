"""The rows of a table that are no items, told by their words: totals, cesses, premium, provisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bills.domain.premium import PremiumText, is_unused_premium, parse_premium
from bills.domain.texts import english_part, squeeze


class RowKind(StrEnum):
    """What a row without quantity and rate is, when its words say so."""

    GRAND_TOTAL = "grand_total"
    TOTAL = "total"
    SUB_TOTAL = "sub_total"
    ECV = "ecv"
    PREMIUM = "premium"
    UNUSED_PREMIUM = "unused_premium"
    LC = "lc"
    QC = "qc"
    NAC = "nac"
    GST = "gst"
    UNFORESEEN = "unforeseen"
    SPECIAL_PROVISION = "special_provision"
    OLD_MATERIAL = "old_material"
    SUPPLEMENTAL = "supplemental"
    OTHER_SUM = "other_sum"  # says Add, Less or Say, and is none of the above


TOTALS = frozenset({RowKind.GRAND_TOTAL, RowKind.TOTAL, RowKind.SUB_TOTAL, RowKind.ECV})
PROVISIONS = frozenset({RowKind.UNFORESEEN, RowKind.SPECIAL_PROVISION})
CESSES = frozenset({RowKind.LC, RowKind.QC, RowKind.NAC, RowKind.GST})


@dataclass(frozen=True, slots=True)
class RowLabel:
    kind: RowKind
    percent: Decimal | None = None
    premium: PremiumText | None = None
    section: int = 1  # of a supplemental heading


_TAIL = r"(?:\s*(?:amount|rs\b|in\b|₹|\([^)]*\)|[0-9:.,=-]))*"
_NUMBER = r"(?P<{}>[0-9]+(?:\.[0-9]+)?)"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _cess(name: str) -> re.Pattern[str]:
    """`Add LC @ 1 %`, `Add NAC charges @ 0.1 %`, and the percentage before the name."""
    return _whole(
        rf"(?:add\s*[:-]?\s*)?(?:@?\s*{_NUMBER.format('before')}\s*%\s*)?{name}"
        r"(?:\s*(?:charges?|chargers?|contribution|fund))?"
        rf"\s*(?:@\s*)?(?:{_NUMBER.format('percent')}\s*%|%)?\s*"
    )


# In this order; the first whole match answers. Source: spec reading, section 5.
_PATTERNS: tuple[tuple[RowKind, re.Pattern[str]], ...] = (
    (RowKind.SUPPLEMENTAL, _whole(r"supplemental\s+items?(?:\s*[-:]?\s*(?P<n>\d+))?")),
    (RowKind.GRAND_TOTAL, _whole(rf"(?:grand|g\.?)\s*-?\s*total{_TAIL}")),
    (RowKind.SUB_TOTAL, _whole(rf"sub\s*-?\s*total{_TAIL}")),
    (
        RowKind.ECV,
        _whole(rf"(?:e\s*\.?\s*c\s*\.?\s*v\.?|estimated contract value){_TAIL}"),
    ),
    (
        RowKind.TOTAL,
        _whole(
            rf"(?:net\s+)?total{_TAIL}|net\s+(?:amount|payable){_TAIL}"
            # The sum at the foot of a page, and again at the head of the next.
            r"|(?:total\s+|amount\s+)?(?:[cb]\s*/\s*[fod]|carried\s+(?:over|forward)|"
            rf"brought\s+(?:down|forward)){_TAIL}"
        ),
    ),
    (RowKind.LC, _cess(r"(?:l\.?\s*c\.?|labour\s+cess)")),
    (RowKind.QC, _cess(r"(?:q\.?\s*c\.?|quality\s+control)")),
    (RowKind.NAC, _cess(r"n\.?\s*a\.?\s*c\.?")),
    (RowKind.GST, _cess(r"g\.?\s*s\.?\s*t\.?")),
    (
        RowKind.UNFORESEEN,
        _whole(
            r"(?:l\.?\s*s\.?|lump\s*sum)\s*provisions?\s+(?:towards|for)\s+"
            r"unforeseen\b.*"
        ),
    ),
    (
        RowKind.SPECIAL_PROVISION,
        _whole(r"(?:l\.?\s*s\.?|lump\s*sum)\s*provisions?\s+(?:towards|for)\s+.+"),
    ),
    (RowKind.OLD_MATERIAL, _whole(r"deduct\b.*\bold\s+materials?\b.*")),
)
_OTHER_TOTAL = re.compile(
    r"(?:total|sub\s*-?\s*total)\s+(?:of|for|amount|cost|value|carried|part|rs|"
    r"estimated?\s+(?:cost|amount|value)|project\s+cost)\b.*",
    re.IGNORECASE,
)
_OTHER_SUM = re.compile(
    r"(?:add|less|deduct|say|net|balance|round(?:ed|ing)?|plus|minus|cess|"
    r"carried|brought|b/f|c/f|amount\s+paid|contingenc\w*|seigniorage|"
    r"provision|vat|tax|income)\b.*",
    re.IGNORECASE,
)
# Anything longer is the text of an item.
_LONGEST_LABEL = 160


def parse_label(text: str) -> RowLabel | None:
    """What a row without quantity and rate is by its words, None when they say nothing.

    >>> parse_label("Add LC @ 1 %")
    RowLabel(kind=<RowKind.LC: 'lc'>, percent=Decimal('1'), premium=None, section=1)
    >>> parse_label("Total station survey") is None
    True
    """
    text = english_part(squeeze(text))
    if not text or len(text) > _LONGEST_LABEL:
        return None
    if is_unused_premium(text):
        return RowLabel(RowKind.UNUSED_PREMIUM)
    premium = parse_premium(text)
    if premium is not None:
        return RowLabel(RowKind.PREMIUM, premium.percent, premium)
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is not None:
            return _make_label(kind, match.groupdict())
    return None


def parse_sum_label(text: str) -> RowLabel | None:
    """What a row with an amount only may be besides: a part's total, or some other sum.

    >>> parse_sum_label("Total of Part - II (b)").kind.value
    'total'
    """
    text = english_part(squeeze(text))
    if _OTHER_TOTAL.fullmatch(text):
        return RowLabel(RowKind.TOTAL)
    return RowLabel(RowKind.OTHER_SUM) if _OTHER_SUM.fullmatch(text) else None


def _make_label(kind: RowKind, groups: dict[str, str | None]) -> RowLabel:
    percent = groups.get("percent") or groups.get("before")
    return RowLabel(
        kind,
        Decimal(percent) if percent else None,
        section=int(groups.get("n") or 1),
    )
