"""One bill in the shape that scripts and the result page read; its figures come computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bills.domain.money import format_percent
from bills.domain.words import amount_in_words
from bills.domain.work import SheetKind, TenderPremium


@dataclass(frozen=True, slots=True, kw_only=True)
class BillSummary:
    """The figures of one bill; None is a figure that waits for a quantity to be typed."""

    sheet: str
    kind: SheetKind
    title: str
    items: int
    sub_total: Decimal | None
    premium: TenderPremium
    premium_amount: Decimal | None  # a positive magnitude
    total: Decimal | None
    previous_total: Decimal
    since_last_total: Decimal | None
    fields: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Amounts are plain text with paise, "" for None; the words say what the bill pays."""
        pays = self.since_last_total
        return {
            "sheet": self.sheet,
            "kind": self.kind.value,
            "title": self.title,
            "items": self.items,
            "sub_total": _two_places(self.sub_total),
            "tp_percent": format_percent(self.premium.percent),
            "tp_type": self.premium.type.value,
            "tp_amount": _two_places(self.premium_amount),
            "total": _two_places(self.total),
            "previous_total": _two_places(self.previous_total),
            "since_last_total": _two_places(pays),
            "amount_in_words": "" if pays is None else amount_in_words(pays),
            "fields": self.fields,
        }


def _two_places(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"
