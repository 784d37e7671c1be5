"""The number of a later bill: as typed, else one more than that of the bill before."""

from __future__ import annotations

import re

from bills.domain.bill import BillAction
from bills.domain.ordinals import ordinal, parse_ordinal
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import SheetKind, Work

FIRST_LATER_BILL = 2
_CC = re.compile(r"\s*CC\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\bbill\s*(?:no\.?)?\s*[-:]?\s*([0-9]{1,3})\b", re.IGNORECASE)
_FINAL = re.compile(r"\bfinal\b", re.IGNORECASE)


def parse_bill_number(title: str) -> int | None:
    """The number that the title of a bill states.

    >>> [parse_bill_number(t) for t in ("CC First & Part Bill", "CC 21st & Part Bill")]
    [1, 21]
    >>> parse_bill_number("Running Bill No. 3"), parse_bill_number("Final Bill")
    (3, None)
    """
    words = _CC.sub("", title).replace("&", " & ").split()
    for end in range(len(words), 0, -1):
        number = parse_ordinal(" ".join(words[:end]))
        if number is not None:
            return number
    numbered = _NUMBERED.search(title)
    return int(numbered[1]) if numbered else None


def compute_bill_number(
    previous: Work, action: BillAction, typed: int | None
) -> tuple[int, list[Problem]]:
    """The number, with a warning when it does not follow that of the bill before.

    Source: spec outputs, section 6.
    """
    before = parse_bill_number(previous.title)
    if before is None and previous.kind is SheetKind.FIRST_BILL:
        before = 1
    following = FIRST_LATER_BILL if before is None else before + 1
    number = typed or following
    if action is BillAction.FIRSTPART_2ND_FINAL:
        number = FIRST_LATER_BILL
    problems = []
    if before is not None and number != following:
        problems.append(_out_of_turn(previous, number, following))
    if typed not in (None, number):
        problems.append(_not_used(previous, typed, number))
    if _FINAL.search(previous.title):
        problems.append(_after_final(previous))
    return number, problems


def _out_of_turn(previous: Work, number: int, following: int) -> Problem:
    return _warning(
        previous,
        found=ordinal(number),
        expected=ordinal(following),
        says=(
            f'the bill is made as the {ordinal(number)}, but after "{previous.title}" '
            f"comes the {ordinal(following)}"
        ),
    )


def _not_used(previous: Work, typed: int | None, number: int) -> Problem:
    return _warning(
        previous,
        found=str(typed),
        expected=str(number),
        says=f"this bill is always the {ordinal(number)}; the typed {typed} is not used",
    )


def _after_final(previous: Work) -> Problem:
    return _warning(
        previous,
        found=previous.title,
        expected="a part bill",
        says=f'"{previous.title}" is a final bill, which no other bill should follow',
    )


def _warning(work: Work, *, found: str, expected: str, says: str) -> Problem:
    return Problem(
        level=Level.WARNING,
        code=Code.ITEM_UNMATCHED,
        sheet=work.sheet,
        cell="",
        found=found,
        expected=expected,
        message=f"{work.sheet}: {says}",
    )
