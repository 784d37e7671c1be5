"""The workbook of work order, bill quantity and extra items, made one work; its sheets are read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from bills.domain.line_problems import line_problem, name_line, place_of
from bills.domain.matching import match_lines, rate_of_one
from bills.domain.money import compute_premium, format_indian, format_percent
from bills.domain.problems import Code, Level, Problem
from bills.domain.title_page import TitlePage
from bills.domain.work import (
    FieldValue,
    Line,
    LineKind,
    PremiumType,
    SheetKind,
    TenderPremium,
    Work,
)

_AGREED = re.compile(r"work\s*order.*", re.IGNORECASE)
_EXECUTED = re.compile(r"bill\s*(?:quantity|qty|quantities).*", re.IGNORECASE)
_EXTRAS = re.compile(r"extra\s*items?.*", re.IGNORECASE)
# Extra items stand where a workslip has its first supplemental section.
EXTRA_SECTION = 1

ZERO = Decimal(0)


def is_agreed_title(title: str) -> bool:
    return _AGREED.fullmatch(title.strip()) is not None


def is_executed_title(title: str) -> bool:
    return _EXECUTED.fullmatch(title.strip()) is not None


class WorkOrder:
    """The sheets of one such workbook."""

    def __init__(
        self,
        agreed: Work,
        executed: Work,
        extras: Work | None = None,
        page: TitlePage | None = None,
    ) -> None:
        self.agreed = agreed
        self.executed = executed
        self.extras = extras
        self.page = page
        self._joining = _Joining(agreed, executed)

    @property
    def billed(self) -> list[Work]:
        return [self.executed, *([self.extras] if self.extras else [])]

    @property
    def parts(self) -> list[Work]:
        return [self.agreed, *self.billed]

    def as_work(self) -> Work:
        """One work in the shape of a workslip: agreed and executed quantity of each line.

        What is in one sheet only is kept and told. Each line has the place of its
        quantity. The stated totals are those of bill and extras together.
        """
        problems = [problem for part in self.parts for problem in part.problems]
        return replace(self._joined(), problems=(*problems, *self.findings()))

    def findings(self) -> tuple[Problem, ...]:
        """What is found when the sheets are laid side by side."""
        return (
            *self._joining.problems,
            *self._premium_problems(self._find_premium()),
            *_total_problems(self._joined()),
            *self._last_bill_problems(),
        )

    def _joined(self) -> Work:
        lines = [*self._joining.lines, *self._extra_lines()]
        return replace(
            self.executed,
            kind=SheetKind.WORKSLIP,
            title=(self.page and self.page.bill_title) or self.executed.title,
            lines=tuple(replace(line, row=n) for n, line in enumerate(lines, 1)),
            premium=self._find_premium(),
            stated_sub_total=_total(work.stated_sub_total for work in self.billed),
            stated_premium=_total(work.stated_premium for work in self.billed),
            stated_total=_total(work.stated_total for work in self.billed),
            stated_last_bill=self.page.last_bill if self.page else None,
            fields=self._fields(),
        )

    def _fields(self) -> dict[str, FieldValue]:
        fields = dict(self.extras.fields) if self.extras else {}
        return {**fields, **self.agreed.fields, **self.executed.fields}

    def _extra_lines(self) -> list[Line]:
        if self.extras is None:
            return []
        work = self.extras
        heading = Line(
            LineKind.HEADING,
            row=0,
            description="Supplemental Items",
            section=EXTRA_SECTION,
            place=place_of(work, work.lines[0]),
        )
        extras = (
            replace(line, section=EXTRA_SECTION, place=place_of(work, line))
            for line in work.lines
        )
        return [heading, *extras]

    def _find_premium(self) -> TenderPremium | None:
        """Of the bill, else of the work order, else as the title page says."""
        page = self.page.premium if self.page else None
        return self.executed.premium or self.agreed.premium or page

    def _premium_problems(self, used: TenderPremium | None) -> Iterable[Problem]:
        """A bill has one premium: a part that states another one is told."""
        stated = [(part.sheet, part.premium) for part in self.parts]
        if self.page:
            stated.append((self.page.sheet, self.page.premium))
        for sheet, premium in stated:
            if premium is None or used is None or _is_same(premium, used):
                continue
            found, expected = _premium_text(premium), _premium_text(used)
            where = f"{sheet}!{premium.cell}" if premium.cell else sheet
            yield Problem(
                Level.WARNING,
                Code.TP_AMBIGUOUS,
                sheet,
                premium.cell,
                found,
                expected,
                f"{where}: T.P is {found} here; {expected} is used for the whole work",
            )

    def _last_bill_problems(self) -> Iterable[Problem]:
        page = self.page
        if page is None or not page.last_bill:
            return
        paid = format_indian(page.last_bill)
        yield Problem(
            Level.WARNING,
            Code.NOT_CARRIED,
            page.sheet,
            page.last_bill_cell,
            paid,
            "nothing paid before a first bill",
            f"{page.sheet}!{page.last_bill_cell}: {paid} was paid vide the last bill; it "
            "is not deducted, for the bill made here is of all that was executed",
        )


def find_work_order(
    works: Iterable[Work], page: TitlePage | None = None
) -> WorkOrder | None:
    """The work order among the sheets of a workbook, None when there is none."""
    by_part: dict[str, Work] = {}
    patterns = {"agreed": _AGREED, "executed": _EXECUTED, "extras": _EXTRAS}
    for work in works:
        for part, pattern in patterns.items():
            if pattern.fullmatch(work.sheet.strip()):
                by_part.setdefault(part, work)
    if "agreed" not in by_part or "executed" not in by_part:
        return None
    return WorkOrder(
        by_part["agreed"], by_part["executed"], by_part.get("extras"), page
    )


class _Joining:
    """The lines of a work order, each with what was executed of it, and what is found."""

    def __init__(self, agreed: Work, executed: Work) -> None:
        self.agreed = agreed
        self.executed = executed
        self.problems: list[Problem] = []
        self.lines = self._join_lines()

    def _join_lines(self) -> list[Line]:
        """The lines of the work order in their order, then what it does not know."""
        agreed, executed = self.agreed.items, self.executed.items
        executed_of: dict[int, Line] = {}
        known: set[int] = set()
        for match in match_lines(agreed, executed):
            mine, theirs = agreed[match.earlier], executed[match.current]
            executed_of[mine.row] = theirs
            known.add(theirs.row)
            self._check_match(mine, theirs, match.doubt)
        joined = [
            self._join(line, executed_of.get(line.row)) for line in self.agreed.lines
        ]
        return joined + self._rest([li for li in executed if li.row not in known])

    def _join(self, agreed: Line, executed: Line | None) -> Line:
        if agreed.kind is LineKind.HEADING:
            return replace(agreed, place=place_of(self.agreed, agreed))
        if executed is None:
            self._warn(
                self.agreed,
                agreed,
                f"{name_line(agreed)} is not in {self.executed.sheet}; it is taken as "
                "not executed",
            )
            place = place_of(self.agreed, agreed)
            line = replace(agreed, quantity=ZERO, amount=ZERO, stated_amount=None)
        else:
            place = place_of(self.executed, executed)
            line = executed
        return replace(
            line,
            serial=agreed.serial,
            place=place,
            estimate_quantity=agreed.quantity,
            estimate_amount=agreed.amount,
        )

    def _rest(self, lines: Sequence[Line]) -> list[Line]:
        for line in lines:
            says = f"{name_line(line)} is billed but not in {self.agreed.sheet}"
            self._warn(self.executed, line, says)
        return [replace(line, place=place_of(self.executed, line)) for line in lines]

    def _check_match(self, agreed: Line, executed: Line, doubt: str) -> None:
        if doubt:
            self._warn(
                self.executed,
                executed,
                f"{name_line(executed)} is taken to be {name_line(agreed)} "
                f"({place_of(self.agreed, agreed)}), {doubt}",
            )
        rates = rate_of_one(agreed), rate_of_one(executed)
        if None not in rates and rates[0] != rates[1]:
            self._warn(
                self.executed,
                executed,
                f"the rate of {name_line(executed)} is {executed.rate} but {agreed.rate} "
                f"in {self.agreed.sheet}; {executed.rate} is used",
            )

    def _warn(self, work: Work, line: Line, says: str) -> None:
        problem = line_problem(
            work, line, Level.WARNING, Code.ITEM_UNMATCHED, says=says
        )
        self.problems.append(problem)


def _total_problems(work: Work) -> Iterable[Problem]:
    """What the sheets state together against quantity x rate with one premium."""
    if work.premium is None or work.stated_total is None:
        return
    sub_total = work.sum_of_amounts
    premium = compute_premium(sub_total, work.premium.percent)
    is_less = work.premium.type is PremiumType.LESS
    total = sub_total - premium if is_less else sub_total + premium
    if total == work.stated_total:
        return
    stated, computed = format_indian(work.stated_total), format_indian(total)
    yield Problem(
        Level.WARNING,
        Code.TOTAL_MISMATCH,
        work.sheet,
        "",
        stated,
        computed,
        f"{work.sheet}: the totals of the sheets come to {stated} but quantity x rate "
        f"with T.P comes to {computed}, which is used",
    )


def _is_same(one: TenderPremium, other: TenderPremium) -> bool:
    return (one.percent, one.type) == (other.percent, other.type)


def _premium_text(premium: TenderPremium) -> str:
    return f"{format_percent(premium.percent)} % {premium.type.value}"


def _total(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known, ZERO) if known else None
