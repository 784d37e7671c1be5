"""Which workslip goes with which bill when a file holds several works; items are matched in matching.py."""

from __future__ import annotations

from collections.abc import Sequence

from bills.domain.matching import normalise
from bills.domain.problems import Code, Level, Problem
from bills.domain.work import Work


def pair_workslips(
    bills: Sequence[Work], workslips: Sequence[Work]
) -> tuple[dict[int, Work], list[Problem]]:
    """The workslip of each bill, by the position of the bill.

    By name of work, then by agreement; what is left in its order, with a warning.
    """
    free = dict(enumerate(workslips))
    paired: dict[int, Work] = {}
    problems: list[Problem] = []
    for name in ("name_of_work", "agreement"):
        for position, bill in enumerate(bills):
            if (
                position not in paired
                and (other := _find(bill, free, name)) is not None
            ):
                paired[position] = free.pop(other)
    unpaired = [position for position in range(len(bills)) if position not in paired]
    for position, other in zip(unpaired, list(free), strict=False):
        paired[position] = free.pop(other)
        problems.append(_by_order(bills[position], paired[position]))
    problems += (
        _without_workslip(bill)
        for position, bill in enumerate(bills)
        if workslips and position not in paired
    )
    problems += (_not_used(workslip) for workslip in free.values() if bills)
    return paired, problems


def _find(bill: Work, workslips: dict[int, Work], name: str) -> int | None:
    wanted = _field(bill, name)
    matches = (n for n, other in workslips.items() if _field(other, name) == wanted)
    return next(matches, None) if wanted else None


def _field(work: Work, name: str) -> str:
    value = work.fields.get(name)
    return normalise(value.value) if value else ""


def _by_order(bill: Work, workslip: Work) -> Problem:
    return _warning(
        bill,
        found=workslip.sheet,
        expected="a workslip with the same name of work or agreement",
        says=(
            f"the workslip {workslip.sheet} is taken for this bill by its place in the "
            "file; neither name of work nor agreement says that they belong together"
        ),
    )


def _without_workslip(bill: Work) -> Problem:
    return _warning(
        bill,
        found="no workslip",
        expected="a workslip of this work",
        says="no workslip is left for this bill; its quantities till date are blank",
    )


def _not_used(workslip: Work) -> Problem:
    return _warning(
        workslip,
        found="a workslip",
        expected="a bill of the same work",
        says="no bill goes with this workslip, so it is not used",
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
