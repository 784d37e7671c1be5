"""What the user types for a bill: measurement books, dates, premium and number; forms and options are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bills.domain.problems import Code, Level, Problem
from bills.domain.work import PremiumType, TenderPremium

_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_PREMIUM = re.compile(
    r"(\d{1,3}(?:\.\d{1,4})?)\s*%?\s*(excess|above|less|below)", re.IGNORECASE
)
_PREMIUM_TYPES = {
    "excess": PremiumType.EXCESS,
    "above": PremiumType.EXCESS,
    "less": PremiumType.LESS,
    "below": PremiumType.LESS,
}


class InputUnreadable(ValueError):
    """A typed value does not say what it should; the message tells how to write it."""

    code = "input_unreadable"


@dataclass(frozen=True, slots=True)
class BillInputs:
    """The typed inputs of bills and bill documents. Source: spec workflow, section 3.

    The first six are the boxes of the measurement books, so that
    `BillInputs(*parse_mb("12 3 18 14 5 9"))` fills them.
    """

    mb_no: str = ""
    mb_from: str = ""
    mb_to: str = ""
    abs_mb_no: str = ""
    abs_mb_from: str = ""
    abs_mb_to: str = ""
    doi: date | None = None
    doc: date | None = None
    domr: date | None = None
    dobr: date | None = None
    premium: TenderPremium | None = None
    number: int | None = None

    @property
    def has_mb(self) -> bool:
        return any(getattr(self, name) for name in MB_BOXES)

    def mb_line(self) -> str:
        """The measurement books as a bill prints them, spaced as in spec outputs, section 4.

        >>> BillInputs(*parse_mb("12 3 18 14 5 9")).mb_line()
        'MB.No. 12 P.No. 3 to 18 (Measurements)   &   MB.No. 14 P.No. 5 to 9 (Abstract)'
        """
        return (
            f"MB.No. {self.mb_no} P.No. {self.mb_from} to {self.mb_to} (Measurements)"
            "   &   "
            f"MB.No. {self.abs_mb_no} P.No. {self.abs_mb_from} to {self.abs_mb_to}"
            " (Abstract)"
        )


EMPTY_MB_LINE = BillInputs().mb_line()


def is_empty_mb_line(line: str) -> bool:
    """Whether it is the printed line with nothing filled in."""
    return line.split() == EMPTY_MB_LINE.split()


# The boxes of the measurement books, by the names of their inputs.
MB_BOXES = ("mb_no", "mb_from", "mb_to", "abs_mb_no", "abs_mb_from", "abs_mb_to")


def parse_mb(text: str) -> tuple[str, str, str, str, str, str]:
    """M.B. number, from and to page, then those of the abstract.

    Raises: InputUnreadable.

    >>> parse_mb("12 3 18 14 5 9")
    ('12', '3', '18', '14', '5', '9')
    """
    parts = text.split()
    if len(parts) != 6:
        raise InputUnreadable(
            f'M.B. details "{text}" have {len(parts)} parts; write six: '
            "M.B. number, from page, to page, abstract M.B. number, from page, to page"
        )
    mb_no, mb_from, mb_to, abs_mb_no, abs_mb_from, abs_mb_to = parts
    return mb_no, mb_from, mb_to, abs_mb_no, abs_mb_from, abs_mb_to


def parse_premium(text: str) -> TenderPremium:
    """A typed tender premium: a percentage, then Less or Excess (below, above).

    Raises: InputUnreadable.

    >>> parse_premium("4.5 less")
    TenderPremium(percent=Decimal('4.5'), type=<PremiumType.LESS: 'Less'>, cell='')
    """
    match = _PREMIUM.fullmatch(text.strip())
    if not match:
        raise InputUnreadable(
            f'T.P "{text}" is not a percentage with Less or Excess; write e.g. 4.5 Less'
        )
    return TenderPremium(Decimal(match[1]), _PREMIUM_TYPES[match[2].lower()])


def format_date(value: date | None) -> str:
    """`dd-mm-yyyy`, or "" for no date.

    >>> format_date(date(2026, 3, 31)), format_date(None)
    ('31-03-2026', '')
    """
    return value.strftime("%d-%m-%Y") if value else ""


def parse_date(text: str) -> date | None:
    """The date of a text such as 31-03-2026, 31.03.2026 or 31/03/2026; None when it is none.

    >>> parse_date("31.03.2026")
    datetime.date(2026, 3, 31)
    >>> parse_date("March") is None
    True
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    try:
        return date(year=int(match[3]), month=int(match[2]), day=int(match[1]))
    except ValueError:  # a day that no calendar has, such as 31-02-2026
        return None


def date_order_problems(dates: Iterable[tuple[str, str]], sheet: str) -> list[Problem]:
    """A warning for each date, as (label, printed date), that is before the one it follows.

    A blank or unreadable date is passed over. Source: spec workflow, section 3.
    """
    known = [(label, text, parse_date(text)) for label, text in dates]
    in_order = [(label, text, day) for label, text, day in known if day is not None]
    return [
        Problem(
            level=Level.WARNING,
            code=Code.DATE_ORDER,
            sheet=sheet,
            cell="",
            found=f"{label} {text}",
            expected=f"{label} on or after {earlier_label} {earlier_text}",
            message=f"{sheet}: {label} {text} is before {earlier_label} {earlier_text}",
        )
        for (earlier_label, earlier_text, earlier), (label, text, day) in pairwise(
            in_order
        )
        if day < earlier
    ]
